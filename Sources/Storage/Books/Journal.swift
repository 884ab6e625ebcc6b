package import Logging
import ServiceLifecycle
private import Synchronization

/// The bell of the live screens: which topics changed, in order, and nothing of what changed.
///
/// One reader per server reads the new entries once per ring and keeps the latest in memory; each stream wakes and goes
/// on from its own position.
package final class Journal: Service {
    package struct Entry: Sendable, Equatable {
        package let position: Int64
        package let topic: String
    }

    private struct State {
        var entries: [Entry] = []
        /// The position before the oldest entry in memory.
        var floor: Int64 = 0
        var bells: [Int: AsyncStream<Void>.Continuation] = [:]
        var lastBell = 0
    }

    private let books: Books
    private let logger: Logger
    private let state = Mutex(State())
    private let rings: AsyncStream<Void>
    private let ringer: AsyncStream<Void>.Continuation
    private static let kept = 4096

    package init(_ books: Books, logger: Logger) {
        self.books = books
        self.logger = logger
        (rings, ringer) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Says that a batch has been committed.
    package func ring() { ringer.yield() }

    /// Reads after every ring, gathered for a tenth of a second, until the server stops.
    package func run() async throws {
        var position =
            try await books.read { try $0.execute("SELECT value FROM counters WHERE name = 'journal'") }
            .first?.integer("value") ?? 0
        state.withLock { [position] in $0.floor = position }
        let polling = books.areShared ? pollForOthers() : nil
        defer { polling?.cancel() }
        await withGracefulShutdownHandler {
            for await _ in rings {
                do { position = try await readOn(from: position) } catch {
                    logger.error("the journal could not be read: \(error)")
                }
                try? await Task.sleep(for: .milliseconds(100))  // cancelled: the loop ends by itself
            }
        } onGracefulShutdown: {
            self.ringer.finish()
        }
        for bell in state.withLock({ $0.bells.values.map { $0 } }) { bell.finish() }
    }

    /// Other servers write into the same books: looks five times a second whether they did.
    private func pollForOthers() -> Task<Void, Never> {
        Task { [ringer] in
            while !Task.isCancelled {
                ringer.yield()
                try? await Task.sleep(for: .milliseconds(200))  // cancelled: the loop ends
            }
        }
    }

    /// The topics that changed after `position`, and the position to go on from; nil if that is too long ago to tell.
    package func changes(after position: Int64) -> (topics: Set<String>, position: Int64)? {
        state.withLock { state in
            guard position >= state.floor else { return nil }
            let news = state.entries.drop { $0.position <= position }
            return (Set(news.map(\.topic)), news.last?.position ?? position)
        }
    }

    /// Whether `topic` has changed after `position`, or may have.
    package func tells(of topic: String, after position: Int64) -> Bool {
        changes(after: position)?.topics.contains(topic) ?? true
    }

    /// Where the journal stands now.
    package var position: Int64 { state.withLock { $0.entries.last?.position ?? $0.floor } }

    /// Hangs up a bell that rings after every change until it is taken down.
    package func hangBell() -> Bell {
        let (rings, ringer) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.lastBell += 1
            state.bells[state.lastBell] = ringer
            return state.lastBell
        }
        ringer.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.bells.removeValue(forKey: id) }
        }
        return Bell(rings: rings, ringer: ringer)
    }

    package var bellCount: Int { state.withLock { $0.bells.count } }

    /// Rings every bell, news or not: so that a silent line is noticed.
    package func ringAll() {
        for bell in state.withLock({ $0.bells.values.map { $0 } }) { bell.yield() }
    }

    private func readOn(from position: Int64) async throws -> Int64 {
        let rows = try await books.read {
            try $0.execute(
                "SELECT position, topic FROM journal WHERE position > \(position) ORDER BY position LIMIT 5000"
            )
        }
        let entries = try rows.map {
            Entry(position: try $0.integer("position"), topic: try $0.text("topic"))
        }
        guard let last = entries.last else { return position }
        state.withLock { state in
            state.entries += entries
            guard state.entries.count > Self.kept else { return }
            state.floor = state.entries[state.entries.count - Self.kept - 1].position
            state.entries.removeFirst(state.entries.count - Self.kept)
        }
        ringAll()
        return last.position
    }
}

package struct Bell: Sendable {
    package let rings: AsyncStream<Void>
    fileprivate let ringer: AsyncStream<Void>.Continuation

    /// Ends the rings, once and for all.
    package func takeDown() { ringer.finish() }

    package func ring() { ringer.yield() }
}
