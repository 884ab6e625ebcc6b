import Casework
import Mustache

/// `/queue`.
struct QueuePage: Page, MustacheParent {
    struct Tab: Sendable, MustacheParent {
        let path: String
        let words: String
        let count: String
        let isHere: Bool
        let isAlarming: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "path": path
            case "words": words
            case "count": count
            case "isHere": isHere
            case "isAlarming": isAlarming
            default: nil
            }
        }
    }

    let title: String
    let view: QueueView
    let words: String
    let tabs: [Tab]
    /// Where the table, and where the tabs, are fetched from again.
    let source: String
    let table: QueueTable

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "view": view.rawValue
        case "words": words
        case "hasWords": !words.isEmpty
        case "tabs": tabs
        case "source": source
        case "table": table
        default: nil
        }
    }
}

/// `/following`: the cases that somebody answers for until they end, and what is half typed.
struct FollowingPage: Page, MustacheParent {
    let title = "我跟踪的"
    let table: QueueTable
    let drafts: [DraftLine]
    let unread: Int
    let token: String

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "table": table
        case "drafts": drafts
        case "hasDrafts": !drafts.isEmpty
        case "unread": (unread == 0 ? "" : String(unread)).ifAny
        case "token": token
        default: nil
        }
    }
}

/// A draft in a list: when it was typed, and how it begins.
struct DraftLine: Sendable, MustacheParent {
    let id: Int64
    let when: String
    let words: String
    /// Where to go on after it has been thrown away.
    var next = "/desk"

    func child(named name: String) -> Any? {
        switch name {
        case "id": String(id)
        case "when": when
        case "words": words
        case "next": next
        default: nil
        }
    }
}

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
