@testable import Casework

/// Which clocks run and which wait in a stage, read from the table of stages.
struct StageClocks: Equatable {
    var running: Set<ClockKind> = []
    var paused: Set<ClockKind> = []

    /// As they are.
    init(of state: CaseState) {
        for (kind, clock) in state.clocks {
            switch clock.state {
            case .running: running.insert(kind)
            case .paused: paused.insert(kind)
            case .stopped: break
            }
        }
    }

    /// As the table wants them; `unitOwes` says that a unit has had the case and has not fed back.
    init(tableFor state: CaseState, unitOwes: Bool) throws {
        guard let row = Self.rows[state.stage] else { throw MissingRow(stage: state.stage) }
        if let kind = ClockKind(rawValue: row.primary) { running.insert(kind) }
        let arrives = state.limits?.arrive != nil && state.arrivedAt == nil
        switch row.also {
        case "": break
        case "accept (paused)": paused = [.accept]
        case "handle (paused)": paused = arrives ? [.handle, .arrive] : [.handle]
        case "handle (paused, if the unit had not fed back)":
            if unitOwes { paused = arrives ? [.handle, .arrive] : [.handle] }
        case "handle; arrive if the limit has one; request while one is pending",
            "arrive, with handle, until arrived; request while one is pending":
            running.insert(.handle)
            if arrives { running.insert(.arrive) }
            if state.pending != nil { running.insert(.request) }
        default: throw MissingRow(stage: state.stage)
        }
    }

    struct MissingRow: Error { let stage: CaseStage }

    private static let rows: [CaseStage: (primary: String, also: String)] = Dictionary(
        Tables.stages.compactMap { row in
            CaseStage(rawValue: row[cell: "state"]).map {
                ($0, (row[cell: "primary_clock"], row[cell: "also_runs"]))
            }
        }
    ) { first, _ in first }

    /// Whether the unit still owes its feedback in `stage`, if it did so before.
    static func unitOwes(_ before: Bool, in stage: CaseStage) -> Bool {
        switch stage {
        case .signing, .handling, .suspended: true
        case .dispatching, .coordinating: before
        default: false
        }
    }
}
