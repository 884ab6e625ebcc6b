extension Migration {
    /// Second factors, why sessions ended, what people were before, and a searchable audit.
    static let identity = Migration(
        number: 9,
        name: "identity",
        statements: [
            """
            CREATE TABLE second_factors (
                person BIGINT PRIMARY KEY,
                sealed TEXT NOT NULL,
                made_at BIGINT NOT NULL,
                last_step BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE recovery_codes (
                person BIGINT NOT NULL,
                mark TEXT NOT NULL,
                used_at BIGINT,
                PRIMARY KEY (person, mark)
            )
            """,
            """
            CREATE TABLE ended_sessions (
                token TEXT PRIMARY KEY,
                at BIGINT NOT NULL,
                why TEXT NOT NULL,
                address TEXT NOT NULL
            )
            """,
            "CREATE INDEX ended_sessions_by_time ON ended_sessions (at)",
            """
            CREATE TABLE person_versions (
                person BIGINT NOT NULL,
                version BIGINT NOT NULL,
                at BIGINT NOT NULL,
                changed_by BIGINT NOT NULL,
                note TEXT NOT NULL,
                name TEXT NOT NULL,
                roles TEXT NOT NULL,
                team TEXT,
                unit TEXT,
                sources TEXT NOT NULL,
                active BIGINT NOT NULL,
                PRIMARY KEY (person, version)
            )
            """,
            "CREATE INDEX audit_of_person ON audit (person, id)",
            "CREATE INDEX audit_of_object ON audit (object, id)",
            "CREATE INDEX audit_by_time ON audit (at)",
        ]
    )
}
