import Casework

extension CaseRegister {
    /// A page of cases that fit the filter and, if there are words, hold them; newest first.
    ///
    /// Words are a case's number or the end of it, a telephone number, or what was said.
    package func list(_ filter: CaseFilter, matching words: String?, after cursor: Int64? = nil, limit: Int)
        async throws
        -> CasePage
    {
        guard let words else { return try await list(filter, after: cursor, limit: limit) }
        var filter = filter
        let isDigits = words.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if isDigits, words.utf8.count == 19 {
            filter.number = words
            return try await list(filter, limit: limit)
        }
        if isDigits, words.utf8.count >= 7, let phone = PhoneNumber(words) {
            filter.callerPhone = phone.digits
            return try await list(filter, after: cursor, limit: limit)
        }
        return try await walk(SearchQuery(words, filter, keys), filter, after: cursor, limit: limit)
    }

    func walk(_ search: SearchQuery, _ filter: CaseFilter, after cursor: Int64?, limit: Int)
        async throws -> CasePage
    {
        try await books.read { connection in
            var walk = SearchWalk(search: search, filter: filter, register: self, limit: limit)
            try walk.through(connection, before: cursor ?? .max)
            return walk.page
        }
    }

    /// The cases that fit best, of the newest that hold the words.
    package func best(_ filter: CaseFilter, matching words: String, limit: Int) async throws -> [CaseFile] {
        let search = SearchQuery(words, filter, keys)
        let found = try await list(filter, matching: words, limit: Self.weighed).items
        return found.map { ($0, search.weight(of: $0)) }
            .sorted { ($0.1, $0.0.id) > ($1.1, $1.0.id) }.prefix(limit).map(\.0)
    }

    /// So many of the newest are weighed against each other.
    private static let weighed = 200
}

/// Walks from the newest cases to the oldest and keeps those that hold the words and stand under the filter's.
private struct SearchWalk {
    let search: SearchQuery
    let filter: CaseFilter
    let register: CaseRegister
    let limit: Int
    private var found: [CaseFile] = []
    private var looked = 0

    /// No search for words opens more cases than these.
    private static let mostLooked = 4000
    /// Cases that are too new to be indexed, or, for a single character, all that are looked at.
    private static let mostRead = 2000
    private static let blocksAtOnce = 8
    private static let casesAtOnce = 100

    init(search: SearchQuery, filter: CaseFilter, register: CaseRegister, limit: Int) {
        self.search = search
        self.filter = filter
        self.register = register
        self.limit = limit
    }

    /// One more than the limit says that there are more.
    var page: CasePage {
        let items = Array(found.prefix(limit))
        return CasePage(items: items, next: found.count > limit ? items.last?.id : nil)
    }

    private var isDone: Bool {
        found.count > limit || looked >= Self.mostLooked && !search.needles.isEmpty
    }

    mutating func through(_ connection: any Connection, before: Int64) throws {
        let indexed = search.isIndexed ? try SearchIndex.searched(in: connection) : 0
        try read(connection, after: indexed, before: before)
        guard search.isIndexed else { return }
        let blocks = try blocks(connection, before: min(before, indexed + 1))
        var rest = blocks[...]
        // What stands under the marks mostly holds the words: at first no more is fetched than is wanted.
        var most = min(limit + 1, Self.casesAtOnce)
        while !rest.isEmpty, !isDone {
            let some = Array(rest.prefix(Self.blocksAtOnce))
            rest = rest.dropFirst(some.count)
            var ids = try candidates(connection, in: some).filter { $0 < before }[...]
            while !ids.isEmpty, !isDone {
                try look(connection, at: Array(ids.prefix(most)))
                ids = ids.dropFirst(most)
                most = Self.casesAtOnce
            }
        }
    }

    /// The newest cases, one after the other.
    private mutating func read(_ connection: any Connection, after: Int64, before: Int64) throws {
        let conditions = register.conditions(filter)
        var before = before
        while looked < Self.mostRead || search.needles.isEmpty, !isDone {
            let rows = try connection.execute(
                """
                \(CaseRegister.columns) WHERE c.id > \(after) AND c.id < \(before) AND \(conditions)
                ORDER BY c.id DESC LIMIT \(Self.casesAtOnce)
                """
            )
            try keep(rows)
            guard let last = rows.last, rows.count == Self.casesAtOnce else { return }
            before = try last.integer("id")
        }
    }

