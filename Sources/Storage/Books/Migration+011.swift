extension Migration {
    /// How far the reading of old books has come, so that it goes on where it was stopped.
    static let imports = Migration(
        number: 11,
        name: "imports",
        statements: [
            """
            CREATE TABLE imports (
                id TEXT PRIMARY KEY,
                file TEXT NOT NULL,
                begun_at BIGINT NOT NULL,
                rows_total BIGINT NOT NULL,
                first_id BIGINT NOT NULL,
                rows_done BIGINT NOT NULL,
                bytes_done BIGINT NOT NULL,
                lines_done BIGINT NOT NULL,
                recorded BIGINT NOT NULL,
                rejected BIGINT NOT NULL,
                reject_bytes BIGINT NOT NULL,
                ended_at BIGINT
            )
            """
        ]
    )
}
