private import CLibPQ

/// A connection to PostgreSQL by libpq.
///
/// Its calls block: it is used on threads of the database's own, by one at a time.
final class PostgresConnection: Connection, @unchecked Sendable {
    let handle: OpaquePointer
    /// Statements that the server has prepared, by their text.
    var prepared: [String: String] = [:]
    /// Of which types the columns are that rows were loaded into, by the query that tells them: none ever changes.
    var columnTypes: [String: [UInt32]] = [:]
    private var warnings: [String] = []
    /// The server has said that it ends this session.
    var isEnding = false
    var changes = 0
    /// How many statements were sent whose answers have not been taken in.
    var pending = 0
    private let measures: BookMeasures

    private static let mostPrepared = 400

    /// Opens a connection; a URL with several hosts leads to the one that can be written to.
    init(url: String, measures: BookMeasures = BookMeasures()) throws(StorageError) {
        self.measures = measures
        let settings = [
            ("application_name", "huiyin"), ("client_encoding", "UTF8"), ("connect_timeout", "5"),
            ("tcp_user_timeout", "10000"), ("keepalives_idle", "10"), ("target_session_attrs", "read-write"),
            // Last, so that what the URL says itself has precedence.
            ("dbname", url),
        ]
        let opened = withCStrings(settings.map(\.0) + [nil]) { names in
            withCStrings(settings.map(\.1) + [nil]) { PQconnectdbParams(names, $0, 1) }
        }
        guard let opened else { throw .lost("no memory for a connection") }
        handle = opened
        PQsetNoticeReceiver(
            handle,
            { connection, result in
                guard let connection, let result else { return }
                Unmanaged<PostgresConnection>.fromOpaque(connection).takeUnretainedValue().hear(result)
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
        try prepareSession()
    }

    deinit { PQfinish(handle) }

    var dialect: Dialect { .postgres }

    /// Whether the line to the server is gone.
    var isLost: Bool { isEnding || PQstatus(handle) != CONNECTION_OK }

    /// Opens the line anew if it is gone; libpq tries every host of the URL.
    func reviveIfLost() throws(StorageError) {
        guard isLost else { return }
        PQreset(handle)
        isEnding = false
        prepared = [:]
        pending = 0
        try prepareSession()
    }

    private func prepareSession() throws(StorageError) {
        guard !isLost else { throw .lost(String(cString: PQerrorMessage(handle))) }
        try run("SET statement_timeout = 30000")
        try run("SET idle_in_transaction_session_timeout = 60000")
        // Whatever the server's default: what is answered for is on its disk.
        try run(
            """
            SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') = 'off'
            """
        )
    }

    private func hear(_ notice: OpaquePointer) {
        let severity = PQresultErrorField(notice, Int32(UInt8(ascii: "V"))).map { String(cString: $0) }
        guard severity == "WARNING" else { return }
        warnings.append(String(cString: PQresultErrorMessage(notice)))
        // A server that is shut down at once says so by a warning, and only then is the line gone.
        isEnding = isEnding || Self.endsSession(Self.state(of: notice))
    }

    /// What lets another thread ask the server to stop what this one waits for.
    func canceller() -> PostgresCanceller? { PQgetCancel(handle).map(PostgresCanceller.init) }
}

extension PostgresConnection {
    @discardableResult
    func execute(_ sql: SQL) throws(StorageError) -> [Row] {
        try settle()
        let started = ContinuousClock.now
        let name = try prepare(sql.text)
        let result = try PostgresValues(sql.values).withPointers {
            PQexecPrepared(handle, name, Int32($0.count), $0, nil, nil, 0)
        }
        defer { PQclear(result) }
        let rows = try answer(result)
        measures.note(sql, since: started) { try plan(of: name, values: sql.values.count) }
        return rows
    }

    /// How the server goes about a statement whatever its values are: so none of them stands in the plan.
    private func plan(of name: String, values count: Int) throws(StorageError) -> String {
        guard PQtransactionStatus(handle) == PQTRANS_INTRANS else { return "there is no transaction" }
        try run("SET LOCAL plan_cache_mode = force_generic_plan")
        let values = [String](repeating: "NULL", count: count).joined(separator: ", ")
        let result = PQexec(handle, "EXPLAIN EXECUTE \(name)" + (count == 0 ? "" : "(\(values))"))
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK else { throw fault(result) }
        let lines = try PostgresAnswer(result).rows.map { row throws(StorageError) in
            try row.text("QUERY PLAN").split(separator: " ", omittingEmptySubsequences: true).joined(
                separator: " "
            )
        }
        try run("SET LOCAL plan_cache_mode = auto")
        return lines.joined(separator: "; ")
    }

    func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try settle()
        let name = try prepare(sql.text)
        let isSent = try PostgresValues(sql.values).withPointers {
            PQsendQueryPrepared(handle, name, Int32($0.count), $0, nil, nil, 0)
        }
        guard isSent == 1, PQsetSingleRowMode(handle) == 1 else { throw fault(nil) }
        var thrown: (any Error)?
        // Everything is taken off the line, whatever happens: the next statement needs it.
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            if thrown != nil { continue }
            do { for row in try answer(result) { try body(row) } } catch { thrown = error }
        }
        if let thrown { throw thrown }
    }

