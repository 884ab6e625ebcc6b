import Mustache

/// Where photographs of one side of the work are taken, for a form that may stand elsewhere on the page.
struct PhotoShots: Sendable, MustacheParent {
    /// `before` or `after`: the name of the file field, too.
    let side: String
    let words: String
    /// The form that takes them along.
    let form: String
    /// Those that a refused form had already.
    var kept: [String] = []
    var problem = ""

    func child(named name: String) -> Any? {
        switch name {
        case "side": side
        case "words": words
        case "form": form
        case "kept": kept
        case "problem": problem.ifAny
        default: nil
        }
    }
}
