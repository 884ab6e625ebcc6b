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
    private let writersLine: PostgresConnection

    private let measures: BookMeasures
    /// How long a lost server is waited for, while it restarts or another one takes over.
    private let patience: Duration
    /// Since when it cannot be reached: whoever comes later than patience ends is told so at once.
    private let lostSince = Mutex<ContinuousClock.Instant?>(nil)

    init(
        url: String,
        readers count: Int = 6,
        patience: Duration = .seconds(40),
        measures: BookMeasures = BookMeasures()
    ) throws {
        self.url = url
        self.patience = patience
        self.measures = measures
        writersLine = try PostgresConnection(url: url, measures: measures)
        // Two servers may do so at once: the second waits, and finds everything done.
        try writersLine.writing { try Migration.carryOut(on: $0) }
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
                    try idle.withLock { $0.popLast() }
                    ?? untilReached {
                        try PostgresConnection(url: url, measures: measures)
                    }
                defer { idle.withLock { $0.append(connection) } }
                return try untilReached {
                    try connection.reviveIfLost()
                    try ticket.begin(connection.canceller())
                    defer { ticket.end() }
                    return try connection.reading(body)
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
            try untilReached {
                try writersLine.reviveIfLost()
                let mark = Secret.token()
                var done: Value?
                do {
                    return try writersLine.writing { connection in
                        let value = try body(connection)
                        try connection.send(
                            "INSERT INTO batches (id, at) VALUES (\(mark), CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT))"
                        )
                        done = value
                        return value
                    }
                } catch StorageError.lost(let detail) {
                    // Only what had left its mark can have been committed.
                    guard let done, try hasHappened(mark) else { throw StorageError.lost(detail) }
                    return done
                }
            }
        }
    }

    func writeNow<Value>(_ body: (any Connection) throws -> Value) throws -> Value {
        try PostgresConnection(url: url).writing(body)
    }

    func checkpoint() async throws {}  // the server has its own

    /// Otherwise it plans as if the tables were empty, until its own housekeeping comes by.
    ///
    /// On a line of its own and outside the queue of those who write: it may take a while, and keeps nobody waiting.
    func survey() async throws {
        try await readers.runIfActive { [url] in
            let line = try PostgresConnection(url: url)
            try line.run("SET statement_timeout = 0")
            try line.run("ANALYZE " + BookCopy.tables.joined(separator: ", "))
        }
    }

    func close() throws {
        try readers.syncShutdownGracefully()
        try writer.syncShutdownGracefully()
    }

    /// Whether a transaction was committed, asked after whoever was committing it has ended.
    ///
    /// The mark is written once more: its COMMIT waits, as that one should have, until a standby that is waited for has both.
    private func hasHappened(_ mark: String) throws -> Bool {
        try untilReached {
            try writersLine.reviveIfLost()
            return try writersLine.writing {
                try !$0.execute("UPDATE batches SET at = at WHERE id = \(mark) RETURNING id").isEmpty
            }
        }
    }

    /// While the server cannot be reached, tries again until patience ends.
    private func untilReached<Value>(_ work: () throws -> Value) throws -> Value {
        while true {
            do {
                let value = try work()
                lostSince.withLock { $0 = nil }
                return value
            } catch StorageError.lost(let detail) {
                let now = ContinuousClock.now
                let since = lostSince.withLock { since in
                    since = since ?? now
                    return since ?? now
                }
                guard now < since + patience else {
                    measures.hasFailed(.lost(detail))
                    throw StorageError.lost(detail)
                }
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
