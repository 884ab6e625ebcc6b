extension Migration {
    /// What ended today is asked for all day long.
    static let endings = Migration(
        number: 3,
        name: "endings",
        statements: ["CREATE INDEX cases_ended ON cases (ended_at) WHERE ended_at IS NOT NULL"]
    )
}
