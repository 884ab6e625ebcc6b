import Casework
import Mustache

/// What fields may be helped with while somebody types: topics, areas, roads and units, by `<datalist>`.
///
/// Of a large city only so many of each: the fields that matter find the others by themselves.
struct WordLists: Sendable, MustacheParent {
    let topics: [FormOption]
    let areas: [FormOption]
    let roads: [String]
    let units: [String]
    private static let most = 400

    init(_ rules: Rulebook) {
        topics = rules.topics.values.sorted { $0.code < $1.code }
            .map { FormOption(value: $0.code, words: "\($0.industry) · \($0.name)") }
        areas = rules.areas.values.sorted { ($0.code.utf8.count, $0.code) < ($1.code.utf8.count, $1.code) }
            .prefix(Self.most)
            .map { FormOption(value: $0.code, words: $0.name) }
        roads = Array(rules.roads.flatMap { [$0.name] + $0.aliases }.prefix(Self.most))
        units = rules.units.values.filter { $0.isActive && !$0.isExternal }.sorted { $0.id < $1.id }
            .prefix(Self.most).map(\.name)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "topics": topics
        case "areas": areas
        case "roads": roads
        case "units": units
        default: nil
        }
    }
}
