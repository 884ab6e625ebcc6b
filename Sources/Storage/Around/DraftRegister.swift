package import Casework
private import Foundation

/// What somebody has begun to type: rows of theirs, without number or events, so that a crash loses nothing.
package struct DraftRegister: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    package struct Draft: Sendable, Equatable {
        package let id: Int64
        package let changedAt: Timestamp
        /// The form's fields, by name.
        package let fields: [String: String]
    }

    /// Keeps the fields; under a new id if `id` is nil or somebody else's.
    package func save(_ fields: [String: String], id: Int64?, of person: Person, at now: Timestamp)
        async throws -> Int64
    {
        let sealed = try keys.seal(words: fields)
        return try await scribe.write { batch in
            if let id {
                let kept = try batch.execute(
                    """
                    UPDATE drafts SET sealed = \(sealed), changed_at = \(now)
                    WHERE id = \(id) AND person = \(person.id) RETURNING id
                    """
                )
                if !kept.isEmpty { return id }
            }
            let id = try batch.next("drafts")
            try batch.execute(
                "INSERT INTO drafts (id, person, sealed, changed_at) VALUES (\(id), \(person.id), \(sealed), \(now))"
            )
            return id
        }
    }

    package func list(of person: Person) async throws -> [Draft] {
        try await books.read { [keys] connection in
            try connection.execute(
                "SELECT id, sealed, changed_at FROM drafts WHERE person = \(person.id) ORDER BY id DESC LIMIT 20"
            ).map { row in
                Draft(
                    id: try row.integer("id"),
                    changedAt: Timestamp(milliseconds: try row.integer("changed_at")),
                    fields: try keys.words(in: row.text("sealed"))
                )
            }
        }
    }

    package func discard(_ id: Int64, of person: Person) async throws {
        try await scribe.write { batch in
            try batch.execute("DELETE FROM drafts WHERE id = \(id) AND person = \(person.id)")
        }
    }
}
