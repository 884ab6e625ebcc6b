import Casework

/// The stretches of a whole life's clocks, as the rows that living it leaves behind.
struct PastSegments {
    static let columns = [
        "case_id", "clock", "seq", "round", "unit", "person", "started_at", "stopped_at", "measure",
        "limit_seconds", "used_seconds", "overdue",
    ]

    private struct Segment {
        let kind: ClockKind
        let sequence: Int
        let clock: Clock
        let person: Person.ID
        let begun: Timestamp
        var ended: Timestamp?
        var used: Int?
        var isOverdue = false
    }

    private var segments: [Segment] = []

    mutating func take(_ event: CaseEvent, from before: CaseState, to after: CaseState) {
        for change in ClockSegments.changes(by: event, from: before, to: after) {
            switch change {
            case .begun(let clock, let place):
                segments.append(
                    Segment(
                        kind: clock.kind,
                        sequence: event.sequence * 100 + place,
                        clock: clock,
                        person: event.by,
                        begun: event.at,
                        used: clock.used
                    )
                )
            case .ended(let kind, let used, let isOverdue):
                for index in segments.indices
                where segments[index].kind == kind && segments[index].ended == nil {
                    segments[index].ended = event.at
                    segments[index].used = used
                    segments[index].isOverdue = isOverdue
                }
            }
        }
    }

    func write(of id: Int64, into rows: inout TableRows) {
        for segment in segments {
            rows.append([
                id.sqlValue, segment.kind.rawValue.sqlValue, segment.sequence.sqlValue,
                segment.clock.round.sqlValue, segment.clock.unit?.sqlValue ?? .null,
                segment.person.sqlValue, segment.begun.sqlValue, segment.ended?.sqlValue ?? .null,
                segment.clock.measure.rawValue.sqlValue, segment.clock.limit.sqlValue,
                segment.used?.sqlValue ?? .null, .integer(segment.isOverdue ? 1 : 0),
            ])
        }
    }
}
