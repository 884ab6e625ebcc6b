import Casework
import Mustache

/// What fields may be helped with while somebody types: topics, areas and roads, by `<datalist>`.
struct WordLists: Sendable, MustacheParent {
    let topics: [FormOption]
    let areas: [FormOption]
    let roads: [String]

    init(_ rules: Rulebook) {
        topics = rules.topics.values.sorted { $0.code < $1.code }
            .map { FormOption(value: $0.code, words: "\($0.industry) · \($0.name)") }
        areas = rules.areas.values.sorted { $0.code < $1.code }
            .map { FormOption(value: $0.code, words: $0.name) }
        roads = rules.roads.flatMap { [$0.name] + $0.aliases }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "topics": topics
        case "areas": areas
        case "roads": roads
        default: nil
        }
    }
}
