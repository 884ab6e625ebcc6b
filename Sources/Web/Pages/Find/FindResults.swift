import Casework
import Mustache

/// What was found, in groups, each thing a link.
struct FindResults: Sendable, MustacheParent {
    struct Group: Sendable, MustacheParent {
        let heading: String
        let items: [Item]

        func child(named name: String) -> Any? {
            switch name {
            case "heading": heading
            case "items": items
            default: nil
            }
        }
    }

    struct Item: Sendable, MustacheParent {
        let path: String
        let icon: String
        let words: String
        let detail: String
        var due: Due?

        func child(named name: String) -> Any? {
            switch name {
            case "path": path
            case "icon": icon
            case "words": words
            case "detail": detail.ifAny
            case "due": due.map { [$0] } ?? []
            default: nil
            }
        }
    }

    let words: String
    let groups: [Group]

    func child(named name: String) -> Any? {
        switch name {
        case "groups": groups
        case "hasNothing": groups.isEmpty && !words.isEmpty
        default: nil
        }
    }
}

/// `/find`: the same without a script, as a page.
struct FindPage: Page, MustacheParent {
    let title = "查找"
    let results: FindResults

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "words": results.words
        case "results": results
        case "isFresh": results.words.isEmpty
        default: nil
        }
    }
}
