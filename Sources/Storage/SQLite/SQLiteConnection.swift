import GRDB
import GRDBSQLite

/// A connection to the embedded database.
final class SQLiteConnection: Connection {
    private let database: GRDB.Database
    private let measures: BookMeasures
    /// Statements after which nothing of the transaction may be committed.
    private var failures = 0

    init(_ database: GRDB.Database, _ measures: BookMeasures) {
        self.database = database
        self.measures = measures
    }

    var dialect: Dialect { .sqlite }

    /// GRDB keeps the prepared statement; values and columns go to and from SQLite itself: a case takes a dozen statements,
    /// and boxing their values twice was a tenth of the work.
    @discardableResult
    func execute(_ sql: SQL) throws(StorageError) -> [Row] {
        var rows: [Row] = []
        let started = ContinuousClock.now
        do { try forEach(sql) { rows.append($0) } } catch { throw StorageError(error) }
        measures.note(sql, since: started) { try plan(of: sql) }
        return rows
    }

    func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        // SQLite has undone the transaction by itself: what came now would be committed at once, and alone.
        if failures > 0, !database.isInsideTransaction {
            throw StorageError.failed(code: 0, "the transaction has been undone")
        }
        let statement: Statement
        do { statement = try database.cachedStatement(sql: sql.text) } catch { throw StorageError(error) }
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in zip(Int32(1)..., sql.values) {
            guard value.bind(to: handle, at: index) == SQLITE_OK else { throw fault() }
        }
        let count = sqlite3_column_count(handle)
        var columns: Columns?
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW:
                let known = columns ?? Columns(statement.columnNames)
                columns = known
                try body(Row(known, (0..<count).map { SQLValue(handle, column: $0) }))
            case SQLITE_DONE: return
            default: throw fault()
            }
        }
    }

    func load(_ rows: TableRows) throws(StorageError) {
        let marks = rows.columns.map { _ in "?" }.joined(separator: ", ")
        let text = "INSERT INTO \(rows.table) (\(rows.columns.joined(separator: ", "))) VALUES (\(marks))"
        let statement: Statement
        do { statement = try database.cachedStatement(sql: text) } catch { throw StorageError(error) }
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for start in stride(from: 0, to: rows.values.count, by: rows.columns.count) {
            for column in rows.columns.indices {
                guard rows.values[start + column].bind(to: handle, at: Int32(column) + 1) == SQLITE_OK else {
                    throw fault()
                }
            }
            guard sqlite3_step(handle) == SQLITE_DONE, sqlite3_reset(handle) == SQLITE_OK else {
                throw fault()
            }
        }
    }

    private func fault() -> StorageError {
        guard let connection = database.sqliteConnection else {
            return .failed(code: 0, "the books are closed")
        }
        let error = StorageError(
            code: sqlite3_extended_errcode(connection),
            String(cString: sqlite3_errmsg(connection))
        )
        if error.concernsAll || sqlite3_get_autocommit(connection) != 0 { failures += 1 }
        measures.hasFailed(error)
        return error
    }

    var changes: Int { database.totalChangesCount + failures }

    /// How SQLite goes about a statement; a plan holds no values.
    private func plan(of sql: SQL) throws -> String {
        var steps: [String] = []
        try forEach(SQL("EXPLAIN QUERY PLAN " + sql.text, sql.values)) { row in
            steps.append(try row.text("detail"))
        }
        return steps.isEmpty ? "nothing to look for" : steps.joined(separator: "; ")
    }
}

extension StorageError {
    init(_ error: any Error) {
        guard let error = error as? DatabaseError else {
            self = (error as? StorageError) ?? .failed(code: 0, "\(error)")
            return
        }
        self.init(code: error.extendedResultCode.rawValue, error.message ?? "")
    }

    /// What an extended result code of SQLite means.
    fileprivate init(code: Int32, _ detail: String) {
        switch code {
        // SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY, which are macros.
        case SQLITE_CONSTRAINT | (8 << 8), SQLITE_CONSTRAINT | (6 << 8): self = .alreadyExists(detail)
        case SQLITE_BUSY: self = .busy(detail)
        default: self = Self.ofTheDisk(code, detail) ?? .failed(code: code, detail)
        }
    }
}

extension StorageError {
    /// By the lowest byte, which says of what kind an extended code is.
    private static func ofTheDisk(_ code: Int32, _ detail: String) -> StorageError? {
        switch code & 0xff {
        case SQLITE_FULL: .full(detail)
        case SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN: .unwritable("\(detail), \(code)")
        case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged(detail)
        default: nil
        }
    }
}

extension SQLValue {
    fileprivate func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let value): return sqlite3_bind_int64(statement, index, value)
        case .real(let value): return sqlite3_bind_double(statement, index, value)
        case .text(let value):
            var value = value
            return value.withUTF8 { bytes in
                // SQLITE_TRANSIENT: SQLite copies what it keeps. An empty text has no address, and is no NULL.
                let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                guard let address = bytes.baseAddress else {
                    return sqlite3_bind_text(statement, index, "", 0, transient)
                }
                return address.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(statement, index, $0, Int32(bytes.count), transient)
                }
            }
        case .bytes(let bytes):
            // Nor is a row of no bytes NULL.
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            return sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), transient)
        }
    }

    fileprivate init(_ statement: OpaquePointer, column: Int32) {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let count = Int(sqlite3_column_bytes(statement, column))
            let bytes = UnsafeBufferPointer(start: sqlite3_column_text(statement, column), count: count)
            self = .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, column))
            self = .bytes(
                [UInt8](UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count))
            )
        default: self = .null
        }
    }
}