    func answer(_ result: OpaquePointer?) throws(StorageError) -> [Row] {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK:
            changes += Int(String(cString: PQcmdTuples(result))) ?? 0
            return []
        case PGRES_SINGLE_TUPLE: return PostgresAnswer(result).rows
        case PGRES_TUPLES_OK:
            if PQcmdStatus(result).pointee != UInt8(ascii: "S") { changes += Int(PQntuples(result)) }
            return PostgresAnswer(result).rows
        default: throw fault(result)
        }
    }

    /// Runs statements without values, as they are.
    func run(_ text: String) throws(StorageError) {
        try settle()
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return
        default: throw fault(result)
        }
    }

    private func prepare(_ text: String) throws(StorageError) -> String {
        if let name = prepared[text] { return name }
        if prepared.count >= Self.mostPrepared {
            try run("DEALLOCATE ALL")
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        let result = PQprepare(handle, name, Self.numbered(text), 0, nil)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw fault(result) }
        prepared[text] = name
        return name
    }

    /// The text with `$1`, `$2`, … in place of its question marks; once for each statement.
    private static func numbered(_ text: String) -> String {
        let parts = text.split(separator: "?", omittingEmptySubsequences: false)
        return parts.dropFirst().enumerated().reduce(into: String(parts[0])) { numbered, part in
            numbered += "$\(part.offset + 1)" + part.element
        }
    }

    private static func state(of result: OpaquePointer?) -> String {
        PQresultErrorField(result, huiyin_pg_diag_sqlstate).map { String(cString: $0) } ?? ""
    }

    /// After a failed statement nothing of the transaction may be committed: that counts as a change.
    func fault(_ result: OpaquePointer?) -> StorageError {
        changes += 1
        let state = Self.state(of: result)
        isEnding = isEnding || Self.endsSession(state)
        let detail = String(cString: isLost ? PQerrorMessage(handle) : PQresultErrorMessage(result))
        let error = Self.error(state, isLost: isLost, detail)
        // A line that is lost is trouble only when patience has ended.
        if !isLost { measures.hasFailed(error) }
        return error
    }

    /// 57P0x: it is shut down, or has crashed; 08…: the line; 25006: it is a standby by now; 25P03: we were idle for too long.
    private static func endsSession(_ state: String) -> Bool {
        state.hasPrefix("57P0") || state.hasPrefix("08") || ["25006", "25P03"].contains(state)
    }

    private static func error(_ state: String, isLost: Bool, _ detail: String) -> StorageError {
        if isLost { return .lost(detail) }
        return switch state {
        case "23505": .alreadyExists(detail)
        // 57014: a statement was given its time, and did not end; nobody else calls off what writes.
        case "40001", "40P01", "55P03", "57014": .busy(detail)
        case "53100": .full(detail)
        case "XX001", "XX002": .damaged(detail)
        default: .failed(code: 0, "\(state) \(detail)")
        }
    }
}

extension PostgresConnection {
    /// Runs `body` in a transaction that sees one state of the books.
    func reading<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    /// Runs `body` in a transaction that writes, after those of every other server that writes into these books.
    func writing<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try transaction("BEGIN; SELECT pg_advisory_xact_lock(\(Self.writers))", body)
    }

    private func transaction<Value>(_ begin: String, _ body: (any Connection) throws -> Value) throws -> Value
    {
        do {
            try run(begin)
            let value = try body(self)
            try commit()
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    /// What those who write wait for: one lock for each schema.
    private static let writers = "12319, hashtext(current_schema())"

    /// Commits what was done.
    ///
    /// COMMIT is given all the time it takes, and a warning on it means that it does not hold as it should.
    private func commit() throws(StorageError) {
        try settle()
        guard PQtransactionStatus(handle) == PQTRANS_INTRANS else {
            throw isLost
                ? .lost(String(cString: PQerrorMessage(handle)))
                : .failed(code: 0, "a statement of the transaction has failed")
        }
        warnings = []
        try run("SET LOCAL statement_timeout = 0; COMMIT")
        if let warning = warnings.first {
            let words = "COMMIT was given, with a warning: \(warning)"
            throw isLost ? .lost(words) : .failed(code: 0, words)
        }
    }

    /// Undoes what is open; the line is closed if that does not succeed.
    private func rollBack() {
        // What went wrong among what was sent is what it is undone for.
        do { try settle() } catch {}
        if isLost || PQtransactionStatus(handle) == PQTRANS_IDLE { return }
        do { try run("ROLLBACK") } catch { isEnding = true }
    }
}

/// Asks a server to stop what a connection waits for.
final class PostgresCanceller: @unchecked Sendable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQfreeCancel(handle) }

    func cancel() {
        var said = [CChar](repeating: 0, count: 256)
        PQcancel(handle, &said, Int32(said.count))
    }
}
