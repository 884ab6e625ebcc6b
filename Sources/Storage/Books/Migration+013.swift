extension Migration {
    /// Which cases hold which word: docs/decisions/blind-search.md.
    static let search = Migration(
        number: 13,
        name: "search",
        statements: [
            """
            CREATE TABLE search_words (
                block BIGINT NOT NULL,
                word BIGINT NOT NULL,
                places BYTEA NOT NULL,
                PRIMARY KEY (block, word)
            )
            """,
            // When the cases of a block were recorded, so that a search within dates leaves out whole blocks.
            """
            CREATE TABLE search_blocks (
                block BIGINT PRIMARY KEY,
                first_day TEXT NOT NULL,
                last_day TEXT NOT NULL
            )
            """,
            // Cases that are indexed and whose words or units have changed since.
            "CREATE TABLE search_changes (case_id BIGINT PRIMARY KEY)",
        ]
    )
}
