import Casework

/// The stretches in which clocks ran: one row each, for evaluation to sum.
enum ClockSegments {
    /// What an event makes of the stretches of its case.
    enum Change {
        case begins(ClockSegment)
        /// Those of the clock that have not ended.
        case ends(ClockKind, at: Timestamp, used: Int?, isOverdue: Bool)
    }

    static func write(
        _ event: CaseEvent,
        from before: CaseState,
        to after: CaseState,
        of id: Int64,
        in batch: Batch
    )
        throws
    {
        for change in changes(event, from: before, to: after) {
            switch change {
            case .begins(let segment): try insert(segment, of: id, in: batch)
            case .ends(let kind, let at, let used, let isOverdue):
                try batch.send(
                    """
                    UPDATE clock_segments
                    SET stopped_at = \(at), used_seconds = \(used), overdue = \(isOverdue ? 1 : 0)
                    WHERE case_id = \(id) AND clock = \(kind.rawValue) AND stopped_at IS NULL
                    """
                )
            }
        }
    }

    private static func insert(_ segment: ClockSegment, of id: Int64, in batch: Batch) throws {
        try batch.send(
            """
            INSERT INTO clock_segments (case_id, clock, seq, round, unit, person, started_at, measure, limit_seconds,
                used_seconds, overdue)
            VALUES (\(id), \(segment.clock), \(segment.sequence), \(segment.round), \(segment.unit),
                \(segment.person), \(segment.startedAt), \(segment.measure), \(segment.limit), \(segment.used), 0)
            """
        )
    }

    static func changes(_ event: CaseEvent, from before: CaseState, to after: CaseState) -> [Change] {
        var index = 0
        return event.facts.flatMap { fact -> [Change] in
            guard case .clock(let change) = fact else { return [] }
            index += 1
            func begins(_ clock: Clock?) -> [Change] {
                clock.map { [.begins(ClockSegment($0, event, index))] } ?? []
            }
            func ends(_ kind: ClockKind, _ used: Int?) -> [Change] {
                guard let running = before.clocks[kind], running.isRunning else { return [] }
                return [.ends(kind, at: event.at, used: used, isOverdue: running.isOverdue(at: event.at))]
            }
            switch change {
            case .started(let clock): return ends(clock.kind, nil) + begins(clock)
            case .resumed(let kind, _): return begins(after.clocks[kind])
            case .stopped(let kind, let used), .paused(let kind, let used): return ends(kind, used)
            case .changed(let kind, _, _, let used, _):
                let ending = ends(kind, used)
                return ending.isEmpty ? [] : ending + begins(after.clocks[kind])
            case .forgotten(let kind): return ends(kind, nil)
            }
        }
    }
}

/// A row of `clock_segments`.
struct ClockSegment: Equatable {
    let clock: String
    let sequence: Int64
    let round: Int64
    let unit: String?
    let person: Int64
    let startedAt: Timestamp
    var stoppedAt: Timestamp?
    let measure: String
    let limit: Int64
    var used: Int64?
    var isOverdue = false

    init(_ clock: Clock, _ event: CaseEvent, _ index: Int) {
        self.clock = clock.kind.rawValue
        sequence = Int64(event.sequence * 100 + index)
        round = Int64(clock.round)
        unit = clock.unit
        person = event.by
        startedAt = event.at
        measure = clock.measure.rawValue
        limit = Int64(clock.limit)
        used = Int64(clock.used)
    }

    init(_ row: Row) throws {
        clock = try row.text("clock")
        sequence = try row.integer("seq")
        round = try row.integer("round")
        unit = row.optionalText("unit")
        person = row.optionalInteger("person") ?? 0
        startedAt = Timestamp(milliseconds: try row.integer("started_at"))
        stoppedAt = row.optionalInteger("stopped_at").map(Timestamp.init(milliseconds:))
        measure = try row.text("measure")
        limit = try row.integer("limit_seconds")
        used = row.optionalInteger("used_seconds")
        isOverdue = try row.integer("overdue") != 0
    }
}

extension [ClockSegment] {
    /// As the rows stand after an event.
    mutating func apply(_ changes: [ClockSegments.Change]) {
        for change in changes {
            switch change {
            case .begins(let segment): append(segment)
            case .ends(let kind, let at, let used, let isOverdue):
                for index in indices where self[index].clock == kind.rawValue && self[index].stoppedAt == nil
                {
                    self[index].stoppedAt = at
                    self[index].used = used.map(Int64.init)
                    self[index].isOverdue = isOverdue
                }
            }
        }
    }
}
