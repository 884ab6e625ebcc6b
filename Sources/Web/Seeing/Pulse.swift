package import Casework
private import Foundation
package import Storage
private import Synchronization

/// Looks after the books once a second: whether they answer, what keeps them from being written, and the figures that
/// cost a look.
///
/// Whoever asks for health or metrics is told what was seen last: a database that does not answer holds up nobody.
package final class Pulse: Sendable {
    package struct Figures: Sendable {
        package var open: [String: Int] = [:]
        package var sessions = 0
        /// Positions that this server has not yet told its screens of.
        package var journalLag: Int64 = 0
        /// The oldest message for somebody outside that has not been sent.
        package var outboxOldest: Timestamp?
        package var nextDue: Timestamp?
        package var lastBackup: BackupLog.Entry?
        package var goodBackupAt: Timestamp?
    }

    private struct State {
        var figures = Figures()
        var seenAt: ContinuousClock.Instant?
        var lookBegan: ContinuousClock.Instant?
        var isStopping = false
    }

    private let books: Books
    private let scribe: Scribe
    private let journal: Journal
    private let state = Mutex(State())
    /// A look that takes longer than this means that the database does not answer.
    private static let patience = Duration.seconds(3)
    /// The figures cost a walk over all that is under way: they are read less often than the books are asked at all.
    private static let figuresAge = Duration.seconds(4)

    package init(books: Books, scribe: Scribe, journal: Journal) {
        self.books = books
        self.scribe = scribe
        self.journal = journal
    }

    package var figures: Figures { state.withLock { $0.figures } }

    /// How old they are; nil before the first look.
    package var age: Duration? { state.withLock { $0.seenAt }.map { ContinuousClock.now - $0 } }

    /// From now on no new work should be sent here.
    package func stop() { state.withLock { $0.isStopping = true } }

    /// Why no work should be sent here: a word for machines, and words; nil if all is well.
    package var reason: (code: String, words: String)? {
        let (isStopping, began) = state.withLock { ($0.isStopping, $0.lookBegan) }
        if isStopping { return ("stopping", "服务正在停止。") }
        if let trouble = books.measures.trouble { return (trouble.code, Problem(trouble).message) }
        if let began, ContinuousClock.now - began > Self.patience {
            return ("database_silent", "数据库没有应答。")
        }
        return nil
    }

    /// Begins a look unless one is under way.
    package func beat() {
        let begins = state.withLock { state in
            guard state.lookBegan == nil else { return false }
            state.lookBegan = .now
            return true
        }
        guard begins else { return }
        Task {
            // Why it failed is told by the books' own measures.
            try? await look()
            state.withLock { $0.lookBegan = nil }
        }
    }

    package func look() async throws {
        // Trouble ends when something can be written again; without visitors nobody else would find that out.
        if books.measures.trouble != nil {
            try await scribe.write { batch in
                try batch.execute(
                    """
                    INSERT INTO counters (name, value) VALUES ('pulse', 1)
                    ON CONFLICT (name) DO UPDATE SET value = counters.value + 1
                    """
                )
            }
        }
        if let age, age < Self.figuresAge {
            try await books.read { try $0.execute("SELECT 1 AS one") }
            return
        }
        let told = journal.position
        let figures = try await books.read { try Self.figures($0, told: told) }
        state.withLock { state in
            state.figures = figures
            state.seenAt = .now
        }
    }

    private static func figures(_ connection: any Connection, told: Int64) throws -> Figures {
        var figures = Figures()
        for row in try connection.execute(
            "SELECT stage, COUNT(*) AS n FROM cases WHERE ended_at IS NULL GROUP BY stage"
        ) {
            figures.open[try row.text("stage")] = Int(try row.integer("n"))
        }
        figures.sessions = Int(
            try connection.execute("SELECT COUNT(*) AS n FROM sessions").first?.integer("n") ?? 0
        )
        let position = try connection.execute("SELECT value FROM counters WHERE name = 'journal'").first
        figures.journalLag = max(0, (try position?.integer("value") ?? 0) - told)
        figures.nextDue = try connection.execute(
            "SELECT MIN(next_at) AS at FROM cases WHERE next_at IS NOT NULL"
        ).first?.optionalInteger("at").map(Timestamp.init(milliseconds:))
        figures.lastBackup = try BackupLog.latest(1, in: connection).first
        figures.goodBackupAt = try BackupLog.newestGood(in: connection)
        figures.outboxOldest = try Outbox.oldestUnsent(in: connection)
        return figures
    }
}
