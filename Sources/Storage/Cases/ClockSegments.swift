import Casework

/// The stretches in which clocks ran: one row each, for evaluation to sum.
enum ClockSegments {
    static func write(
        _ event: CaseEvent,
        from before: CaseState,
        to after: CaseState,
        of id: Int64,
        in batch: Batch
    )
        throws
    {
        var index = 0
        for fact in event.facts {
            guard case .clock(let change) = fact else { continue }
            index += 1
            switch change {
            case .started(let clock):
                if let running = before.clocks[clock.kind], running.isRunning {
                    try stop(running, used: nil, event, of: id, in: batch)
                }
                try start(clock, event, index, of: id, in: batch)
            case .resumed(let kind, _):
                if let clock = after.clocks[kind] { try start(clock, event, index, of: id, in: batch) }
            case .stopped(let kind, let used), .paused(let kind, let used):
                if let running = before.clocks[kind], running.isRunning {
                    try stop(running, used: used, event, of: id, in: batch)
                }
            case .changed(let kind, _, _, let used, _):
                guard let clock = after.clocks[kind], let running = before.clocks[kind], running.isRunning
                else {
                    continue
                }
                try stop(running, used: used, event, of: id, in: batch)
                try start(clock, event, index, of: id, in: batch)
            case .forgotten(let kind):
                if let running = before.clocks[kind], running.isRunning {
                    try stop(running, used: nil, event, of: id, in: batch)
                }
            }
        }
    }

    private static func start(_ clock: Clock, _ event: CaseEvent, _ index: Int, of id: Int64, in batch: Batch)
        throws
    {
        try batch.execute(
            """
            INSERT INTO clock_segments (case_id, clock, seq, round, unit, person, started_at, measure, limit_seconds,
                used_seconds, overdue)
            VALUES (\(id), \(clock.kind.rawValue), \(event.sequence * 100 + index), \(clock.round), \(clock.unit),
                \(event.by), \(event.at), \(clock.measure.rawValue), \(clock.limit), \(clock.used), 0)
            """
        )
    }

    private static func stop(_ clock: Clock, used: Int?, _ event: CaseEvent, of id: Int64, in batch: Batch)
        throws
    {
        try batch.execute(
            """
            UPDATE clock_segments
            SET stopped_at = \(event.at), used_seconds = \(used),
                overdue = \(clock.isOverdue(at: event.at) ? 1 : 0)
            WHERE case_id = \(id) AND clock = \(clock.kind.rawValue) AND stopped_at IS NULL
            """
        )
    }
}
