/// The clocks that run beside a case; each step has one.
package enum ClockKind: String, Sendable, HashedByPlace, Codable, CaseIterable, CodingKeyRepresentable {
    case intake, accept, verify, dispatch, coordinate, sign, handle, arrive, request, suspend, outside,
        review, check
    case callback, close

    package var chinese: String {
        switch self {
        case .intake: "待受理"
        case .accept: "受理"
        case .verify: "核实"
        case .dispatch: "派遣"
        case .coordinate: "协调"
        case .sign: "签收"
        case .handle: "处置"
        case .arrive: "到场"
        case .request: "审批"
        case .suspend: "挂账"
        case .outside: "外部办理"
        case .review: "反馈审核"
        case .check: "核查"
        case .callback: "回访"
        case .close: "结案"
        }
    }
}

/// One clock of one case: its limit, what is used of it, and when it runs out.
///
/// A pause keeps what is used; going on after it works out the instant anew. Source: docs/domain.md, “Clocks”.
package struct Clock: Sendable, Equatable, Codable {
    package enum State: String, Sendable, Codable {
        case running, paused, stopped
    }

    package let kind: ClockKind
    /// 1 for the first, counted up by every restart.
    package var round: Int
    /// Whose time it is; nil for the hall's.
    package var unit: Unit.ID?
    /// Seconds of `measure`, extensions included.
    package var limit: Int
    /// Seconds of `measure` it began with: an extension adds at most as much again.
    package var original: Int
    package var measure: Measure
    /// Seconds used before `since`.
    package var used: Int
    package var state: State
    /// When it last began to run, or stopped.
    package var since: Timestamp
    /// When it runs out; as it stood when it was paused or stopped.
    package var due: Timestamp
    /// The limit as the table writes it.
    package var written: Limit?

    package init(
        kind: ClockKind,
        round: Int,
        unit: Unit.ID? = nil,
        limit: Int,
        original: Int,
        measure: Measure,
        used: Int,
        state: State,
        since: Timestamp,
        due: Timestamp,
        written: Limit? = nil
    ) {
        self.kind = kind
        self.round = round
        self.unit = unit
        self.limit = limit
        self.original = original
        self.measure = measure
        self.used = used
        self.state = state
        self.since = since
        self.due = due
        self.written = written
    }

    package var isRunning: Bool { state == .running }

    package func left(at now: Timestamp, by keeper: Timekeeper) -> Int {
        limit - usedSeconds(at: now, by: keeper)
    }

    package func usedSeconds(at now: Timestamp, by keeper: Timekeeper) -> Int {
        isRunning ? used + keeper.seconds(measure, from: since, to: now) : used
    }

    /// Overdue means finished, or still running, after the deadline; at the very instant it is not.
    package func isOverdue(at now: Timestamp) -> Bool { isRunning && now > due }

    /// When little is left: at most `ratio` of the limit, or `minutes`, whichever is more.
    package func warning(ratio: Double, minutes: Int, by keeper: Timekeeper) -> Timestamp {
        let little = max(Int(Double(limit) * ratio), minutes * 60)
        return keeper.adding(max(0, limit - used - little), measure, to: since)
    }
}

/// What an event does to one clock, with everything worked out.
package enum ClockChange: Sendable, Equatable, Codable {
    /// Begins, from nothing or again.
    case started(Clock)
    case stopped(ClockKind, used: Int)
    case paused(ClockKind, used: Int)
    case resumed(ClockKind, due: Timestamp)
    /// Another limit while running: extended or hastened; `used` up to now.
    case changed(ClockKind, limit: Int, measure: Measure, used: Int, due: Timestamp)
    /// As if it had never been, for a case that begins anew.
    case forgotten(ClockKind)
}
