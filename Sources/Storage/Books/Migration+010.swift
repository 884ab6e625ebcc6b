extension Migration {
    /// Who has which case open, where several servers share the books: each server tells of its own people, for a while.
    static let viewers = Migration(
        number: 10,
        name: "viewers",
        statements: [
            """
            CREATE TABLE viewings (
                server TEXT NOT NULL,
                number TEXT NOT NULL,
                person BIGINT NOT NULL,
                since_at BIGINT NOT NULL,
                until_at BIGINT NOT NULL,
                PRIMARY KEY (number, person, server)
            )
            """
        ]
    )
}
