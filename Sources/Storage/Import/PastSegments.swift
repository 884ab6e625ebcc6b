import Casework

extension [ClockSegment] {
    static let columns = [
        "case_id", "clock", "seq", "round", "unit", "person", "started_at", "stopped_at", "measure",
        "limit_seconds", "used_seconds", "overdue",
    ]

    /// The stretches of a whole life's clocks, as the rows that living it leaves behind.
    func write(of id: Int64, into rows: inout TableRows) {
        for segment in self {
            rows.append([
                id.sqlValue, segment.clock.sqlValue, segment.sequence.sqlValue, segment.round.sqlValue,
                segment.unit?.sqlValue ?? .null, segment.person.sqlValue, segment.startedAt.sqlValue,
                segment.stoppedAt?.sqlValue ?? .null, segment.measure.sqlValue, segment.limit.sqlValue,
                segment.used?.sqlValue ?? .null, .integer(segment.isOverdue ? 1 : 0),
            ])
        }
    }
}
