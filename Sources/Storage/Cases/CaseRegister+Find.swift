package import Casework

extension CaseRegister {
    /// The case of this number, if there is one.
    package func find(_ number: Case.Number) async throws -> CaseFile? {
        try await books.read { [keys] in try OpenCase.load(number: number, in: $0, keys: keys)?.entry }
    }

    /// The case with its whole history, read together.
    package func open(_ number: Case.Number) async throws -> (CaseFile, [CaseEvent])? {
        try await books.read { connection in
            guard let open = try OpenCase.load(number: number, in: connection, keys: keys) else { return nil }
            return (open.entry, try events(of: open, after: 0, in: connection))
        }
    }

    func events(of open: OpenCase, after version: Int, in connection: any Connection) throws -> [CaseEvent] {
        let rows = try connection.execute(
            """
            SELECT seq, at, person, kind, body, private, hash FROM case_events
            WHERE case_id = \(open.entry.id) AND seq > \(version) ORDER BY seq
            """
        )
        return try rows.map { try event(StoredEvent($0), key: open.key) }
    }
}

extension StoredEvent {
    init(_ row: Row) throws {
        self.init(
            sequence: Int(try row.integer("seq")),
            at: Timestamp(milliseconds: try row.integer("at")),
            person: try row.integer("person"),
            kind: try row.text("kind"),
            body: try row.bytes("body"),
            sealed: row.optionalBytes("private"),
            hash: try row.bytes("hash")
        )
    }
}

package struct CasePage: Sendable {
    package let items: [CaseFile]
    /// Where the next page begins; nil at the end.
    package let next: Int64?
}

extension CaseRegister {
    /// Cases, newest first, a page at a time by key.
    package func list(_ filter: CaseFilter, after cursor: Int64? = nil, limit: Int) async throws -> CasePage {
        if SearchQuery.tellsMore(than: filter) {
            return try await walk(SearchQuery("", filter, keys), filter, after: cursor, limit: limit)
        }
        let found = try await books.read { connection in
            try connection.execute(newest(filter, after: cursor, limit + 1, in: connection.dialect)).map(file)
        }
        let items = Array(found.prefix(limit))
        return CasePage(items: items, next: found.count > limit ? items.last?.id : nil)
    }

    /// How many there are, up to `most`: a number on a tab need not be exact beyond that.
    package func count(_ filter: CaseFilter, most: Int = 1000) async throws -> Int {
        let conditions = conditions(filter)
        return try await books.read { connection in
            let inner: SQL = "SELECT c.id FROM cases c WHERE \(conditions) LIMIT \(most)"
            return Int(
                try connection.execute("SELECT COUNT(*) AS n FROM (\(inner)) AS found").first?.integer("n")
                    ?? 0
            )
        }
    }

    func newest(_ filter: CaseFilter, after cursor: Int64?, _ most: Int, in dialect: Dialect) -> SQL {
        let order: SQL = "ORDER BY c.id DESC LIMIT \(most)"
        let older: SQL = cursor.map { "AND c.id < \($0)" } ?? ""
        func newest(_ columns: SQL, _ filter: CaseFilter) -> SQL {
            "SELECT \(columns) FROM cases c WHERE \(conditions(filter, byIDIn: dialect)) \(older) \(order)"
        }
        let ofItsUnit = filter.ofItsUnit
        guard dialect == .postgres, filter.isUnderWay, !ofItsUnit.isEmpty else {
            return newest(CaseFile.columns, filter)
        }
        // The unit's index tells which are its newest; PostgreSQL would read and sort all that it has in hand.
        return first(of: ofItsUnit.map { newest("c.id", $0) }, CaseFile.columns, order)
    }

    /// The first of all that these queries find by id.
    func first(of queries: [SQL], _ columns: SQL, _ order: SQL) -> SQL {
        "SELECT \(columns) FROM cases c WHERE c.id IN (\(SQL.joined(queries, by: "UNION ALL"))) \(order)"
    }

    static let columns: SQL = "SELECT \(CaseFile.columns) FROM cases c"
}
