import Casework

extension Migration {
    /// Whose word a case waits for, told by its row alone: no list has to read a case to leave it out.
    ///
    /// It goes by `Case.awaitedWord` of today; once a release has it, a word that is to mean something else gets a new name.
    static let awaited = Migration(
        number: 18,
        name: "awaited",
        statements: [
            "DROP INDEX cases_pending",
            "CREATE INDEX cases_pending ON cases (pending, waiting_due_at, id, ended_at) WHERE pending IS NOT NULL",
            "DROP INDEX cases_of_stage",
            """
            CREATE INDEX cases_of_stage ON cases (stage, waiting_due_at, id, ended_at, pending)
                WHERE ended_at IS NULL
            """,
        ],
        rewriting: { connection in
            let rows = try connection.execute(
                """
                SELECT id, state FROM cases
                WHERE pending IS NOT NULL OR (stage = 'calling_back' AND ended_at IS NULL)
                """
            )
            for row in rows {
                let state = try CaseState(stored: row.bytes("state"))
                let word = Case(number: "", state: state, personal: Personal()).awaitedWord
                try connection.execute(
                    "UPDATE cases SET pending = \(word?.rawValue) WHERE id = \(try row.integer("id"))"
                )
            }
        }
    )
}
