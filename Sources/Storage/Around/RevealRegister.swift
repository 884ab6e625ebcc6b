package import Casework

/// Who may see which case's caller in clear for the next minute, having said why.
package struct RevealRegister: Sendable {
    let books: Books
    let scribe: Scribe

    package init(books: Books, scribe: Scribe) {
        self.books = books
        self.scribe = scribe
    }

    package static let seconds = 60

    package func reveal(
        _ number: Case.Number,
        to person: Person,
        because reason: String,
        from address: String,
        at now: Timestamp
    )
        async throws
    {
        try await scribe.write { batch in
            try batch.execute(
                """
                INSERT INTO reveals (person, number, until) VALUES (\(person.id), \(number), \(now + Self.seconds))
                ON CONFLICT (person, number) DO UPDATE SET until = excluded.until
                """
            )
            batch.record(
                AuditRecord(at: now, by: person, from: address, .revealed, "case \(number)", reason: reason)
            )
        }
    }

    package func isRevealed(_ number: Case.Number, to person: Person, at now: Timestamp) async throws -> Bool
    {
        try await books.read {
            try !$0.execute(
                """
                SELECT 1 AS yes FROM reveals
                WHERE person = \(person.id) AND number = \(number) AND until >= \(now)
                """
            ).isEmpty
        }
    }
}
