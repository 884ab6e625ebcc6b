package import Casework
private import Foundation

/// Reads all the books and says what is wrong with them.
package struct Verification: Sendable {
    package struct Finding: Sendable, Equatable, CustomStringConvertible {
        /// `case 3707… event 4`, `tally …`, `audit 17`.
        package let place: String
        package let words: String

        package var description: String { "\(place): \(words)" }
    }

    package struct Report: Sendable {
        package var cases = 0
        package var events = 0
        package var auditRecords = 0
        /// Cases that reached their end without an answer to the caller or the reason why none was possible.
        package var endedUnanswered = 0
        /// Cases whose chain is not whole: their tallies cannot be counted again.
        package var unreadable = 0
        package var findings: [Finding] = []
    }

    private let books: Books
    private let keys: KeyRing
    private let time: CivilTime

    package init(books: Books, keys: KeyRing, time: CivilTime) {
        self.books = books
        self.keys = keys
        self.time = time
    }

    /// Checks every chain, snapshot, tally and the audit log in one consistent view of the books.
    package func run() async throws -> Report {
        let pages = try books.examine().map { Finding(place: "pages", words: $0) }
        return try await books.read { connection in
            var report = Report(findings: pages)
            var recount: [Tally: Int] = [:]
            var last: Int64 = 0
            while true {
                let rows = try connection.execute(
                    """
                    SELECT id, number, state, sealed, case_key, \(CaseColumns.names) FROM cases
                    WHERE id > \(last) ORDER BY id LIMIT 200
                    """
                )
                if rows.isEmpty { break }
                for row in rows {
                    last = try row.integer("id")
                    check(row, in: connection, &report, &recount)
                }
            }
            // Counting again means nothing while a case's history cannot be trusted.
            if report.unreadable == 0 { try checkTallies(recount, in: connection, &report) }
            try checkAudit(in: connection, &report)
            return report
        }
    }

    private func check(
        _ row: Row,
        in connection: any Connection,
        _ report: inout Report,
        _ recount: inout [Tally: Int]
    ) {
        report.cases += 1
        let number = row.optionalText("number") ?? "?"
        do {
            let key = try row.optionalText("case_key").map(keys.caseKey)
            guard let events = try readChain(row, number, key, in: connection, &report) else {
                report.unreadable += 1
                return
            }
            var file = Case.replayed(number: number, events: [])
            for event in events {
                let before = file.state
                file.apply(event)
                recount.merge(
                    Tally.changes(from: before, to: file.state, by: event, time),
                    uniquingKeysWith: +
                )
            }
            let kept = try CaseFile(row, key: key)
            if kept.file.state != file.state {
                report.findings.append(
                    Finding(place: "case \(number)", words: "the snapshot differs from its events")
                )
            } else if key != nil, kept.file.personal != file.personal {
                report.findings.append(
                    Finding(place: "case \(number)", words: "the personal words differ from its events")
                )
            }
            let different = CaseColumns(file, keys: keys, time: time)
                .different(in: row, without: key == nil ? ["caller_key"] : [])
            if !different.isEmpty {
                let names = different.joined(separator: ", ")
                report.findings.append(
                    Finding(place: "case \(number)", words: "its row differs from its events in \(names)")
                )
            }
            if file.stage.isFinal, file.state.answeredAt == nil, file.state.noAnswerReason == nil {
                report.endedUnanswered += 1
                report.findings.append(
                    Finding(place: "case \(number)", words: "ended without an answer or the reason why none")
                )
            }
        } catch {
            report.unreadable += 1
            report.findings.append(Finding(place: "case \(number)", words: "cannot be read: \(error)"))
        }
    }

    /// The case's events if its chain is whole; nil, with a finding, if it is not.
    private func readChain(
        _ row: Row,
        _ number: String,
        _ key: CaseKey?,
        in connection: any Connection,
        _ report: inout Report
    ) throws -> [CaseEvent]? {
        let id = try row.integer("id")
        let rows = try connection.execute(
            """
            SELECT seq, at, person, kind, body, private, hash FROM case_events
            WHERE case_id = \(id) ORDER BY seq
            """
        )
        report.events += rows.count
        var previous: String?
        var events: [CaseEvent] = []
        for (index, row) in rows.enumerated() {
            let stored = try StoredEvent(row)
            let place = "case \(number) event \(stored.sequence)"
            func found(_ words: String) { report.findings.append(Finding(place: place, words: words)) }
            guard stored.sequence == index + 1 else {
                report.findings.append(
                    Finding(
                        place: "case \(number) event \(index + 1)",
                        words: "is missing: dropped, or renumbered"
                    )
                )
                return nil
            }
            let hash = EventCodec.hash(
                after: previous,
                caseID: id,
                sequence: stored.sequence,
                at: stored.at,
                person: stored.person,
                kind: stored.kind,
                body: stored.body
            )
            guard hash == stored.hash else {
                found("does not fit the chain: altered, inserted, or its predecessor was dropped")
                return nil
            }
            guard try EventCodec.wordsAreGenuine(stored, key: key) else {
                found("its words are not those it was written with")
                return nil
            }
            previous = stored.hash
            events.append(try EventCodec.read(stored, key: key))
        }
        let version = Int(try row.integer("version"))
        guard events.count == version else {
            let words =
                events.count < version
                ? "event \(events.count + 1) is missing: the row says \(version) events"
                : "has more events than its row says (\(version)): inserted"
            report.findings.append(
                Finding(place: "case \(number) event \(min(events.count, version) + 1)", words: words)
            )
            return nil
        }
        return events
    }

    private func checkTallies(_ recount: [Tally: Int], in connection: any Connection, _ report: inout Report)
        throws
    {
        var kept: [Tally: Int] = [:]
        for row in try connection.execute("SELECT day, district, name, value FROM tallies") {
            guard let name = Tally.Name(rawValue: try row.text("name")) else { continue }
            let day = LocalDay(try row.text("day"))
            let district = try row.text("district")
            kept[Tally(name, day: day, district: district.isEmpty ? nil : district)] = Int(
                try row.integer("value")
            )
        }
        for tally in Set(kept.keys).union(recount.keys).sorted()
        where kept[tally, default: 0] != recount[tally, default: 0] {
            report.findings.append(
                Finding(
                    place:
                        "tally \(tally.name.rawValue) \(tally.day?.description ?? "now") \(tally.district ?? "unlocated")",
                    words:
                        "reads \(kept[tally, default: 0]), counting again gives \(recount[tally, default: 0])"
                )
            )
        }
    }

    private func checkAudit(in connection: any Connection, _ report: inout Report) throws {
        var previous: String?
        var expected: Int64 = 1
        while true {
            let rows = try connection.execute(
                "SELECT * FROM audit WHERE id >= \(expected) ORDER BY id LIMIT 1000"
            )
            if rows.isEmpty { return try checkNewestAudit(expected - 1, in: connection, &report) }
            for row in rows {
                let id = try row.integer("id")
                let hash = AuditLog.hash(try AuditRecord(row), id: id, after: previous)
                report.auditRecords += 1
                guard id == expected, hash == (try row.text("hash")) else {
                    report.findings.append(
                        Finding(
                            place: "audit \(expected)",
                            words: "does not fit the chain: altered, dropped or inserted"
                        )
                    )
                    return
                }
                previous = hash
                expected += 1
            }
        }
    }

    /// A chain does not miss its own end; the counter that gave the numbers does.
    private func checkNewestAudit(_ newest: Int64, in connection: any Connection, _ report: inout Report)
        throws
    {
        let counted = try connection.execute("SELECT value FROM counters WHERE name = 'audit'").first?
            .integer("value")
        guard let counted, counted > newest else { return }
        report.findings.append(
            Finding(place: "audit \(newest + 1)", words: "is missing: \(counted) records were written")
        )
    }
}
