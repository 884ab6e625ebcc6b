import Casework
import Mustache
import Storage

/// `/callbacks`.
struct CallbackPage: Page, MustacheParent {
    let title = "回访"
    let list: CallbackList
    let listPath: String
    let sheet: [CallbackSheet]
    let quiet: String
    /// When nobody is called any more.
    let foot: String
    let today: String
    let script: String

    func child(named name: String) -> Any? {
        switch name {
        case "script": script
        case "list": list
        case "listPath": listPath
        case "sheet": sheet
        case "hasSheet": !sheet.isEmpty
        case "quiet": quiet.ifAny
        case "today": today
        case "foot": foot
        default: nil
        }
    }
}

/// The left column: who is to be called.
struct CallbackList: Sendable, MustacheParent {
    struct Entry: Sendable, Hashable, MustacheParent {
        /// What the words on the right say of the hour.
        enum Weight: String, Sendable {
            case now = "t-ok strong", later = "muted", judged = "t-over strong"
        }

        let path: String
        let isHere: Bool
        let due: [Due]
        let topic: String
        let when: String
        let weight: Weight
        let line: String

        func child(named name: String) -> Any? {
            switch name {
            case "path": path
            case "isHere": isHere
            case "due": due
            case "topic": topic
            case "when": when
            case "weight": weight.rawValue
            case "line": line
            default: nil
            }
        }
    }

    let count: Int
    let entries: [MustacheTemplate]
    let leader: [MustacheTemplate]
    let leaderCount: Int
    /// Whose the bad judgements are sees them first.
    let isForLeader: Bool

    /// `open` tells whom others have open, by case.
    init(
        _ queue: CallbackQueue,
        chosen: String,
        for person: Person,
        _ words: CallbackWords,
        open: [Case.Number: CallbackDesk.Caller],
        in library: PageLibrary
    ) {
        let wording = words.wording
        func entry(_ file: Case, when: String, _ weight: Entry.Weight, due: [Due]) -> Entry {
            Entry(
                path: "/callbacks?case=\(file.number)",
                isHere: file.number == chosen,
                due: due,
                topic: words.topic(file),
                when: when,
                weight: weight,
                line: [
                    words.caller(file.personal.seen(.masked)), wording.place(file.state.content, Personal()),
                    words.attempts(file), file.state.redos > 0 ? "重办后再访" : "",
                ].filter { !$0.isEmpty }.joined(separator: " · ")
            )
        }
        func clock(_ file: Case) -> [Due] { file.state.clocks[.callback].map { [wording.due($0)] } ?? [] }
        isForLeader = person.may(.redo)
        count = queue.count
        let waiting =
            queue.toCall.map(\.file).map { file in
                if let other = open[file.number] {
                    return entry(file, when: "\(other.name)在打", .later, due: clock(file))
                }
                if file.appointment != nil {
                    return entry(file, when: "约的时间到了", .now, due: clock(file))
                }
                let hour = GoodHour(for: file, at: wording.now, under: wording.rules)
                return entry(file, when: hour.words, hour.isNow ? .now : .later, due: clock(file))
            }
            + queue.later.map(\.file).map { file in
                let again = file.callAgainAt(under: wording.rules.policy) ?? wording.now
                let words =
                    file.appointment == nil ? "\(wording.instant(again)) 后" : "约 \(wording.instant(again))"
                return entry(
                    file,
                    when: file.appointment == nil ? "隔一会儿再打" : "到点再打",
                    .later,
                    due: [Due(kind: .hold, words: words, exact: wording.exact(again))]
                )
            }
        entries = library.rows(waiting)
        leaderCount = queue.forLeaderCount
        leader = library.rows(
            queue.forLeader.map(\.file).map { entry($0, when: "不满意", .judged, due: clock($0)) }
        )
    }

    func child(named name: String) -> Any? {
        switch name {
        case "count": String(count)
        case "entries": entries
        case "isEmpty": entries.isEmpty
        case "more": (count > entries.count ? String(count - entries.count) : "").ifAny
        case "leader": leader
        case "leaderFirst": isForLeader && !leader.isEmpty
        case "leaderLast": !isForLeader && !leader.isEmpty
        case "leaderCount": String(leaderCount)
        case "leaderMore": (leaderCount > leader.count ? String(leaderCount - leader.count) : "").ifAny
        case "mayDecide": isForLeader
        default: nil
        }
    }
}
