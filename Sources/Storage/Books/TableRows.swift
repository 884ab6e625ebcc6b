/// Rows of one table, value after value, to be taken in the quickest way that the database has.
package struct TableRows: Sendable {
    package let table: String
    package let columns: [String]
    package private(set) var values: [SQLValue] = []

    package init(_ table: String, _ columns: [String]) {
        self.table = table
        self.columns = columns
    }

    package var count: Int { values.count / columns.count }

    /// Adds a row: as many values as there are columns.
    package mutating func append(_ row: [SQLValue]) {
        precondition(row.count == columns.count, "a row of \(table) has \(columns.count) values")
        values.append(contentsOf: row)
    }

    mutating func removeAll() { values.removeAll(keepingCapacity: true) }
}

extension Connection {
    /// Adds rows, or changes what `conflict` says where there is one of their key already; no two may have the same.
    ///
    /// Many to a statement, which takes either database several times as long as a row. Always as many as one of three
    /// numbers, so that there are three statements to prepare.
    func send(_ rows: TableRows, onConflict conflict: String) throws(StorageError) {
        let width = rows.columns.count
        let row = "(" + rows.columns.map { _ in "?" }.joined(separator: ", ") + ")"
        var rest = rows.values[...]
        for count in [64, 8, 1] where rest.count >= count * width {
            let places = repeatElement(row, count: count).joined(separator: ", ")
            let text = """
                INSERT INTO \(rows.table) (\(rows.columns.joined(separator: ", "))) VALUES \(places)
                ON CONFLICT \(conflict)
                """
            while rest.count >= count * width {
                try send(SQL(text, Array(rest.prefix(count * width))))
                rest = rest.dropFirst(count * width)
            }
        }
    }
}
