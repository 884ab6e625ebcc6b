package import Foundation

/// The hotline's books: in one SQLite file under the folder, or on a PostgreSQL server.
///
/// The folder holds keys and photographs in either case. One server per SQLite file: a lock file says so to a second one.
/// Several servers may share a PostgreSQL database.
package final class Books: Sendable {
    let database: any Database
    private let lock: FileLock?
    package let folder: URL
    package let measures: BookMeasures

    /// Opens the books under `folder`, or at a PostgreSQL URL, making them if there are none, and brings them up to date.
    ///
    /// A database server that is lost is waited for as long as `patience` says.
    package init(
        folder: URL,
        database url: String? = nil,
        exclusively: Bool,
        isExamined: Bool = true,
        patience: Duration = .seconds(40),
        measures: BookMeasures = BookMeasures()
    ) throws {
        self.folder = folder
        self.measures = measures
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if let url {
            lock = nil
            database = try PostgresDatabase(url: url, patience: patience, measures: measures)
        } else {
            lock = exclusively ? try FileLock(folder.appending(path: "server.lock")) : nil
            database = try SQLiteDatabase(
                file: folder.appending(path: "huiyin.sqlite"),
                measures: measures,
                isExamined: isExamined
            )
        }
    }

    /// Whether other servers may write into the same books.
    package var areShared: Bool { database is PostgresDatabase }

    @discardableResult
    package func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value)
        async throws -> Value
    {
        try await measures.time(measures.reading) { try await database.read(body) }
    }

    /// One transaction of its own; what serves people goes through the Scribe.
    @discardableResult
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws
        -> Value
    {
        try await measures.time(measures.writing) { try await database.write(body) }
    }

    package func checkpoint() async throws { try await database.checkpoint() }

    /// To be called after more rows were added than people add in days.
    package func survey() async throws { try await database.survey() }

    /// A consistent copy in one SQLite file, while others go on writing.
    package func backUp(to file: URL) async throws {
        if let database = database as? SQLiteDatabase { return try await database.backUp(to: file) }
        let copy = try SQLiteDatabase(file: file)
        try await read { source in
            // All of a table may take longer than any statement that somebody waits for.
            try source.execute("SET LOCAL statement_timeout = 0")
            try copy.writeNow { try BookCopy.copy(from: source, to: $0) }
        }
        try copy.close()
    }

    /// A copy that `backUp` wrote, to be looked at.
    init(copy file: URL) throws {
        folder = file.deletingLastPathComponent()
        measures = BookMeasures()
        lock = nil
        database = try SQLiteDatabase(file: file)
    }

    /// Fills these books, which are empty, from a copy that `backUp` wrote; the file stays as it is.
    package func restore(from file: URL) async throws {
        // Opening brings older books up to date: that is done to a copy.
        let working = folder.appending(path: "restoring.sqlite")
        defer { for end in ["", "-wal", "-shm"] { unlink(working.path + end) } }
        try FileManager.default.copyItem(at: file, to: working)
        let source = try SQLiteDatabase(file: working)
        if let database = database as? SQLiteDatabase {
            try await database.read { try BookCopy.requireEmpty($0) }
            try source.backUp(to: database)
        } else {
            try await source.read { [database] source in
                try database.writeNow { try BookCopy.copy(from: source, to: $0) }
            }
            // All of it is there by now: a database that was not surveyed plans worse for a while, no more.
            try? await survey()
        }
        try source.close()
    }

    /// What is wrong with the pages of the embedded file; a database server looks after its own.
    func examine() throws -> [String] { try (database as? SQLiteDatabase)?.examine() ?? [] }

    package func close() throws { try database.close() }
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
    case notEmpty
    case newer(Int, known: Int)
    /// Made before the first release, in a form that no released program reads.
    case unreleased
    case damaged(file: String, [String])

    package var description: String {
        switch self {
        case .inUse(let folder):
            "another huiyin serves \(folder); stop it first, or name another folder with --data"
        case .newer(let found, let known):
            "these books are of a newer program (step \(found), this one knows \(known)); run that one, or restore a backup"
        case .unreleased:
            "these books were made by a program before the first release, whose rows later ones do not read; begin with an empty folder"
        case .damaged(let file, let lines):
            """
            the books in \(file) are damaged, and are not opened: \(lines.joined(separator: "; ")). \
            Keep the file as it is; restore the latest backup into an empty folder: put keys/ and attachments/ there, \
            `huiyin restore BACKUP --data FOLDER`, and serve from FOLDER. `huiyin verify` names what is lost
            """
        case .notEmpty: "there is something in these books already; restore into empty ones"
        case .unwritable(let path): "cannot write \(path); check the folder's owner and permissions"
        }
    }
}
