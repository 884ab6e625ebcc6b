private import Foundation
private import NIOPosix
private import Synchronization

/// A PostgreSQL server, or the cluster that a URL with several hosts names.
///
/// libpq's calls block, so they run on threads of their own and never on Swift's: one thread for what writes, and as many as
/// there are connections for what reads. A line that is lost is opened anew, and what was under way is done again; only for
/// a COMMIT whose answer was lost the server is asked whether it happened.
final class PostgresDatabase: Database {
    private let url: String
    private let readers: NIOThreadPool
    private let writer: NIOThreadPool
    private let idle = Mutex<[PostgresConnection]>([])
    /// Used on the writer's one thread.
    private let writing: PostgresConnection

    /// How long a lost server is waited for, while it restarts or another one takes over.
    private static let patience = Duration.seconds(40)

    init(url: String, readers count: Int = 6) throws {
        self.url = url
        writing = try PostgresConnection(url: url)
        // Two servers may do so at once: the second waits, and finds everything done.
        try Self.write(on: writing) { try Migration.carryOut(on: $0) }
        readers = NIOThreadPool(numberOfThreads: count)
        writer = NIOThreadPool(numberOfThreads: 1)
        readers.start()
        writer.start()
    }

    deinit {
        readers.shutdownGracefully { _ in }
        writer.shutdownGracefully { _ in }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws
        -> Value
    {
        let ticket = PostgresTicket()
        return try await withTaskCancellationHandler {
            try await readers.runIfActive { [self] in
                let connection =
                    try idle.withLock { $0.popLast() } ?? untilReached { try PostgresConnection(url: url) }
                defer { idle.withLock { $0.append(connection) } }
                return try transaction(on: connection) {
                    try ticket.begin(connection.canceller())
                    defer { ticket.end() }
                    try connection.beginReading()
                    let value = try body(connection)
                    try connection.commit()
                    return value
                }
            }
        } onCancel: {
            ticket.cancel()
        }
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Value) async throws
        -> Value
    {
        try await writer.runIfActive { [self] in
            try transaction(on: writing) {
                let batch = Secret.token()
                try writing.beginWriting()
                let value = try body(writing)
                try writing.execute(
                    "INSERT INTO batches (id, at) VALUES (\(batch), CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT))"
                )
                do { try writing.commit() } catch StorageError.lost {
                    guard try transaction(on: writing, { try hasHappened(batch) }) else {
                        throw StorageError.lost("the line was lost before COMMIT")
                    }
                }
                return value
            }
        }
    }

    func writeNow<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try Self.write(on: PostgresConnection(url: url), body)
    }

    private static func write<Value>(
        on connection: PostgresConnection,
        _ body: (any Connection) throws -> Value
    ) throws -> Value {
        try connection.beginWriting()
        do {
            let value = try body(connection)
            try connection.commit()
            return value
        } catch {
            connection.rollBack()
            throw error
        }
    }

    func checkpoint() async throws {}  // the server has its own

    func close() throws {
        try readers.syncShutdownGracefully()
        try writer.syncShutdownGracefully()
    }

    /// Whether a batch was committed, asked after whoever was committing it has ended.
    private func hasHappened(_ batch: String) throws -> Bool {
        try writing.beginWriting()
        let found = try writing.execute("SELECT id FROM batches WHERE id = \(batch)")
        try writing.commit()
        return !found.isEmpty
    }

    /// Runs what may be run again, on a line that is opened anew when it is lost.
    private func transaction<Value>(on connection: PostgresConnection, _ body: () throws -> Value) throws
        -> Value
    {
        try untilReached {
            try connection.reviveIfLost()
            do { return try body() } catch {
                connection.rollBack()
                throw error
            }
        }
    }

    /// While the server cannot be reached, tries again until patience ends.
    private func untilReached<Value>(_ work: () throws -> Value) throws -> Value {
        let end = ContinuousClock.now + Self.patience
        while true {
            do { return try work() } catch StorageError.lost(let detail) {
                guard ContinuousClock.now < end else { throw StorageError.lost(detail) }
                // This thread is ours alone.
                usleep(100_000)
            }
        }
    }
}

/// A read that may be called off while it runs, and only then.
private final class PostgresTicket: Sendable {
    private enum State {
        case waiting
        case running(PostgresCanceller?)
        case ended
        case cancelled
    }

    private let state = Mutex(State.waiting)

    func begin(_ canceller: PostgresCanceller?) throws {
        try state.withLock { state in
            if case .cancelled = state { throw CancellationError() }
            state = .running(canceller)
        }
    }

    func end() { state.withLock { if case .running = $0 { $0 = .ended } } }

    func cancel() {
        state.withLock { state in
            if case .running(let canceller) = state { canceller?.cancel() }
            if case .ended = state { return }
            state = .cancelled
        }
    }
}
