extension Migration {
    /// What those need who keep the books: seals of days, what has been taken away by rule, copies made at night.
    static let keeping = Migration(
        number: 12,
        name: "keeping",
        statements: [
            """
            CREATE INDEX outbox_unsent ON outbox (at)
                WHERE sent_at IS NULL AND (recipient = 'caller' OR (recipient >= 'body:' AND recipient < 'body;'))
            """,
            """
            CREATE TABLE day_seals (
                number BIGINT PRIMARY KEY,
                day TEXT NOT NULL,
                at BIGINT NOT NULL,
                position BIGINT NOT NULL,
                heads TEXT NOT NULL,
                hash TEXT NOT NULL
            )
            """,
            // Up to which record the audit has been taken away, and the hash that the rest goes on from.
            "CREATE TABLE audit_trims (upto BIGINT PRIMARY KEY, at BIGINT NOT NULL, hash TEXT NOT NULL, mark TEXT NOT NULL)",
            // Callers who have asked to be forgotten and still have cases under way.
            """
            CREATE TABLE forgettings (
                caller_key BYTEA PRIMARY KEY,
                asked_at BIGINT NOT NULL,
                asked_by BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE backups (
                id BIGINT PRIMARY KEY,
                day TEXT NOT NULL,
                began_at BIGINT NOT NULL,
                ended_at BIGINT,
                file TEXT NOT NULL,
                bytes BIGINT,
                problem TEXT
            )
            """,
        ]
    )
}
