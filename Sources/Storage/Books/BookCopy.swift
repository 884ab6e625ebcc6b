/// Copies everything from some books into others that are empty: between the embedded file and PostgreSQL, either way.
struct BookCopy {
    /// The tables in an order in which every row finds the rows that it refers to: as the migrations make them.
    static let tables: [String] = Migration.all.flatMap(\.statements).reduce(into: []) { tables, statement in
        let words = statement.text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count > 2, words[1] == "TABLE" else { return }
        if words[0] == "CREATE" { tables.append(words[2]) }
        if words[0] == "DROP" { tables.removeAll { $0 == words[2] } }
    }

    static func requireEmpty(_ target: any Connection) throws {
        for table in tables {
            let name = SQL(stringLiteral: table)
            guard try target.execute("SELECT 1 AS one FROM \(name) LIMIT 1").isEmpty else {
                throw BooksError.notEmpty
            }
        }
    }

    /// Both are of the newest step, as opening them has made sure.
    static func copy(from source: any Connection, to target: any Connection) throws {
        try requireEmpty(target)
        for table in tables {
            let name = SQL(stringLiteral: table)
            var rows: TableRows?
            try source.forEach("SELECT * FROM \(name)") { row in
                var some = rows ?? TableRows(table, row.columnNames)
                rows = nil
                some.append(row.values)
                if some.count == rowsAtOnce {
                    try target.load(some)
                    some.removeAll()
                }
                rows = some
            }
            if let rows { try target.load(rows) }
        }
    }

    private static let rowsAtOnce = 1000
}
