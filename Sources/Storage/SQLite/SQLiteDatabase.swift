private import CLibSQLite
import Foundation
private import GRDB

/// The embedded database: one file, one writer, many readers.
final class SQLiteDatabase: Database {
    private let pool: DatabasePool
    /// A connection of its own: moving the log must not keep the writer.
    private let checkpoints: DatabaseQueue
    private let measures: BookMeasures

    /// Opens the file, making it if there is none.
    ///
    /// - Parameters:
    ///   - file: where it is.
    ///   - measures: what it notes its own work in.
    ///   - isExamined: whether a damaged file is refused.
    /// - Throws: `BooksError.damaged`, or what keeps it from being opened.
    convenience init(file: URL, measures: BookMeasures = BookMeasures(), isExamined: Bool = false) throws {
        do { try self.init(opening: file, measures) } catch let error as DatabaseError {
            throw StorageError(error)
        }
        if isExamined { try Examination(pool: pool, file: file).run() }
    }

    /// Nobody asks how much memory SQLite holds, and uncounted no allocation takes a lock; before the first connection.
    private static let countsNoMemory = huiyin_sqlite_counts_no_memory() == SQLITE_OK

    private init(opening file: URL, _ measures: BookMeasures) throws {
        _ = Self.countsNoMemory
        self.measures = measures
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 5
        configuration.prepareDatabase { database in
            // Before there are tables. A case and its first event are 1.3 kB each: two of them to a page of 4 kB would leave a
            // third of it empty.
            try database.execute(sql: "PRAGMA page_size = 8192")
            // A checkpoint inside a commit would make that commit slow: the checkpoint has its own moment.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 20000")
            // The system keeps the file's pages for all connections together; each has but the upper ones of its own.
            try database.execute(sql: "PRAGMA cache_size = -8000")
            // Where a case's key or somebody's words stood, nothing of them stays.
            try database.execute(sql: "PRAGMA secure_delete = FAST")
        }
        pool = try DatabasePool(path: file.path, configuration: configuration)
        checkpoints = try DatabaseQueue(path: file.path, configuration: configuration)
        // The pool sets NORMAL after preparing its writer, which would answer before the disk has it.
        try pool.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA synchronous = FULL")
            try $0.execute(sql: "PRAGMA cache_size = -64000")
        }
        try pool.write { try Migration.carryOut(on: SQLiteConnection($0, measures)) }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws
        -> Value
    {
        do {
            return try await pool.read { [measures] in try body(SQLiteConnection($0, measures)) }
        } catch let error as DatabaseError {
            throw heard(error)
        }
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws
        -> Value
    {
        let value: Value
        do {
            value = try await pool.write { [measures] in try body(SQLiteConnection($0, measures)) }
        } catch let error as DatabaseError {
            throw heard(error)
        }
        try requireDisk()
        return value
    }

    /// A file system that has turned read-only says of a sync that went nowhere that it went well: ext4 does.
    private func requireDisk() throws {
        var told = statvfs()
        guard statvfs(pool.path, &told) == 0, told.f_flag & UInt(ST_RDONLY) != 0 else { return }
        let fault = StorageError.unwritable("the file system is read-only")
        measures.hasFailed(fault)
        throw fault
    }

    /// Of the transaction's begin or end: whatever a body meets is a StorageError already.
    private func heard(_ error: DatabaseError) -> StorageError {
        let fault = StorageError(error)
        measures.hasFailed(fault)
        return fault
    }

    func writeNow<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try pool.write { try body(SQLiteConnection($0, measures)) }
    }

    /// What the writer's `PRAGMA synchronous` reads: 2 is FULL.
    func synchronousOfWriter() async throws -> Int {
        try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// Moves what the write-ahead log holds into the file, as far as no reader needs it.
    func checkpoint() async throws {
        _ = try await checkpoints.writeWithoutTransaction { try $0.checkpoint(.passive) }
    }

    /// Its plans rest on the indexes alone.
    func survey() async throws {}

    /// A consistent copy in one file, while others go on writing.
    ///
    /// It takes as long as the file is long: on a thread of its own.
    func backUp(to file: URL) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread { [pool] in
                done.resume(
                    with: Result {
                        let copy = try DatabaseQueue(path: file.path)
                        try pool.backup(to: copy)
                        try copy.close()
                    }.mapError { ($0 as? DatabaseError).map(StorageError.init) ?? $0 }
                )
            }
        }
    }

    /// The same into a database that is open: its pages, not its rows one by one.
    func backUp(to other: SQLiteDatabase) throws { try pool.backup(to: other.pool) }

    /// What is wrong with the file's pages, by the words of SQLite; nil while nothing is.
    func examine() throws -> [String] { try Examination(pool: pool, file: nil).all() }

    func close() throws {
        try checkpoints.close()
        try pool.close()
    }
}
