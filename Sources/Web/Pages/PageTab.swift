import Mustache

/// One of the views of a page.
struct PageTab: Sendable, MustacheParent {
    let path: String
    let words: String
    let isHere: Bool
    /// How much is to be found there; empty for nothing.
    var count = ""

    func child(named name: String) -> Any? {
        switch name {
        case "path": path
        case "words": words
        case "isHere": isHere
        case "count": count.ifAny
        default: nil
        }
    }
}
