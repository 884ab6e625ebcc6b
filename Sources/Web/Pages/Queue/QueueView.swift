import Casework
import Storage

/// What the queue may be asked to show; each is a link, so that it lives in the address.
enum QueueView: String, Sendable, CaseIterable {
    case mine, all, unrouted, over, hold, done

    var words: String {
        switch self {
        case .mine: "等我的"
        case .all: "全部在办"
        case .unrouted: "未定责"
        case .over: "超期"
        case .hold: "挂账"
        case .done: "今日办结"
        }
    }

    /// Whether what is due soonest comes first; else the newest, a page at a time.
    var isByDeadline: Bool {
        switch self {
        case .mine, .unrouted, .over, .hold: true
        case .all, .done: false
        }
    }

    var empty: String {
        switch self {
        case .mine: "现在没有等您办的案件。"
        case .all: "没有在办的案件。"
        case .unrouted: "每一件都有责任单位。"
        case .over: "没有超期的案件。"
        case .hold: "没有挂账的案件。"
        case .done: "今天还没有办结的案件。"
        }
    }

    /// The lists that make up the view; nil fields for those of `mine`, which are more than one.
    func filters(for person: Person, at now: Timestamp, under rules: Rulebook) -> [CaseFilter] {
        var filter = CaseFilter()
        filter.byDeadline = isByDeadline
        if !person.may(.see) { filter.visibleToUnit = person.unit ?? "" }
        switch self {
        case .mine: return Self.waiting(for: person, filter)
        case .all: filter.isLive = true
        case .unrouted:
            filter.isUnrouted = true
            filter.isLive = true
        case .over:
            filter.overdueAt = now
            filter.isLive = true
        case .hold: filter.stages = [.suspended]
        case .done: filter.endedFrom = rules.time.instant(rules.time.day(of: now), second: 0)
        }
        return [filter]
    }

    /// Cases in the stages whose turn is this person's, and those with a request that the person may answer.
    private static func waiting(for person: Person, _ base: CaseFilter) -> [CaseFilter] {
        var filters: [CaseFilter] = []
        var stages = CaseStage.allCases.filter { stage in
            stage.waitingRole.map(person.roles.contains) ?? false
        }
        if let unit = person.unit { stages += person.may(.sign, in: unit) ? [.signing, .handling] : [] }
        if !stages.isEmpty {
            var filter = base
            filter.stages = stages
            filters.append(filter)
        }
        let pending = requests(answeredBy: person)
        if !pending.isEmpty {
            var filter = base
            filter.pending = pending
            filters.append(filter)
        }
        if person.may(.redo), !stages.contains(.callingBack) {
            var filter = base
            filter.stages = [.callingBack]
            filters.append(filter)
        }
        return filters
    }

    private static func requests(answeredBy person: Person) -> [PendingRequest.Kind] {
        var kinds: [PendingRequest.Kind] = []
        if person.may(.approveReturn) { kinds.append(.return) }
        if person.may(.approveExtension) || person.may(.approveSecondExtension) { kinds.append(.extension) }
        if person.may(.approveSuspension) { kinds.append(.suspension) }
        if person.may(.reviewAppeal) || person.may(.approveAppeal) { kinds.append(.appeal) }
        return kinds
    }
}

extension Case {
    /// Whether it really waits for `person`, where the list's filter cannot tell.
    func waits(for person: Person) -> Bool {
        if let pending = state.pending {
            switch pending.kind {
            case .return: if person.may(.approveReturn) { return true }
            case .extension:
                if person.may(state.extensions == 0 ? .approveExtension : .approveSecondExtension) {
                    return true
                }
            case .suspension: if person.may(.approveSuspension) { return true }
            case .appeal:
                if person.may(pending.opinion == nil ? .reviewAppeal : .approveAppeal) { return true }
            }
        }
        if stage == .callingBack, state.verdict?.isBad == true { return person.may(.redo) }
        if let unit = person.unit, [.signing, .handling].contains(stage) {
            return person.may(.sign, in: unit)
        }
        return stage.waitingRole.map(person.roles.contains) ?? false
    }
}
