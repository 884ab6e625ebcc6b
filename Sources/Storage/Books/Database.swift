/// Where the books are kept: an embedded file, or a PostgreSQL server.
///
/// Bodies are synchronous on purpose: a transaction cannot be held open across an `await`. A body may run more than once,
/// so it changes nothing but the books.
protocol Database: Sendable {
    /// Runs `body` in a transaction that sees one state of the books and changes nothing.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws
        -> Value

    /// Runs `body` in a transaction; when this returns, what it wrote survives a pulled plug.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws
        -> Value

    /// The same as `write`, for the commands, which wait for nothing else.
    func writeNow<Value>(_ body: (any Connection) throws -> Value) throws -> Value

    /// Takes a moment to make later commits quicker, if the database has such a moment.
    func checkpoint() async throws

    /// Looks through what the tables hold, if the database plans its queries by that.
    func survey() async throws

    func close() throws
}

/// A connection, lent for the length of one transaction.
package protocol Connection: AnyObject {
    var dialect: Dialect { get }

    /// Runs one statement and gives its rows; a value can never become SQL text.
    @discardableResult
    func execute(_ sql: SQL) throws(StorageError) -> [Row]

    /// Runs one statement whose answer nobody looks at; it may go together with those that follow.
    ///
    /// That it failed may be said by a later one, or by the transaction's end.
    func send(_ sql: SQL) throws(StorageError)

    /// Waits for the answers of what was sent; the first refusal is thrown.
    func settle() throws(StorageError)

    /// Runs one statement and lends its rows one after the other: for more than fits into memory.
    func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws

    /// Adds rows to their table, in the quickest way that the database has.
    func load(_ rows: TableRows) throws(StorageError)

    /// Changes with every row that was changed on it, and with every statement after which nothing may be committed.
    var changes: Int { get }
}

extension Connection {
    package func send(_ sql: SQL) throws(StorageError) { try execute(sql) }
    package func settle() throws(StorageError) {}
}

/// The two languages of SQL, for the few places where words must differ.
package enum Dialect: Sendable {
    case sqlite, postgres

    /// A statement of the schema: a table that SQLite keeps in the order of its primary key says so, and PostgreSQL has none.
    func form(of statement: SQL) -> SQL {
        guard self == .postgres, statement.text.hasSuffix(Self.ordered) else { return statement }
        return SQL(String(statement.text.dropLast(Self.ordered.count)), statement.values)
    }

    private static let ordered = " WITHOUT ROWID"

    /// Whether a column of bytes holds these.
    func find(_ bytes: [UInt8], in column: SQL) -> SQL {
        switch self {
        case .sqlite: "instr(\(column), \(bytes)) > 0"
        case .postgres: "position(\(bytes) IN \(column)) > 0"
        }
    }
}