    /// The blocks that may hold cases of the wanted days, newest first.
    private func blocks(_ connection: any Connection, before: Int64) throws -> [Int64] {
        let row = try connection.execute(
            """
            SELECT MIN(first_id) AS first, MAX(last_id) AS last FROM case_days
            WHERE \(filter.days ?? "1 = 1")
            """
        ).first
        guard let first = row?.optionalInteger("first"), let last = row?.optionalInteger("last"),
            first < before
        else { return [] }
        return (SearchBlock.number(of: first)...SearchBlock.number(of: min(last, before - 1))).reversed()
    }

    /// The cases of these blocks that stand under all marks, or may do so by now; newest first.
    private func candidates(_ connection: any Connection, in blocks: [Int64]) throws -> [Int64] {
        let changed = try changed(connection, in: blocks)
        let ofKind = try ofKind(connection, in: blocks)
        var places: [Int64: [Int64: SearchBlock]] = [:]
        for row in try connection.execute(
            """
            SELECT block, word, places FROM search_words
            WHERE block IN (\(SQL.list(blocks))) AND word IN (\(SQL.list(search.marks.flatMap { $0 })))
            """
        ) {
            places[try row.integer("block"), default: [:]][try row.integer("word")] = try SearchBlock(
                stored: row.bytes("places")
            )
        }
        return blocks.flatMap { block in
            let words = places[block] ?? [:]
            var held = search.marks.map { marks in
                marks.compactMap { words[$0] }.reduce(into: SearchBlock()) { $0.formUnion($1) }
            }
            .reduce(nil as SearchBlock?) { all, next in
                guard var all else { return next }
                all.formIntersection(next)
                return all
            }
            if let ofKind { held?.formIntersection(ofKind[block] ?? SearchBlock()) }
            for id in changed where SearchBlock.number(of: id) == block { held?.insert(id) }
            return held?.ids(in: block) ?? []
        }
    }

    /// From the oldest case of neighbouring blocks, newest first, to the newest.
    private static func ids(of blocks: [Int64]) -> ClosedRange<Int64>? {
        guard let newest = blocks.first, let oldest = blocks.last else { return nil }
        return SearchBlock.ids(of: oldest).lowerBound...SearchBlock.ids(of: newest).upperBound
    }

    /// The cases of the wanted kind, where there are few of it; nil where any will do.
    private func ofKind(_ connection: any Connection, in blocks: [Int64]) throws -> [Int64: SearchBlock]? {
        guard let isOfRareKind = filter.isOfRareKind, let ids = Self.ids(of: blocks) else { return nil }
        return try connection.execute(
            """
            SELECT c.id FROM cases c
            WHERE \(isOfRareKind) AND c.id >= \(ids.lowerBound) AND c.id <= \(ids.upperBound)
            """
        ).reduce(into: [:]) { found, row in
            let id = try row.integer("id")
            found[SearchBlock.number(of: id), default: SearchBlock()].insert(id)
        }
    }

    /// Cases that have come or changed since they were indexed.
    private func changed(_ connection: any Connection, in blocks: [Int64]) throws -> [Int64] {
        guard let ids = Self.ids(of: blocks) else { return [] }
        return try connection.execute(
            """
            SELECT case_id FROM search_changes
            WHERE case_id >= \(ids.lowerBound) AND case_id <= \(ids.upperBound)
            """
        ).map { try $0.integer("case_id") }
    }

    private mutating func look(_ connection: any Connection, at ids: [Int64]) throws {
        let rows = try connection.execute(
            """
            \(CaseRegister.columns) WHERE c.id IN (\(SQL.list(ids))) AND \(register.conditions(filter))
            ORDER BY c.id DESC
            """
        )
        looked += ids.count - rows.count
        try keep(rows)
    }

    private mutating func keep(_ rows: [Row]) throws {
        for row in rows where found.count <= limit {
            looked += 1
            // Not remembered: a search looks at thousands that nobody asks for again, and would have all others forgotten.
            let entry = try CaseFile(row, keys: register.keys)
            if search.fits(entry) { found.append(entry) }
        }
    }
}
