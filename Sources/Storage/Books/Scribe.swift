package import Logging
private import NIOCore
import ServiceLifecycle
private import Synchronization

/// Writes everything, many bodies to a transaction.
///
/// Bodies that wait while a commit is under way run together in the next one; each caller is answered only after the
/// commit that holds its work is on disk. A body reads and decides first, then writes; if one throws after writing, the
/// batch is undone and run again one body at a time, so a body captures nothing that changes. The Scribe runs in its own
/// task: a caller who leaves cancels nobody's work.
package final class Scribe: Service {
    private struct State {
        var waiting: [Job] = []
        var isStopped = false
    }

    private let books: Books
    private let journal: Journal
    private let logger: Logger
    private let state = Mutex(State())
    private let rings: AsyncStream<Void>
    private let ringer: AsyncStream<Void>.Continuation
    /// How many bodies each batch held, by size.
    private let sizes = Mutex<[Int: Int]>([:])

    package init(_ books: Books, journal: Journal, logger: Logger) {
        self.books = books
        self.journal = journal
        self.logger = logger
        (rings, ringer) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Runs `body` in the next transaction, and answers after its commit.
    @discardableResult
    package func write<Value: Sendable>(_ body: @escaping @Sendable (Batch) throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(body, continuation)
            let isStopped = state.withLock { state in
                if !state.isStopped { state.waiting.append(job) }
                return state.isStopped
            }
            if isStopped { return continuation.resume(throwing: ScribeError.stopped) }
            ringer.yield()
        }
    }

    /// Batches so far, by how many bodies they held.
    package var batchSizes: [Int: Int] { sizes.withLock { $0 } }

    /// How many batches there were.
    package var batches: Int { sizes.withLock { $0.values.reduce(0, +) } }

    /// How many bodies wait to be written.
    package var waiting: Int { state.withLock { $0.waiting.count } }

    /// Takes nothing more in; `run` ends when what was taken in is written.
    package func finish() { ringer.finish() }

    /// Works until the server stops, and then finishes what was taken in.
    package func run() async throws {
        await withGracefulShutdownHandler {
            for await _ in rings { await writeWaiting() }
        } onGracefulShutdown: {
            self.finish()
        }
        await writeWaiting()
        state.withLock { $0.isStopped = true }
        await writeWaiting()
    }

    private func writeWaiting() async {
        while true {
            let jobs = state.withLock { state in
                let jobs = Array(state.waiting.prefix(Self.mostBodies))
                state.waiting.removeFirst(jobs.count)
                return jobs
            }
            if jobs.isEmpty { return }
            var rest = jobs[...]
            while !rest.isEmpty {
                let done = await write(rest)
                rest = rest.dropFirst(done)
            }
        }
    }

    private static let mostBodies = 64
    private static let mostWork = Duration.milliseconds(20)

    /// Writes a batch and answers its callers; returns how many bodies it took.
    private func write(_ jobs: ArraySlice<Job>) async -> Int {
        do {
            let taken = try await books.write { connection in
                let batch = Batch(connection)
                let started = ContinuousClock.now
                var taken = 0
                for job in jobs {
                    if taken > 0, ContinuousClock.now - started > Self.mostWork { break }
                    let before = batch.mark
                    if let error = job.run(batch), batch.mark != before {
                        // A line that is lost is opened anew by the books, and the whole batch written again.
                        throw (error as? StorageError)?.isLoss == true ? error : SpoiltBatch()
                    }
                    taken += 1
                }
                do {
                    try batch.finish()
                    try connection.settle()
                } catch let error as StorageError where jobs.count > 1 && !error.concernsAll {
                    // Something that was sent is refused: alone, each finds out whether it was theirs.
                    throw SpoiltBatch()
                }
                return taken
            }
            // Counted before anybody is answered: who then asks for what is kept until the next batch gets their own.
            sizes.withLock { $0[taken, default: 0] += 1 }
            for job in jobs.prefix(taken) { job.answer() }
            books.measures.bodies.add(Double(taken))
            books.measures.hasWritten()
            journal.ring()
            return taken
        } catch is SpoiltBatch where jobs.count > 1 {
            for job in jobs { _ = await write([job]) }
            return jobs.count
        } catch {
            if !(error is SpoiltBatch), (error as? StorageError)?.concernsAll != true {
                // What concerns all is logged once for all.
                logger.error("a batch of \(jobs.count) was not written: \(error)")
            }
            for job in jobs { job.answer(error) }
            return jobs.count
        }
    }
}

/// A body threw after it had written: nothing of its transaction may stay.
private struct SpoiltBatch: Error {}

package enum ScribeError: Error { case stopped }

/// One caller's body, and what it gave.
private final class Job: Sendable {
    private let body: @Sendable (Batch) -> Outcome
    private let outcome = Mutex<Outcome?>(nil)

    /// What came out of a body, with the way to tell its caller.
    private struct Outcome: Sendable {
        let thrown: (any Error)?
        let answer: @Sendable ((any Error)?) -> Void
    }

    private let unanswered: @Sendable (any Error) -> Void

    init<Value: Sendable>(
        _ body: @escaping @Sendable (Batch) throws -> Value,
        _ continuation: CheckedContinuation<Value, any Error>
    ) {
        unanswered = { continuation.resume(throwing: $0) }
        self.body = { batch in
            let result = Result { try body(batch) }
            let thrown: (any Error)? = if case .failure(let error) = result { error } else { nil }
            return Outcome(thrown: thrown) { error in
                if let error, thrown == nil {
                    continuation.resume(throwing: error)
                } else {
                    continuation.resume(with: result)
                }
            }
        }
    }

    /// Gives what the body threw, if it did.
    func run(_ batch: Batch) -> (any Error)? {
        let result = body(batch)
        outcome.withLock { $0 = result }
        return result.thrown
    }

    /// Tells the caller what came out; `error` if the transaction did not hold.
    func answer(_ error: (any Error)? = nil) {
        if let outcome = outcome.withLock({ $0 }) {
            outcome.answer(error)
        } else {
            unanswered(error ?? ScribeError.stopped)
        }
    }
}
