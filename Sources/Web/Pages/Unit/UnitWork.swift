import Casework
import Storage

/// What a unit has in hand: the cases of one view, and how many there are in each tab.
struct UnitWork: Sendable {
    static let most = 50

    let files: [CaseFile]
    /// Whether there are more of them than are shown.
    let isCut: Bool
    let stages: [CaseStage: Int]

    func count(_ tab: UnitView.Tab) -> Int { tab.stages.reduce(0) { $0 + (stages[$1] ?? 0) } }

    static func read(_ hotline: Hotline, _ view: UnitView, unit: Casework.Unit.ID, person: Person)
        async throws
        -> UnitWork
    {
        async let stages = hotline.cases.liveStages(of: unit)
        var found: [CaseFile]
        switch view.tab {
        case .todo, .sign, .handle, .wait, .crew: found = try await live(hotline, view, unit)
        case .orders: found = try await ordered(hotline, unit)
        case .done: found = try await doneToday(hotline, unit)
        case .month: found = try await closed(hotline, unit, days: 30)
        case .appeal:
            let (now, rules) = (hotline.clock.now, hotline.rules)
            found = try await closed(hotline, unit, days: 30).filter {
                $0.file.allowed(to: person, at: now, under: rules).contains(.requestAppeal)
            }
        }
        let isCut = found.count > most
        found = Array(found.prefix(most))
        if view.isByStreet { found.sort { street($0) < street($1) } }
        return UnitWork(files: found, isCut: isCut, stages: try await stages)
    }

    private static func street(_ entry: CaseFile) -> String {
        entry.file.state.content.place.road ?? entry.file.state.content.place.estate ?? "～"
    }

    /// By deadline: the unit's own, and those where it assists.
    private static func live(_ hotline: Hotline, _ view: UnitView, _ unit: Casework.Unit.ID) async throws
        -> [CaseFile]
    {
        var own = CaseFilter()
        own.unit = unit
        own.stages = view.stage.map { [$0] } ?? view.tab.stages
        own.isLive = true
        let now = hotline.clock.now
        switch view.deadline {
        case .any: break
        case .over: own.dueBefore = now
        case .today:
            own.dueBefore = hotline.rules.time.instant(hotline.rules.time.day(of: now) + 1, second: 0)
        }
        var assisted = own
        assisted.unit = nil
        assisted.assistedBy = unit
        assisted.stages = own.stages.filter { [.signing, .handling, .suspended].contains($0) }
        var found = try await hotline.cases.byDeadline(own, limit: most + 1).items
        guard view.tab != .crew, !assisted.stages.isEmpty else { return found }
        let others = try await hotline.cases.byDeadline(assisted, limit: most + 1).items
        if others.isEmpty { return found }
        found += others
        return found.first(most + 1, at: Array(found.indices)) { file in
            (0, file.waitingClock?.due ?? Timestamp(milliseconds: .max))
        }
    }

    private static func ordered(_ hotline: Hotline, _ unit: Casework.Unit.ID) async throws -> [CaseFile] {
        var filter = CaseFilter()
        filter.unit = unit
        filter.isLive = true
        return try await hotline.cases.byDeadline(filter, limit: 500) {
            $0.state.orders.contains { $0.repliedAt == nil }
        }.items
    }

    /// Fed back or closed since midnight, the latest first.
    private static func doneToday(_ hotline: Hotline, _ unit: Casework.Unit.ID) async throws -> [CaseFile] {
        let midnight = hotline.rules.time.midnight(before: hotline.clock.now)
        var handedIn = CaseFilter()
        handedIn.unit = unit
        handedIn.stages = UnitView.Tab.handedIn
        let waiting = try await hotline.cases.list(handedIn, limit: 200).items.filter {
            $0.file.state.feedbackAt.map { $0 >= midnight } ?? false
        }
        let ended = try await closed(hotline, unit, since: midnight)
        return (waiting + ended).sorted { last($0) > last($1) }
    }

    private static func last(_ entry: CaseFile) -> Timestamp {
        let state = entry.file.state
        return state.closedAt ?? state.feedbackAt ?? Timestamp(milliseconds: 0)
    }

    private static func closed(_ hotline: Hotline, _ unit: Casework.Unit.ID, days: Int) async throws
        -> [CaseFile]
    {
        try await closed(hotline, unit, since: hotline.clock.now + -days * 86_400)
    }

    private static func closed(_ hotline: Hotline, _ unit: Casework.Unit.ID, since instant: Timestamp)
        async throws
        -> [CaseFile]
    {
        var filter = CaseFilter()
        filter.unit = unit
        filter.stages = [.closed]
        filter.endedFrom = instant
        return try await hotline.cases.list(filter, limit: 300).items
    }
}
