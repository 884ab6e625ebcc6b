package import Casework
package import Foundation

/// Reads all the books and says what is wrong with them.
///
/// One pass in the order of the cases, a few hundred at a time: memory is bounded, and no case asks for its events alone.
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
        package var seals = 0
        /// Cases that reached their end without an answer to the caller or the reason why none was possible.
        package var endedUnanswered = 0
        /// Cases whose chain is not whole: their tallies cannot be counted again.
        package var unreadable = 0
        package var findings: [Finding] = []

        mutating func found(_ place: String, _ words: String) {
            findings.append(Finding(place: place, words: words))
        }
    }

    private let books: Books
    let keys: KeyRing
    let time: CivilTime

    package init(books: Books, keys: KeyRing, time: CivilTime) {
        self.books = books
        self.keys = keys
        self.time = time
    }

    /// The same for a copy of the books that a server has just made: in small steps, for whoever is served meanwhile.
    package static func ofCopy(_ file: URL, keys: KeyRing, time: CivilTime) async throws -> Report {
        let copy = try Books(copy: file)
        let report = try await Verification(books: copy, keys: keys, time: time).run { _, _ in usleep(2000) }
        try copy.close()
        return report
    }

    /// Checks the pages of the file, then every chain, snapshot, clock, tally, seal and the audit log in one consistent
    /// view of the books; tells `progress` how many cases of how many it has read.
    package func run(progress: (@Sendable (Int, Int) -> Void)? = nil) async throws -> Report {
        let pages = try books.examine()
        return try await books.read { connection in
            var report = Report()
            for line in pages { report.found("pages", line) }
            let recount = try CasePass(keys: keys, time: time, connection: connection)
                .run(&report, progress: progress)
            // Counting again means nothing while a case's history cannot be trusted.
            if report.unreadable == 0 {
                try checkTallies(recount.tallies, in: connection, &report)
                try checkDays(recount.days, in: connection, &report)
            }
            try SealCheck(keys: keys, connection: connection).run(&report)
            try AuditCheck(keys: keys, connection: connection).run(&report)
            return report
        }
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
        for row in try connection.execute("SELECT month, unit, name, value FROM unit_months") {
            guard let name = Tally.Name(rawValue: try row.text("name")),
                let month = LocalDay(try row.text("month") + "-01")
            else { continue }
            kept[Tally(name, month: month, unit: try row.text("unit"))] = Int(try row.integer("value"))
        }
        for tally in Set(kept.keys).union(recount.keys).sorted()
        where kept[tally, default: 0] != recount[tally, default: 0] {
            report.found(
                "tally \(tally.name.rawValue) \(tally.day?.description ?? "now") "
                    + (tally.unit ?? tally.district ?? "unlocated"),
                "reads \(kept[tally, default: 0]), counting again gives \(recount[tally, default: 0])"
            )
        }
    }

    /// Lists within dates go by these: a case outside its day's ids would be in none of them.
    private func checkDays(
        _ recount: [LocalDay: ClosedRange<Int64>],
        in connection: any Connection,
        _ report: inout Report
    ) throws {
        var kept: [LocalDay: ClosedRange<Int64>] = [:]
        for row in try connection.execute("SELECT day, first_id, last_id FROM case_days") {
            let (first, last) = (try row.integer("first_id"), try row.integer("last_id"))
            guard let day = LocalDay(try row.text("day")), first <= last else { continue }
            kept[day] = first...last
        }
        func words(_ ids: ClosedRange<Int64>?) -> String {
            ids.map { "ids from \($0.lowerBound) to \($0.upperBound)" } ?? "no case"
        }
        for day in Set(kept.keys).union(recount.keys).sorted() where kept[day] != recount[day] {
            report.found("day \(day)", "has \(words(kept[day])), counting again gives \(words(recount[day]))")
        }
    }
}
