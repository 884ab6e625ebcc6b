package import Casework

/// Takes away what is kept for a time only: the bell's old positions, keys of requests done, looks that have
/// ended, why a session ended, reminders long crossed off.
package struct Housekeeping: Sendable {
    private let scribe: Scribe
    private static let day = 86_400

    package init(scribe: Scribe) { self.scribe = scribe }

    /// The journal is kept seven days, keys of requests one, a look for its minute, marks of transactions a day, a
    /// reminder a month after it was done.
    package func tidy(at now: Timestamp, realNow: Timestamp) async throws {
        try await scribe.write { batch in
            // What no seal has taken in yet stays, whatever its age.
            try batch.execute(
                """
                DELETE FROM journal WHERE at < \(now + -7 * Self.day)
                    AND position <= COALESCE((SELECT MAX(position) FROM day_seals), position)
                """
            )
            try batch.execute("DELETE FROM idempotency WHERE at < \(now + -Self.day)")
            // They are of the database server's clock, not of a demonstration's.
            try batch.execute("DELETE FROM batches WHERE at < \(realNow + -Self.day)")
            try batch.execute("DELETE FROM reveals WHERE until < \(now)")
            try batch.execute("DELETE FROM notices WHERE until_at < \(now + -30 * Self.day)")
            try batch.execute("DELETE FROM ended_sessions WHERE at < \(now + -2 * Self.day)")
            try batch.execute("DELETE FROM reminders WHERE done_at < \(now + -30 * Self.day)")
        }
    }
}
