import Casework
import Mustache
import Storage

/// The rest of somebody's day beside the call: followed cases, promises, the board of notices, today's figures.
struct DeskRail: Sendable, MustacheParent {
    struct Promise: Sendable, MustacheParent {
        let id: Int64
        let when: String
        let exact: String
        let words: String
        let number: Case.Number?
        let isDue: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "id": String(id)
            case "when": when
            case "exact": exact
            case "words": words
            case "number": (number ?? "").ifAny
            case "isDue": isDue
            default: nil
            }
        }
    }

    struct Posted: Sendable, MustacheParent {
        let id: Int64
        let icon: String
        let heading: String
        let isOutage: Bool
        let words: String

        func child(named name: String) -> Any? {
            switch name {
            case "id": String(id)
            case "icon": icon
            case "heading": heading
            case "isOutage": isOutage
            case "words": words
            default: nil
            }
        }
    }

    let rows: [QueueRow]
    let promises: [Promise]
    let promiseProblem: String
    let notices: [Posted]
    let mayPost: Bool
    let noticeProblem: String
    let today: RecordedToday
    let token: String

    func child(named name: String) -> Any? {
        switch name {
        case "rows": rows
        case "hasRows": !rows.isEmpty
        case "promises": promises
        case "hasPromises": !promises.isEmpty
        case "promiseProblem": promiseProblem.ifAny
        case "notices": notices
        case "hasNotices": !notices.isEmpty
        case "mayPost": mayPost
        case "noticeProblem": noticeProblem.ifAny
        case "kinds": NoticeBoard.Kind.allCases.map { FormOption(value: $0.rawValue, words: $0.chinese) }
        case "recorded": String(today.recorded)
        case "dispatched": String(today.dispatched)
        case "answered": String(today.answered)
        case "token": token
        default: nil
        }
    }
}

extension DeskRail.Posted {
    init(_ entry: NoticeBoard.Entry, _ wording: Wording) {
        id = entry.id
        isOutage = entry.kind == .outage
        words = [entry.place, entry.text].filter { !$0.isEmpty }.joined(separator: "：")
        switch entry.kind {
        case .outage: (icon, heading) = ("i-drop", "停供至 \(wording.instant(entry.until))")
        case .handover: (icon, heading) = ("i-people", entry.kind.chinese)
        case .notice: (icon, heading) = ("i-bell", "\(entry.kind.chinese)，到 \(wording.instant(entry.until))")
        }
    }
}
