import Casework

/// Keeps the index of words up to date, a piece at a time, behind those who record.
///
/// Words are sealed, so what is indexed is a keyed mark of each: docs/decisions/blind-search.md.
package struct SearchIndex: Sendable {
    private let books: Books
    private let scribe: Scribe
    private let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    /// As many cases as a block has: the row of each word is then written once, where nobody waits for the writer.
    package static let whole = SearchBlock.size

    /// How many cases are still to be indexed.
    package func behind() async throws -> Int {
        try await books.read { connection in
            let after = try Self.searched(in: connection)
            let row = try connection.execute(
                """
                SELECT (SELECT COUNT(*) FROM cases WHERE id > \(after))
                    + (SELECT COUNT(*) FROM search_changes WHERE case_id <= \(after)) AS n
                """
            ).first
            return Int(try row?.integer("n") ?? 0)
        }
    }

    /// The last case that has been indexed.
    private static let progress = "searched"

    /// Cases and the words they stand under, read ahead of their turn to be written.
    private struct Piece: Sendable {
        /// Where the index stood.
        let after: Int64
        let last: Int64
        /// Cases that are indexed anew.
        let changed: [Int64]
        let ids: [Int64]
        let entries: [Entry]
    }

    private struct Entry: Sendable {
        let block: Int64
        let word: Int64
        let ids: [Int64]
    }

    /// Indexes the next piece, of at most `most` cases; gives how many it were.
    ///
    /// Of two that do so at once only one has an effect.
    package func carryOn(most: Int = 100) async throws -> Int {
        let piece = try await books.read { try readPiece(most, in: $0) }
        if piece.ids.isEmpty { return 0 }
        return try await scribe.write { batch in
            guard try Self.searched(in: batch.connection) == piece.after else { return 0 }
            try write(piece, in: batch)
            return piece.ids.count
        }
    }

    static func searched(in connection: any Connection) throws -> Int64 {
        let row = try connection.execute("SELECT value FROM counters WHERE name = \(progress)").first
        return try row?.integer("value") ?? 0
    }

    private func readPiece(_ most: Int, in connection: any Connection) throws -> Piece {
        let after = try Self.searched(in: connection)
        let changed = try connection.execute(
            "SELECT case_id FROM search_changes WHERE case_id <= \(after) ORDER BY case_id LIMIT \(most)"
        ).map { try $0.integer("case_id") }
        let columns = CaseFile.columns
        let new = try connection.execute(
            "SELECT \(columns) FROM cases c WHERE c.id > \(after) ORDER BY c.id LIMIT \(most - changed.count)"
        )
        let old =
            changed.isEmpty
            ? []
            : try connection.execute("SELECT \(columns) FROM cases c WHERE c.id IN (\(SQL.list(changed)))")
        var found: [Place: [Int64]] = [:]
        var marks = MarkCache(keys)
        for row in old + new {
            let entry = try CaseFile(row, keys: keys)
            let block = SearchBlock.number(of: entry.id)
            for word in entry.searchWords(&marks) {
                found[Place(block: block, word: word), default: []].append(entry.id)
            }
        }
        return Piece(
            after: after,
            last: try new.last?.integer("id") ?? after,
            changed: changed,
            ids: try (old + new).map { try $0.integer("id") },
            entries: found.sorted { $0.key < $1.key }.map {
                Entry(block: $0.key.block, word: $0.key.word, ids: $0.value)
            }
        )
    }

    private func write(_ piece: Piece, in batch: Batch) throws {
        // Whoever has been forgotten since the piece was read stays forgotten.
        let forgotten = Set(
            try batch.execute(
                "SELECT id FROM cases WHERE id IN (\(SQL.list(piece.ids))) AND case_key IS NULL"
            ).map { try $0.integer("id") }
        )
        for entry in piece.entries {
            let ids = entry.ids.filter { !forgotten.contains($0) }
            if !ids.isEmpty {
                try Self.change(entry.block, entry.word, in: batch) { block in
                    ids.forEach { block.insert($0) }
                }
            }
        }
        if !piece.changed.isEmpty {
            try batch.execute("DELETE FROM search_changes WHERE case_id IN (\(SQL.list(piece.changed)))")
        }
        try batch.execute(
            """
            INSERT INTO counters (name, value) VALUES (\(Self.progress), \(piece.last))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """
        )
    }

    private static func change(
        _ block: Int64,
        _ word: Int64,
        in batch: Batch,
        _ body: (inout SearchBlock) -> Void
    ) throws {
        let stored = try batch.execute(
            "SELECT places FROM search_words WHERE block = \(block) AND word = \(word)"
        ).first
        var places = try stored.map { try SearchBlock(stored: $0.bytes("places")) } ?? SearchBlock()
        body(&places)
        if places.isEmpty {
            try batch.execute("DELETE FROM search_words WHERE block = \(block) AND word = \(word)")
        } else {
            try batch.execute(
                """
                INSERT INTO search_words (block, word, places) VALUES (\(block), \(word), \(places.stored))
                ON CONFLICT (block, word) DO UPDATE SET places = excluded.places
                """
            )
        }
    }

    /// Notes a case whose words or units have changed; words that it no longer holds stay until then, and are looked at.
    static func lookAgain(at id: Int64, in batch: Batch) throws {
        try batch.execute("INSERT INTO search_changes (case_id) VALUES (\(id)) ON CONFLICT DO NOTHING")
    }

    /// Notes cases that were recorded behind those that are indexed: old books.
    static func lookAgain(at ids: Range<Int64>, in batch: Batch) throws {
        let searched = try searched(in: batch.connection)
        guard ids.lowerBound <= searched else { return }
        var rows = TableRows("search_changes", ["case_id"])
        for id in ids where id <= searched { rows.append([id.sqlValue]) }
        try batch.connection.load(rows)
    }

    /// Takes out of the index all that was ever said in a case, before its key is destroyed.
    static func forget(_ open: OpenCase, keys: KeyRing, in batch: Batch) throws {
        guard let key = open.key else { return }
        let id = open.entry.id
        var texts = open.entry.searchedTexts
        for row in try batch.execute(
            "SELECT private FROM case_events WHERE case_id = \(id) AND private IS NOT NULL"
        ) {
            texts += try Packed.words(in: key.open(row.bytes("private"))).values
        }
        let terms = Set(texts.flatMap(SearchTerms.terms))
        for word in terms.map({ keys.searchMark(of: .said($0)) }).sorted() {
            try change(SearchBlock.number(of: id), word, in: batch) { $0.remove(id) }
        }
        try batch.execute("DELETE FROM search_changes WHERE case_id = \(id)")
    }

    private struct Place: Hashable, Comparable {
        let block: Int64
        let word: Int64

        static func < (one: Self, other: Self) -> Bool { (one.block, one.word) < (other.block, other.word) }
    }
}

/// The marks of words that were asked for before: most words come again and again.
struct MarkCache {
    private let keys: KeyRing
    private var known: [String: Int64] = [:]

    init(_ keys: KeyRing) { self.keys = keys }

    subscript(_ word: SearchWord) -> Int64 {
        mutating get {
            let text = word.text
            if let mark = known[text] { return mark }
            let mark = keys.searchMark(of: word)
            known[text] = mark
            return mark
        }
    }
}
