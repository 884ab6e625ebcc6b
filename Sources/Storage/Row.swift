/// A row of an answer; a column is asked for by name.
package struct Row: Sendable {
    private let columns: Columns
    let values: [SQLValue]

    init(_ columns: Columns, _ values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    var columnNames: [String] { columns.names }

    subscript(_ column: String) -> SQLValue { columns.index[column].map { values[$0] } ?? .null }

    package func text(_ column: String) throws(StorageError) -> String {
        if case .text(let value) = self[column] { return value }
        throw .unreadable("column \(column) is not a text")
    }

    package func optionalText(_ column: String) -> String? {
        if case .text(let value) = self[column] { value } else { nil }
    }

    package func bytes(_ column: String) throws(StorageError) -> [UInt8] {
        if case .bytes(let value) = self[column] { return value }
        throw .unreadable("column \(column) does not hold bytes")
    }

    package func optionalBytes(_ column: String) -> [UInt8]? {
        if case .bytes(let value) = self[column] { value } else { nil }
    }

    package func integer(_ column: String) throws(StorageError) -> Int64 {
        if case .integer(let value) = self[column] { return value }
        throw .unreadable("column \(column) is not a number")
    }

    package func optionalInteger(_ column: String) -> Int64? {
        if case .integer(let value) = self[column] { value } else { nil }
    }

    package func optionalReal(_ column: String) -> Double? {
        if case .real(let value) = self[column] { value } else { nil }
    }
}

/// The names of an answer's columns, shared by its rows.
final class Columns: Sendable {
    let names: [String]
    let index: [String: Int]

    init(_ names: [String]) {
        self.names = names
        index = Dictionary(zip(names, names.indices)) { first, _ in first }
    }
}
