package import Casework

/// Lists of the queue that somebody keeps under a name of their own: the address's query, no cases.
///
/// A query may hold words that somebody looked for, so it is sealed.
package struct SavedViews: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    package struct View: Sendable, Equatable {
        package let id: Int64
        package let name: String
        package let query: String
        /// Whether colleagues see it, too.
        package let isShared: Bool
        package let isOwn: Bool
    }

    /// Tabs have to fit into a row.
    package static let most = 12

    /// Keeps a query under a name; the same name again is the same view.
    package func save(_ query: String, as name: String, sharing isShared: Bool, of person: Person)
        async throws
        -> Int64
    {
        let sealed = try keys.seal(Array(query.utf8))
        return try await scribe.write { batch in
            let own = try batch.execute("SELECT id, name FROM saved_views WHERE person = \(person.id)")
            let isNew = own.allSatisfy { $0.optionalText("name") != name }
            if isNew, own.count >= Self.most { throw SavedViewRefusal.tooMany(Self.most) }
            let rows = try batch.execute(
                """
                INSERT INTO saved_views (id, person, name, sealed, shared)
                VALUES (\(try batch.next("saved_views")), \(person.id), \(name), \(sealed), \(isShared ? 1 : 0))
                ON CONFLICT (person, name) DO UPDATE SET sealed = excluded.sealed, shared = excluded.shared
                RETURNING id
                """
            )
            guard let row = rows.first else { throw StorageError.unreadable("a saved view") }
            return try row.integer("id")
        }
    }

    package func rename(_ id: Int64, to name: String, of person: Person) async throws {
        try await scribe.write { batch in
            let taken = try batch.execute(
                "SELECT id FROM saved_views WHERE person = \(person.id) AND name = \(name) AND id <> \(id)"
            )
            guard taken.isEmpty else { throw SavedViewRefusal.nameTaken(name) }
            try batch.execute(
                "UPDATE saved_views SET name = \(name) WHERE id = \(id) AND person = \(person.id)"
            )
        }
    }

    package func delete(_ id: Int64, of person: Person) async throws {
        try await scribe.write { batch in
            try batch.execute("DELETE FROM saved_views WHERE id = \(id) AND person = \(person.id)")
        }
    }

    /// Somebody's own, then what others share; those of the units see their own only.
    package func list(of person: Person) async throws -> [View] {
        let shared: SQL = person.may(.see) ? "OR shared = 1" : ""
        return try await books.read { [keys] connection in
            try connection.execute(
                """
                SELECT id, person, name, sealed, shared FROM saved_views WHERE person = \(person.id) \(shared)
                ORDER BY id LIMIT \(2 * Self.most)
                """
            ).map { row in
                View(
                    id: try row.integer("id"),
                    name: try row.text("name"),
                    query: String(decoding: try keys.open(row.text("sealed")), as: UTF8.self),
                    isShared: try row.integer("shared") == 1,
                    isOwn: try row.integer("person") == person.id
                )
            }
        }
    }
}

package enum SavedViewRefusal: Error {
    case tooMany(Int)
    case nameTaken(String)
}
