package import Foundation
private import GRDB

/// The hotline's books: one SQLite file, one writer, many readers.
///
/// One server per file: a lock file says so to a second one.
package final class Books: Sendable {
    private let pool: DatabasePool
    /// A connection of its own: moving the log must not keep the writer.
    private let checkpoints: DatabaseQueue
    private let lock: FileLock?
    package let folder: URL

    /// Opens the books under `folder`, making them if there are none, and brings them up to date.
    package init(folder: URL, exclusively: Bool) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        lock = exclusively ? try FileLock(folder.appending(path: "server.lock")) : nil
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 5
        configuration.prepareDatabase { database in
            // A checkpoint inside a commit would make that commit slow: the checkpoint has its own moment.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 20000")
            try database.execute(sql: "PRAGMA cache_size = -64000")
        }
        let path = folder.appending(path: "huiyin.sqlite").path
        pool = try DatabasePool(path: path, configuration: configuration)
        checkpoints = try DatabaseQueue(path: path, configuration: configuration)
        // The pool sets NORMAL after preparing its writer, which would answer before the disk has it.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try pool.write { try Migration.carryOut(on: Connection($0)) }
    }

    @discardableResult
    package func read<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws
        -> Value
    {
        try await pool.read { try body(Connection($0)) }
    }

    /// One transaction of its own; what serves people goes through the Scribe.
    @discardableResult
    func write<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws
        -> Value
    {
        try await pool.write { try body(Connection($0)) }
    }

    /// What the writer's `PRAGMA synchronous` reads: 2 is FULL.
    package func synchronousOfWriter() async throws -> Int {
        try await pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// Moves what the write-ahead log holds into the file, as far as no reader needs it.
    package func checkpoint() async throws {
        _ = try await checkpoints.writeWithoutTransaction { try $0.checkpoint(.passive) }
    }

    /// A consistent copy in one file, while others go on writing.
    package func backUp(to file: URL) throws {
        let copy = try DatabaseQueue(path: file.path)
        try pool.backup(to: copy)
        try copy.close()
    }

    package func close() throws {
        try checkpoints.close()
        try pool.close()
    }
}

/// A file held by one process.
private final class FileLock: Sendable {
    private let descriptor: Int32

    init(_ file: URL) throws {
        descriptor = open(file.path, O_RDWR | O_CREAT, 0o600)
        guard descriptor >= 0 else { throw BooksError.unwritable(file.path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            _ = Foundation.close(descriptor)
            throw BooksError.inUse(file.deletingLastPathComponent().path)
        }
    }

    deinit { _ = Foundation.close(descriptor) }
}

package enum BooksError: Error, CustomStringConvertible {
    case inUse(String)
    case unwritable(String)
    case newer(Int, known: Int)

    package var description: String {
        switch self {
        case .inUse(let folder):
            "another huiyin serves \(folder); stop it first, or name another folder with --data"
        case .newer(let found, let known):
            "these books are of a newer program (step \(found), this one knows \(known)); run that one, or restore a backup"
        case .unwritable(let path): "cannot write \(path); check the folder's owner and permissions"
        }
    }
}
