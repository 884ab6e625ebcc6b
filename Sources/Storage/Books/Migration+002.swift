extension Migration {
    /// Lists that pages show again and again must not walk through all cases ever.
    static let lists = Migration(
        number: 2,
        name: "lists",
        statements: [
            "CREATE INDEX cases_pending ON cases (pending, id) WHERE pending IS NOT NULL",
            "CREATE INDEX cases_unrouted ON cases (unrouted, recorded_at) WHERE unrouted = 1 AND ended_at IS NULL",
            "CREATE INDEX cases_live_of_unit ON cases (unit, waiting_due_at) WHERE ended_at IS NULL",
        ]
    )
}
