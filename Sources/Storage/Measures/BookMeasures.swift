package import Logging
private import Synchronization

/// What the books know of their own work: how long it takes, what was slow, and what keeps them from writing.
package final class BookMeasures: Sendable {
    package let logger: Logger
    /// Statements that take longer are logged with their plan; nil logs none.
    package let slow: Duration?
    /// Transactions, waiting for a connection included.
    package let reading = Histogram.ofSeconds()
    package let writing = Histogram.ofSeconds()
    /// Bodies a batch.
    package let bodies = Histogram([1, 2, 4, 8, 16, 32, 64])
    private let state = Mutex(State())

    private struct State {
        var slowStatements = 0
        var trouble: StorageError?
    }

    package init(logger: Logger = Logger(label: "huiyin.books"), slow: Duration? = nil) {
        self.logger = logger
        self.slow = slow
    }

    package var slowStatements: Int { state.withLock { $0.slowStatements } }

    /// What keeps the books from being written or trusted; nil while all is well.
    package var trouble: StorageError? { state.withLock { $0.trouble } }

    /// Runs `work` and notes how long it took.
    func time<Value>(_ histogram: Histogram, _ work: () async throws -> Value) async rethrows -> Value {
        let started = ContinuousClock.now
        defer { histogram.add(ContinuousClock.now - started) }
        return try await work()
    }

    /// After a statement: if it was slow, logs its text, which holds no values, and the plan that `explain` gives.
    func note(_ sql: SQL, since started: ContinuousClock.Instant, explain: () throws -> String) {
        guard let slow else { return }
        let took = ContinuousClock.now - started
        guard took >= slow else { return }
        state.withLock { $0.slowStatements += 1 }
        let plan: String
        do { plan = try explain() } catch { plan = "cannot be told: \(error)" }
        logger.warning(
            "a slow statement",
            metadata: [
                "took_ms": "\(Int(took.seconds * 1000))", "plan": "\(plan)",
                "statement": "\(sql.text.split(whereSeparator: \.isWhitespace).joined(separator: " "))",
            ]
        )
    }

    /// A statement or commit has failed; only what concerns all that follows is trouble.
    func hasFailed(_ error: StorageError) {
        guard error.concernsAll else { return }
        let isNew = state.withLock { state in
            // Damage stays until somebody has looked.
            if state.trouble?.isDamage == true { return false }
            defer { state.trouble = error }
            return state.trouble?.code != error.code
        }
        if isNew { logger.error("the books cannot be written: \(error)") }
    }

    /// A batch is on disk.
    func hasWritten() {
        let had = state.withLock { state in
            guard let trouble = state.trouble, !trouble.isDamage else { return false }
            state.trouble = nil
            return true
        }
        if had { logger.notice("the books are written again") }
    }
}
