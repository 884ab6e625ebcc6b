package import Casework

/// What somebody has recorded in a day.
package struct RecordedToday: Sendable, Equatable {
    package let recorded: Int
    /// Of them, settled by an answer at once.
    package let answered: Int
    /// Of them, with a unit.
    package let dispatched: Int
}

extension CaseRegister {
    package func recorded(by person: Person, since: Timestamp) async throws -> RecordedToday {
        try await books.read { connection in
            let row = try connection.execute(
                """
                SELECT COUNT(*) AS recorded, COUNT(unit) AS dispatched,
                    COUNT(CASE WHEN stage = 'answered' THEN 1 END) AS answered
                FROM cases WHERE recorded_by = \(person.id) AND recorded_at >= \(since)
                """
            ).first
            return RecordedToday(
                recorded: Int(try row?.integer("recorded") ?? 0),
                answered: Int(try row?.integer("answered") ?? 0),
                dispatched: Int(try row?.integer("dispatched") ?? 0)
            )
        }
    }
}
