import Casework
import Mustache

/// `/inbox`: what the hotline has told somebody.
struct InboxPage: Page, MustacheParent {
    struct Line: Sendable, MustacheParent {
        let when: String
        let exact: String
        let number: Case.Number
        let short: String
        let words: String
        let matter: String
        let isUnread: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "when": when
            case "exact": exact
            case "number": number
            case "short": short
            case "words": words
            case "matter": matter
            case "isUnread": isUnread
            default: nil
            }
        }
    }

    let title = "消息"
    let lines: [Line]
    /// Up to which message everything becomes read.
    let newest: Int64
    let hasUnread: Bool
    let topics: String
    let token: String

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "lines": lines
        case "hasLines": !lines.isEmpty
        case "newest": String(newest)
        case "hasUnread": hasUnread
        case "topics": topics
        case "token": token
        default: nil
        }
    }
}
