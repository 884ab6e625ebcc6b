import Logging
import Synchronization

@testable import Storage

/// Books that tell of every statement that is sent to them how the database goes about it.
final class SentStatements: Sendable {
    struct Sent: Sendable {
        let text: String
        let plan: String
    }

    private let sent = Mutex<[Sent]>([])

    /// All statements are slow enough to be logged with their plans.
    func books() throws -> TestBooks {
        let logger = Logger(label: "statements") { _ in Listener(statements: self) }
        // PostgreSQL would read small tables whole.
        return try TestBooks(
            measures: BookMeasures(logger: logger, slow: .zero),
            settings: ["enable_seqscan%3Doff"]
        )
    }

    /// What was asked of the cases, or of what belongs to them, while `work` was done.
    func during(_ books: TestBooks, _ work: () async throws -> Void) async throws -> [Sent] {
        sent.withLock { $0 = [] }
        try await work()
        let tables = ["cases", "case_events", "case_units", "clock_segments"]
        return sent.withLock { $0 }.filter { sent in
            tables.contains { sent.text.contains("FROM " + $0) }
        }
    }

    fileprivate func hear(_ metadata: Logger.Metadata?) {
        guard let text = metadata?["statement"], let plan = metadata?["plan"] else { return }
        sent.withLock { $0.append(Sent(text: "\(text)", plan: "\(plan)")) }
    }
}

extension SentStatements.Sent {
    /// Whether some table of cases is read from its one end to the other.
    var readsAll: Bool {
        // The newest of all is at the end of an index.
        if text.hasSuffix("FROM cases ORDER BY id DESC LIMIT 1") { return false }
        // SQLite says SCAN, by an index or not: only those of what is under way are short.
        let steps = plan.split(separator: ";").map { $0.trimmingPrefix { $0 == " " } }
        return steps.contains { step in
            if step.contains("Seq Scan on case") { return true }
            guard step.hasPrefix("SCAN") else { return false }
            return !step.contains("cases_live") && !step.contains("cases_of_stage") && step != "SCAN found"
        }
    }
}

private struct Listener: LogHandler {
    let statements: SentStatements
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    init(statements: SentStatements) { self.statements = statements }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { statements.hear(event.metadata) }
}
