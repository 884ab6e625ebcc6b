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
