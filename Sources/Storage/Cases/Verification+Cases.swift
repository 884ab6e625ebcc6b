import Casework

/// Reads all cases with what belongs to them, in their order, and counts the tallies again.
struct CasePass {
    let keys: KeyRing
    let time: CivilTime
    let connection: any Connection

    private static let piece = 200

    /// What the events make of the books' sums.
    struct Recount {
        fileprivate(set) var tallies: [Tally: Int] = [:]
        fileprivate(set) var days: [LocalDay: ClosedRange<Int64>] = [:]
    }

    /// What belongs to the cases of a piece, by case.
    private struct Belongings {
        var events: [Int64: [Row]] = [:]
        var segments: [Int64: [Row]] = [:]
        var units: [Int64: Set<String>] = [:]
    }

    func run(_ report: inout Verification.Report, progress: ((Int, Int) -> Void)?) throws -> Recount {
        var recount = Recount()
        let reserved = try ImportRegister.reserved(in: connection)
        // Old books that were read into these have ids below the first.
        var last = min(0, (reserved.map(\.first).min() ?? 1) - 1)
        let counted = try connection.counter("cases") ?? 0
        let units = try connection.execute("SELECT DISTINCT unit FROM case_units").map { try $0.text("unit") }
        while true {
            let rows = try connection.execute(
                """
                SELECT \(CaseFile.columns), \(CaseColumns.names) FROM cases c
                WHERE c.id > \(last) ORDER BY c.id LIMIT \(Self.piece)
                """
            )
            let end = try rows.last?.integer("id") ?? .max
            var belongings = try belongings(after: last, upTo: end, ofAny: units)
            for row in rows {
                let id = try row.integer("id")
                missing(last + 1..<id, but: reserved, &report)
                last = id
                check(row, belongings.events[id] ?? [], belongings, &report, &recount)
                belongings.events[id] = nil
            }
            for id in belongings.events.keys.sorted() {
                report.found("case with id \(id)", "has events and no row: its row was dropped")
            }
            if rows.isEmpty { break }
            progress?(report.cases, Int(max(counted, last)))
        }
        missing(last + 1..<max(last, counted) + 1, but: reserved, &report)
        return recount
    }

    /// Cases are numbered without a gap, but for the ids that were kept for rows of old books and not needed.
    private func missing(
        _ all: Range<Int64>,
        but reserved: [ImportRegister.Reserved],
        _ report: inout Verification.Report
    ) {
        var ids = all
        for kept in reserved where kept.unused.overlaps(ids) {
            if kept.unused.lowerBound > ids.lowerBound {
                missing(ids.lowerBound..<kept.unused.lowerBound, but: reserved, &report)
            }
            ids = min(kept.unused.upperBound, ids.upperBound)..<ids.upperBound
        }
        for id in ids.prefix(20) { report.found("case with id \(id)", "is missing: dropped") }
        if ids.count > 20 { report.found("cases", "\(ids.count - 20) more are missing in a row") }
    }

    private func belongings(after start: Int64, upTo end: Int64, ofAny units: [String]) throws -> Belongings {
        var all = Belongings()
        // Behind the last case nothing should follow: a few of it tell as much as all.
        let most = end == .max ? 1000 : Int64.max
        for row in try connection.execute(
            """
            SELECT case_id, seq, at, person, kind, body, private, hash FROM case_events
            WHERE case_id > \(start) AND case_id <= \(end) ORDER BY case_id, seq LIMIT \(most)
            """
        ) { all.events[try row.integer("case_id"), default: []].append(row) }
        for row in try connection.execute(
            """
            SELECT * FROM clock_segments WHERE case_id > \(start) AND case_id <= \(end)
            ORDER BY case_id, clock, seq LIMIT \(most)
            """
        ) { all.segments[try row.integer("case_id"), default: []].append(row) }
        // They are kept by unit first: named, each is a short stretch; not named, all would be read for every piece.
        for row in try connection.execute(
            """
            SELECT case_id, unit FROM case_units
            WHERE unit IN (\(SQL.list(units))) AND case_id > \(start) AND case_id <= \(end) LIMIT \(most)
            """
        ) { all.units[try row.integer("case_id"), default: []].insert(try row.text("unit")) }
        return all
    }

    private func check(
        _ row: Row,
        _ rows: [Row],
        _ belongings: Belongings,
        _ report: inout Verification.Report,
        _ recount: inout Recount
    ) {
        report.cases += 1
        let number = row.optionalText("number") ?? "?"
        do {
            let key = row.optionalBytes("case_key").map(keys.caseKey)
            guard let events = try ChainCheck(row, key).run(rows, &report) else {
                report.unreadable += 1
                return
            }
            var file = Case.replayed(number: number, events: [])
            var segments: [ClockSegment] = []
            for event in events {
                let before = file.state
                file.apply(event)
                recount.tallies.merge(
                    Tally.changes(from: before, to: file.state, by: event, time),
                    uniquingKeysWith: +
                )
                segments.apply(ClockSegments.changes(event, from: before, to: file.state))
            }
            try compare(row, file, key, &report)
            let id = try row.integer("id")
            let day = time.day(of: CaseColumns.recordedAt(file.state))
            recount.days.note(id...id, of: day)
            let kept = try (belongings.segments[id] ?? []).map(ClockSegment.init)
            segments.sort { ($0.clock, $0.sequence) < ($1.clock, $1.sequence) }
            if kept != segments { report.found("case \(number)", different(kept, segments)) }
            if belongings.units[id] ?? [] != file.state.units {
                report.found("case \(number)", "the units that have to do with it differ from its events")
            }
        } catch {
            report.unreadable += 1
            report.found("case \(number)", "cannot be read: \(error)")
        }
    }

    private func different(_ kept: [ClockSegment], _ told: [ClockSegment]) -> String {
        let clocks = Set(kept.map(\.clock)).union(told.map(\.clock)).sorted().filter { clock in
            kept.filter { $0.clock == clock } != told.filter { $0.clock == clock }
        }
        return "its clock \(clocks.joined(separator: ", ")) differs from its events"
    }

    private func compare(_ row: Row, _ file: Case, _ key: CaseKey?, _ report: inout Verification.Report)
        throws
    {
        let place = "case \(file.number)"
        let kept = try CaseFile(row, key: key)
        if kept.file.state != file.state {
            report.found(place, "the snapshot differs from its events")
        } else if key != nil, kept.file.personal != file.personal {
            report.found(place, "the personal words differ from its events")
        }
        let different = CaseColumns(file, keys: keys, time: time)
            .different(in: row, without: key == nil ? ["caller_key"] : [])
        if !different.isEmpty {
            report.found(place, "its row differs from its events in \(different.joined(separator: ", "))")
        }
        // Forgotten is forgotten everywhere.
        if key == nil, row.optionalBytes("caller_key") != nil || row.optionalBytes("sealed") != nil {
            report.found(place, "its key is destroyed, but not all of what it sealed")
        }
        if file.stage.isFinal, file.state.answeredAt == nil, file.state.noAnswerReason == nil {
            report.endedUnanswered += 1
            report.found(place, "ended without an answer or the reason why none")
        }
    }
}
