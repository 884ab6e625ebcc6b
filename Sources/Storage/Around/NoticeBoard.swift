package import Casework

/// What everybody at the desk must know for a while: outages, what the shift before hands over, notices.
///
/// The words may name people, so they are sealed.
package struct NoticeBoard: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    package enum Kind: String, Sendable, CaseIterable {
        case outage, handover, notice

        package var chinese: String {
            switch self {
            case .outage: "停供"
            case .handover: "上一班交来"
            case .notice: "通知"
            }
        }
    }

    package struct Entry: Sendable, Equatable {
        package let id: Int64
        package let kind: Kind
        package let text: String
        /// Where it holds, in the words of whoever wrote it; empty for everywhere.
        package let place: String
        package let until: Timestamp
    }

    /// What a page that shows them watches.
    package static let topic = "queue/notices"

    /// More than these on a board nobody reads.
    package static let most = 20

    /// Puts one up until it has run out, and gives its id.
    package func add(
        _ kind: Kind,
        _ text: String,
        place: String,
        until: Timestamp,
        by person: Person,
        at now: Timestamp
    ) async throws -> Int64 {
        let sealed = try keys.seal(words: ["text": text, "place": place])
        return try await scribe.write { batch in
            let id = try batch.next("notices")
            try batch.execute(
                """
                INSERT INTO notices (id, kind, sealed, until_at, made_by, made_at)
                VALUES (\(id), \(kind.rawValue), \(sealed), \(until), \(person.id), \(now))
                """
            )
            batch.announce(Self.topic, at: now)
            return id
        }
    }

    /// What holds now: outages first, then what is newest.
    package func current(at now: Timestamp) async throws -> [Entry] {
        let entries = try await books.read { [keys] connection in
            try connection.execute(
                "SELECT id, kind, sealed, until_at FROM notices WHERE until_at > \(now) ORDER BY id DESC LIMIT \(Self.most)"
            ).compactMap { row -> Entry? in
                guard let kind = Kind(rawValue: try row.text("kind")) else { return nil }
                let words = try keys.words(in: row.text("sealed"))
                return Entry(
                    id: try row.integer("id"),
                    kind: kind,
                    text: words["text"] ?? "",
                    place: words["place"] ?? "",
                    until: Timestamp(milliseconds: try row.integer("until_at"))
                )
            }
        }
        return entries.filter { $0.kind == .outage } + entries.filter { $0.kind != .outage }
    }

    /// Takes one down before its time.
    package func end(_ id: Int64, at now: Timestamp) async throws {
        try await scribe.write { batch in
            try batch.execute("UPDATE notices SET until_at = \(now) WHERE id = \(id) AND until_at > \(now)")
            batch.announce(Self.topic, at: now)
        }
    }
}
