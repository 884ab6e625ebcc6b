import Casework
import Mustache

/// `/queue`.
struct QueuePage: Page, MustacheParent {
    struct Tab: Sendable, MustacheParent {
        let path: String
        let words: String
        /// Empty where nobody counts.
        var count = ""
        let isHere: Bool
        var isAlarming = false

        func child(named name: String) -> Any? {
            switch name {
            case "path": path
            case "words": words
            case "count": count.ifAny
            case "isHere": isHere
            case "isAlarming": isAlarming
            default: nil
            }
        }
    }

    let title: String
    let query: QueueQuery
    let filters: QueueFilters
    let tabs: [Tab]
    /// The query with its cursor: where the table is fetched from again.
    let source: String
    let table: QueueTable
    let saving: ViewSaving
    var outcome: [ChosenOutcome] = []
    let choosing: ChoosingBar
    let script: String

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "query": query.text
        case "filters": filters
        case "tabs": tabs
        case "source": source
        case "table": table
        case "saving": saving
        case "outcome": outcome
        case "choosing": choosing
        case "script": script
        default: nil
        }
    }
}

/// The bar under the list: what may be done with the chosen rows.
struct ChoosingBar: Sendable, MustacheParent {
    let token: String
    let query: String
    let mayUrge: Bool
    let mayHandOver: Bool
    let colleagues: [FormOption]
    /// Where in the list the page stands.
    let place: String
    let next: String

    func child(named name: String) -> Any? {
        switch name {
        case "token": token
        case "query": query
        case "mayUrge": mayUrge
        case "mayHandOver": mayHandOver
        case "colleagues": colleagues
        case "place": place
        case "next": next.ifAny
        default: nil
        }
    }
}

/// Keeping the list as it is narrowed now under a name; or, where it is kept, renaming and deleting it.
struct ViewSaving: Sendable, MustacheParent {
    let token: String
    let query: String
    /// The view of one's own that is shown now.
    let current: SavedViewTab?
    let mayShare: Bool
    let problem: String

    func child(named name: String) -> Any? {
        switch name {
        case "token": token
        case "query": query
        case "current": current.map { [$0] } ?? []
        case "isNew": current == nil
        case "mayShare": mayShare
        case "problem": problem.ifAny
        default: nil
        }
    }
}

struct SavedViewTab: Sendable, MustacheParent {
    let id: Int64
    let name: String

    func child(named name: String) -> Any? {
        switch name {
        case "id": String(id)
        case "name": self.name
        default: nil
        }
    }
}
