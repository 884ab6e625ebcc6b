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

    /// As many cases as a block has: the row of each word is then written once.
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
    struct Piece: Sendable {
        /// Where the index stood.
        fileprivate let after: Int64
        fileprivate let last: Int64
        /// Cases that are indexed anew, with the version that was read.
        fileprivate let changed: [Int64: Int]
        fileprivate let ids: [Int64]
        fileprivate let words: GatheredWords
    }

    /// Indexes the next piece, of at most `most` cases; gives how many it were.
    ///
    /// Of two that do so at once only one has an effect.
    package func carryOn(most: Int = 100) async throws -> Int {
        try await write(nextPiece(most))
    }

    func nextPiece(_ most: Int) async throws -> Piece { try await books.read { try readPiece(most, in: $0) } }

    func write(_ piece: Piece) async throws -> Int {
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
        var words = GatheredWords()
        var marks = MarkCache(keys)
        var versions: [Int64: Int] = [:]
        for row in old + new {
            let entry = try CaseFile(row, keys: keys)
            if entry.id <= after { versions[entry.id] = entry.file.state.version }
            words.add(entry.id, version: entry.file.state.version, entry.file.searchWords(&marks))
        }
        return Piece(
            after: after,
            last: try new.last?.integer("id") ?? after,
            changed: versions,
            ids: try (old + new).map { try $0.integer("id") },
            words: words
        )
    }

    private func write(_ piece: Piece, in batch: Batch) throws {
        // Whoever has been forgotten since the piece was read stays forgotten.
        let forgotten = Set(
            try batch.execute(
                "SELECT id FROM cases WHERE id IN (\(SQL.list(piece.ids))) AND case_key IS NULL"
            ).map { try $0.integer("id") }
        )
        for block in piece.words.blocks {
            let words = block.words.mapValues { $0.filter { !forgotten.contains($0) } }
            try Self.add(words.filter { !$0.value.isEmpty }, to: block.number, in: batch)
        }
        try settle(piece.changed, in: batch)
        try Self.hasSearched(piece.last, in: batch)
    }

    /// Takes off the list what has been indexed as it is now; what has changed since it was read stays there.
    private func settle(_ changed: [Int64: Int], in batch: Batch) throws {
        if changed.isEmpty { return }
        let settled = try batch.execute(
            "SELECT id, version FROM cases WHERE id IN (\(SQL.list(changed.keys.sorted())))"
        ).compactMap { row in
            let id = try row.integer("id")
            return try row.integer("version") == Int64(changed[id] ?? 0) ? id : nil
        }
        if settled.isEmpty { return }
        try batch.execute("DELETE FROM search_changes WHERE case_id IN (\(SQL.list(settled)))")
    }

    private static func hasSearched(_ last: Int64, in batch: Batch) throws {
        try batch.send(
            """
            INSERT INTO counters (name, value) VALUES (\(progress), \(last))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """
        )
    }

    /// Indexes cases that were written just now; those among which one has changed since are left to `carryOn`.
    package func take(_ words: GatheredWords) async throws {
        if words.isEmpty { return }
        try await scribe.write { batch in
            for block in words.blocks where try Self.isUnchanged(block, in: batch) {
                let (first, last) = (block.ids.lowerBound, block.ids.upperBound)
                try Self.add(block.words, to: block.number, in: batch)
                try batch.execute("DELETE FROM search_changes WHERE case_id BETWEEN \(first) AND \(last)")
                let searched = try Self.searched(in: batch.connection)
                if (first - 1..<last).contains(searched) { try Self.hasSearched(last, in: batch) }
            }
        }
    }

    /// Nobody has been forgotten either: then there is no key.
    private static func isUnchanged(_ block: GatheredWords.Block, in batch: Batch) throws -> Bool {
        let row = try batch.execute(
            """
            SELECT COUNT(case_key) AS n, CAST(SUM(version) AS BIGINT) AS versions FROM cases
            WHERE id BETWEEN \(block.ids.lowerBound) AND \(block.ids.upperBound)
            """
        ).first
        return row?.optionalInteger("n") == Int64(block.count)
            && row?.optionalInteger("versions") == Int64(block.versions)
    }

    /// How many words are looked up in one statement.
    private static let wordsAtOnce = 100

    /// Writes what words hold now: new rows in bulk, those that are there one after the other, without waiting.
    private static func add(_ words: [Int64: [Int64]], to block: Int64, in batch: Batch) throws {
        let isNew = try batch.execute("SELECT 1 AS one FROM search_words WHERE block = \(block) LIMIT 1")
            .isEmpty
        var rows = TableRows("search_words", ["block", "word", "places"])
        let sorted = words.sorted { $0.key < $1.key }
        for start in stride(from: 0, to: sorted.count, by: wordsAtOnce) {
            let some = sorted[start..<min(start + wordsAtOnce, sorted.count)]
            let stored = isNew ? [:] : try places(of: some.map(\.key), in: block, batch)
            for (word, ids) in some {
                var places = stored[word] ?? SearchBlock()
                ids.forEach { places.insert($0) }
                if stored[word] == nil {
                    rows.append([block.sqlValue, word.sqlValue, places.stored.sqlValue])
                } else {
                    try change(word, to: places, in: block, batch)
                }
            }
        }
        try batch.connection.load(rows)
    }

    private static func places(of words: [Int64], in block: Int64, _ batch: Batch) throws -> [Int64:
        SearchBlock]
    {
        // Always as many, so that it is the same statement.
        let asked = words + [Int64](repeating: words[0], count: wordsAtOnce - words.count)
        let rows = try batch.execute(
            "SELECT word, places FROM search_words WHERE block = \(block) AND word IN (\(SQL.list(asked)))"
        )
        return try rows.reduce(into: [:]) { found, row in
            found[try row.integer("word")] = try SearchBlock(stored: row.bytes("places"))
        }
    }

    /// Takes a case out of a word's row.
    private static func remove(_ id: Int64, from word: Int64, in batch: Batch) throws {
        let block = SearchBlock.number(of: id)
        guard var places = try places(of: [word], in: block, batch)[word] else { return }
        places.remove(id)
        if places.isEmpty {
            try batch.send("DELETE FROM search_words WHERE block = \(block) AND word = \(word)")
        } else {
            try change(word, to: places, in: block, batch)
        }
    }

    private static func change(_ word: Int64, to places: SearchBlock, in block: Int64, _ batch: Batch) throws
    {
        try batch.send(
            "UPDATE search_words SET places = \(places.stored) WHERE block = \(block) AND word = \(word)"
        )
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
        var texts = open.entry.file.searchedTexts
        for row in try batch.execute(
            "SELECT private FROM case_events WHERE case_id = \(id) AND private IS NOT NULL"
        ) {
            texts += try Packed.words(in: key.open(row.bytes("private"))).values
        }
        let terms = Set(texts.flatMap(SearchTerms.terms))
        for word in terms.map({ keys.searchMark(of: .said($0)) }).sorted() {
            try remove(id, from: word, in: batch)
        }
        try batch.execute("DELETE FROM search_changes WHERE case_id = \(id)")
    }
}
