/// Asks the table of responsibilities once for a decision, however many of its conditions want to know.
final class Routing {
    private let rules: Rulebook
    private var known: (topic: Topic.Code?, category: Category.Code?, place: Place, route: Route)?

    init(under rules: Rulebook) { self.rules = rules }

    /// What the table says of the matter as it stands in `content`.
    func route(of content: CaseContent) -> Route {
        if let known, known.topic == content.topic, known.category == content.category,
            known.place == content.place
        {
            return known.route
        }
        let route = rules.route(topic: content.topic, category: content.category, place: content.place)
        known = (content.topic, content.category, content.place, route)
        return route
    }
}
