extension Migration {
    /// Whom a complaint is about, so that no list shows it to that person.
    static let complaints = Migration(
        number: 17,
        name: "complaints",
        statements: [
            "ALTER TABLE cases ADD COLUMN complained_of BIGINT",
            "CREATE INDEX cases_complained_of ON cases (complained_of) WHERE complained_of IS NOT NULL",
        ]
    )
}
