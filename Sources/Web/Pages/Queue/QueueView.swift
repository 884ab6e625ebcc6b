import Casework
import Storage

/// What the queue may be asked to show; each is a link, so that it lives in the address.
enum QueueView: String, Sendable, CaseIterable {
    case mine, soon, over, unrouted, hold, all, done

    var words: String {
        switch self {
        case .mine: "等我的"
        case .soon: "快到期"
        case .over: "超期"
        case .unrouted: "未定责"
        case .hold: "挂账"
        case .all: "全部在办"
        case .done: "今日办结"
        }
    }

    /// Whether what is due soonest comes first; else the newest.
    var isByDeadline: Bool {
        switch self {
        case .mine, .soon, .unrouted, .over, .hold: true
        case .all, .done: false
        }
    }

    var isOfLiveCases: Bool { self != .done }

    /// What the view says when there is nothing in it, and what one may do then.
    var empty: (words: String, advice: String) {
        switch self {
        case .mine: ("现在没有等您办的案件。", "新的会自己出现在这里；也可以看看“快到期”有没有要催的。")
        case .soon: ("一小时内没有到期的案件。", "不用催谁；可以看“全部在办”。")
        case .over: ("没有超期的案件。", "都在时限里。")
        case .unrouted: ("每一件都有责任单位。", "责任表都认得。")
        case .hold: ("没有挂账的案件。", "批准挂账的案件会列在这里，按到期日。")
        case .all: ("没有在办的案件。", "接到来电，在受理台登记。")
        case .done: ("今天还没有办结的案件。", "结案后会列在这里。")
        }
    }

    static let soonSeconds = 3600

    /// The lists that make up the view: one, but for `mine`.
    func filters(for person: Person, at now: Timestamp, under rules: Rulebook) -> [CaseFilter] {
        var filter = CaseFilter(seenBy: person)
        filter.isLive = isOfLiveCases
        switch self {
        case .mine: return person.waitingLists(filter)
        case .all: break
        case .soon:
            filter.dueFrom = now
            filter.dueBefore = now + Self.soonSeconds
        case .unrouted: filter.isUnrouted = true
        case .over: filter.lateAt = now
        case .hold: filter.stages = [.suspended]
        case .done: filter.endedFrom = rules.time.midnight(before: now)
        }
        return [filter]
    }
}

extension Person {
    /// Cases in the stages whose turn is this person's, and those that wait for a word that the person may give.
    fileprivate func waitingLists(_ base: CaseFilter) -> [CaseFilter] {
        var filters: [CaseFilter] = []
        func add(_ change: (inout CaseFilter) -> Void) {
            var filter = base
            change(&filter)
            filters.append(filter)
        }
        var stages = CaseStage.allCases.filter { stage in stage.waitingRole.map(roles.contains) ?? false }
        if let unit { stages += may(.sign, in: unit) ? [.signing, .handling] : [] }
        if !stages.isEmpty {
            add {
                $0.stages = stages
                // Those are judged, and called no more.
                $0.notAwaited = stages.contains(.callingBack) ? .judgement : nil
            }
        }
        let words = AwaitedWord.allCases.filter { may($0.permission) }
        if !words.isEmpty {
            add {
                $0.awaited = words
                // An appeal comes after the end.
                $0.isLive = !words.contains { [.appeal, .reviewedAppeal].contains($0) }
            }
        }
        return filters
    }
}

extension Case {
    /// Whether it is `person`'s turn.
    func waits(for person: Person) -> Bool {
        if let word = awaitedWord {
            if person.may(word.permission) { return true }
            if word == .judgement { return false }
        }
        if let unit = person.unit, [.signing, .handling].contains(stage) {
            return person.may(.sign, in: unit)
        }
        return stage.waitingRole.map(person.roles.contains) ?? false
    }
}
