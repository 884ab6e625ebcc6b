package import Casework

/// Does what the city's rules of keeping say: personal words, drafts, messages and the audit log, each after its time.
///
/// It works in small pieces, each a transaction like any other, so that nobody who records waits for it.
package struct Retention: Sendable {
    let books: Books
    let scribe: Scribe
    private let forgetting: Forgetting
    private let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
        forgetting = Forgetting(books: books, scribe: scribe, keys: keys)
    }

    package struct Outcome: Sendable, Equatable {
        package var cases = 0
        package var auditRecords = 0
    }

    private static let piece = 500

    /// Up to which instant of their ending cases have been forgotten: the next look goes on from there.
    private static let watermark = "forgotten_to"

    @discardableResult
    package func run(under rules: Rulebook, at now: Timestamp) async throws -> Outcome {
        let policy = rules.policy
        let today = rules.time.day(of: now)
        func start(months: Int) -> Timestamp { rules.time.instant(today.earlier(months: months), second: 0) }
        var outcome = Outcome()
        outcome.cases = try await forgetOld(before: start(months: policy.personalMonths), at: now)
        try await forgetAsked()
        try await drop("drafts", "changed_at", before: now + -policy.draftDays * 86_400)
        try await drop("outbox", "at", before: start(months: policy.messageMonths))
        outcome.auditRecords = try await trimAudit(before: start(months: policy.auditMonths), at: now)
        return outcome
    }

    /// Has the next look begin no later than `instant`: cases that ended then have come in behind it.
    static func lookAgain(from instant: Timestamp, in batch: Batch) throws {
        guard let mark = try batch.connection.counter(watermark), instant.milliseconds < mark else { return }
        batch.set(instant.milliseconds, as: watermark)
    }

    private func forgetOld(before limit: Timestamp, at now: Timestamp) async throws -> Int {
        var count = 0
        while true {
            let found = try await books.read { connection in
                let from = try connection.counter(Self.watermark) ?? Int64.min
                return try connection.execute(
                    """
                    SELECT number, ended_at FROM cases
                    WHERE ended_at IS NOT NULL AND ended_at >= \(from) AND ended_at < \(limit)
                        AND case_key IS NOT NULL ORDER BY ended_at LIMIT \(Forgetting.piece)
                    """
                ).map { (try $0.text("number"), try $0.integer("ended_at")) }
            }
            guard let last = found.last?.1 else { break }
            try await scribe.write { batch in
                for (number, _) in found { try forgetting.forget(number, in: batch) }
                batch.set(last, as: Self.watermark)
            }
            count += found.count
        }
        if count > 0 {
            let (forgotten, limit) = (count, String(limit.milliseconds))
            try await scribe.write { batch in
                let record = AuditRecord(
                    at: now,
                    by: .system,
                    from: "",
                    .forgotten,
                    "cases",
                    after: "\(forgotten) ended before \(limit)"
                )
                batch.record(record)
            }
        }
        return count
    }

    /// Those who have asked, and whose cases were still under way then.
    private func forgetAsked() async throws {
        let asked = try await books.read {
            try $0.execute("SELECT caller_key, asked_at FROM forgettings").map {
                (try $0.bytes("caller_key"), Timestamp(milliseconds: try $0.integer("asked_at")))
            }
        }
        for (mark, askedAt) in asked {
            while try await forgetting.forgetEnded(of: mark, askedAt: askedAt) > 0 {}
            _ = try await forgetting.settle(mark)
        }
    }

    private func drop(_ table: String, _ column: String, before limit: Timestamp) async throws {
        let (table, column) = (SQL(stringLiteral: table), SQL(stringLiteral: column))
        while true {
            let dropped = try await scribe.write { batch in
                try batch.execute(
                    """
                    DELETE FROM \(table) WHERE id IN (
                        SELECT id FROM \(table) WHERE \(column) < \(limit) ORDER BY id LIMIT \(Self.piece))
                    RETURNING id
                    """
                ).count
            }
            if dropped < Self.piece { return }
        }
    }

    /// The chain goes on from the last record that was taken away, of which hash and number are kept.
    private func trimAudit(before limit: Timestamp, at now: Timestamp) async throws -> Int {
        var count = 0
        while true {
            let dropped = try await scribe.write { [keys] batch -> Int in
                let old = try batch.execute(
                    "SELECT id, at, hash FROM audit ORDER BY id LIMIT \(Self.piece)"
                ).prefix { Timestamp(milliseconds: try $0.integer("at")) < limit }
                guard let last = old.last else { return 0 }
                let trim = AuditTrim(
                    upTo: try last.integer("id"),
                    at: now,
                    hash: try last.text("hash"),
                    keys: keys
                )
                try trim.insert(in: batch)
                try batch.execute("DELETE FROM audit WHERE id <= \(trim.upTo)")
                return old.count
            }
            count += dropped
            if dropped < Self.piece { return count }
        }
    }
}

extension LocalDay {
    /// The same day of an earlier month, or the last one that month has.
    package func earlier(months: Int) -> LocalDay {
        let (year, month, day) = parts
        let count = year * 12 + month - 1 - months
        let (earlierYear, earlierMonth) = (count / 12, count % 12 + 1)
        for day in stride(from: day, to: 27, by: -1) {
            if let found = LocalDay(year: earlierYear, month: earlierMonth, day: day) { return found }
        }
        return LocalDay(year: earlierYear, month: earlierMonth, day: min(day, 28)) ?? self
    }
}
