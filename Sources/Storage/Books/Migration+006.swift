extension Migration {
    /// What all at the desk must know for a while, and who recorded what today.
    static let desk = Migration(
        number: 6,
        name: "desk",
        statements: [
            """
            CREATE TABLE notices (
                id BIGINT PRIMARY KEY,
                kind TEXT NOT NULL,
                sealed TEXT NOT NULL,
                until_at BIGINT NOT NULL,
                made_by BIGINT NOT NULL,
                made_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX notices_current ON notices (until_at)",
            "CREATE INDEX cases_recorded ON cases (recorded_by, recorded_at)",
        ]
    )
}
