package import Casework

/// Takes people's words away and leaves what happened: the case's own key is destroyed, and with it all it has sealed.
///
/// Chains, seals and figures stay whole. Photographs stay: they are of places, and part of what was done.
package struct Forgetting: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    /// What was found of somebody who asked to be forgotten.
    package struct Outcome: Sendable, Equatable {
        package var forgotten = 0
        /// Cases under way: forgotten as soon as they have ended.
        package var waiting = 0
        /// Drafts, reminders and notices that named the number.
        package var others = 0
    }

    /// So many cases at most in one piece of work, each with all its words in the index: recording waits for no more.
    static let piece = 4

    /// Somebody has asked to be forgotten: what has ended is forgotten now, what is under way when it ends.
    package func forget(
        phone: PhoneNumber,
        by person: Person?,
        from address: String,
        reason: String,
        at now: Timestamp
    ) async throws -> Outcome {
        let mark = keys.searchMark(phone: phone.digits)
        var outcome = Outcome()
        try await scribe.write { batch in
            try batch.execute(
                """
                INSERT INTO forgettings (caller_key, asked_at, asked_by) VALUES (\(mark), \(now), \(person?.id ?? 0))
                ON CONFLICT (caller_key) DO UPDATE SET asked_at = excluded.asked_at, asked_by = excluded.asked_by
                """
            )
        }
        while case let count = try await forgetEnded(of: mark, askedAt: now), count > 0 {
            outcome.forgotten += count
        }
        outcome.waiting = try await settle(mark)
        outcome.others = try await forgetElsewhere(phone)
        let told = "\(outcome.forgotten) forgotten, \(outcome.waiting) under way, \(outcome.others) others"
        // The record says that somebody was forgotten, and not who.
        try await scribe.write { batch in
            batch.record(
                AuditRecord(
                    at: now,
                    by: person,
                    from: address,
                    .forgotten,
                    "caller",
                    after: told,
                    reason: reason
                )
            )
        }
        return outcome
    }

    /// Forgets some ended cases of a caller who asked for it by `askedAt`; gives how many.
    func forgetEnded(of mark: [UInt8], askedAt: Timestamp) async throws -> Int {
        let found = try await books.read {
            try $0.execute(
                """
                SELECT number FROM cases WHERE caller_key = \(mark) AND ended_at IS NOT NULL
                    AND recorded_at <= \(askedAt) AND case_key IS NOT NULL ORDER BY id LIMIT \(Self.piece)
                """
            ).map { try $0.text("number") }
        }
        if found.isEmpty { return 0 }
        try await scribe.write { batch in
            for number in found { try forget(number, in: batch) }
        }
        return found.count
    }

    /// How many callers wait for the end of their cases.
    package func askedCount() async throws -> Int {
        try await books.read { try $0.execute("SELECT caller_key FROM forgettings").count }
    }

    /// How many cases of a caller are still under way; if none is, the wish has been done.
    func settle(_ mark: [UInt8]) async throws -> Int {
        try await scribe.write { batch in
            let waiting = try batch.execute(
                """
                SELECT c.id FROM cases c JOIN forgettings f ON f.caller_key = c.caller_key
                WHERE c.caller_key = \(mark) AND c.recorded_at <= f.asked_at
                """
            ).count
            if waiting == 0 { try batch.execute("DELETE FROM forgettings WHERE caller_key = \(mark)") }
            return waiting
        }
    }

    /// Destroys a case's key, and everything that stands beside the case for it.
    func forget(_ number: Case.Number, in batch: Batch) throws {
        guard let open = try OpenCase.load(number: number, in: batch.connection, keys: keys) else { return }
        let id = open.entry.id
        // Its words lead to their places in the index, so that goes first.
        try SearchIndex.forget(open, keys: keys, in: batch)
        try batch.execute(
            "UPDATE case_events SET private = NULL WHERE case_id = \(id) AND private IS NOT NULL"
        )
        try batch.execute(
            "UPDATE cases SET case_key = NULL, sealed = NULL, caller_key = NULL WHERE id = \(id)"
        )
        try batch.execute("DELETE FROM reminders WHERE number = \(number)")
        try batch.execute("DELETE FROM reveals WHERE number = \(number)")
    }

    /// Drafts, reminders, notices and kept lists that hold the number.
    private func forgetElsewhere(_ phone: PhoneNumber) async throws -> Int {
        var count = 0
        for table: SQL in ["drafts", "reminders", "notices", "saved_views"] {
            let holding = try await books.read { [keys] connection in
                var holding: [Int64] = []
                try connection.forEach("SELECT id, sealed FROM \(table)") { row in
                    let words = try keys.words(in: row.text("sealed"))
                    if words.values.contains(where: { $0.digits.contains(phone.digits) }) {
                        holding.append(try row.integer("id"))
                    }
                }
                return holding
            }
            if holding.isEmpty { continue }
            try await scribe.write {
                try $0.execute("DELETE FROM \(table) WHERE id IN (\(SQL.list(holding)))")
            }
            count += holding.count
        }
        return count
    }
}

extension String {
    /// A number may be written with spaces and dashes between its digits.
    fileprivate var digits: String {
        String(decoding: utf8.filter { (0x30...0x39).contains($0) }, as: UTF8.self)
    }
}
