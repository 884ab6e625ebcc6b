import GRDB

/// A connection, lent for the length of one transaction.
package final class Connection {
    private let database: GRDB.Database

    init(_ database: GRDB.Database) { self.database = database }

    /// Runs one statement and gives its rows; a value can never become SQL text.
    @discardableResult
    package func execute(_ sql: SQL) throws(StorageError) -> [Row] {
        do {
            let statement = try database.cachedStatement(sql: sql.text)
            let arguments = StatementArguments(sql.values)
            guard statement.columnCount > 0 else {
                try statement.execute(arguments: arguments)
                return []
            }
            let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments)
            let columns = Columns(statement.columnNames)
            var rows: [Row] = []
            while let row = try cursor.next() {
                rows.append(
                    Row(columns, (0..<columns.names.count).map { SQLValue(row[$0] as DatabaseValue) })
                )
            }
            return rows
        } catch {
            throw StorageError(error)
        }
    }

    /// How many rows have ever been changed on it: whether a body has written anything.
    var changes: Int { database.totalChangesCount }
}

/// A row of an answer; a column is asked for by name.
package struct Row: Sendable {
    private let columns: Columns
    private let values: [SQLValue]

    fileprivate init(_ columns: Columns, _ values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    subscript(_ column: String) -> SQLValue { columns.index[column].map { values[$0] } ?? .null }

    package func text(_ column: String) throws(StorageError) -> String {
        if case .text(let value) = self[column] { return value }
        throw .unreadable("column \(column) is not a text")
    }

    package func optionalText(_ column: String) -> String? {
        if case .text(let value) = self[column] { value } else { nil }
    }

    package func integer(_ column: String) throws(StorageError) -> Int64 {
        if case .integer(let value) = self[column] { return value }
        throw .unreadable("column \(column) is not a number")
    }

    package func optionalInteger(_ column: String) -> Int64? {
        if case .integer(let value) = self[column] { value } else { nil }
    }
}

private final class Columns: Sendable {
    let names: [String]
    let index: [String: Int]

    init(_ names: [String]) {
        self.names = names
        index = Dictionary(zip(names, names.indices)) { first, _ in first }
    }
}

/// What can go wrong in the books.
package enum StorageError: Error, Equatable {
    case alreadyExists(String)
    /// The file is locked by another process for longer than we wait.
    case busy(String)
    case unreadable(String)
    case failed(code: Int32, String)

    init(_ error: any Error) {
        guard let error = error as? DatabaseError else {
            self = (error as? StorageError) ?? .failed(code: 0, "\(error)")
            return
        }
        let detail = error.message ?? ""
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: self = .alreadyExists(detail)
        case .SQLITE_BUSY: self = .busy(detail)
        default: self = .failed(code: error.extendedResultCode.rawValue, detail)
        }
    }
}

extension SQLValue: DatabaseValueConvertible {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        }
    }

    static func fromDatabaseValue(_ value: DatabaseValue) -> SQLValue? { SQLValue(value) }

    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null, .blob: self = .null  // no column of ours holds bytes
        case .int64(let value): self = .integer(value)
        case .double(let value): self = .real(value)
        case .string(let value): self = .text(value)
        }
    }
}
