extension Migration {
    /// What is due soonest, of all that is under way.
    static let deadlines = Migration(
        number: 4,
        name: "deadlines",
        statements: ["CREATE INDEX cases_by_deadline ON cases (waiting_due_at, id) WHERE ended_at IS NULL"]
    )
}
