extension Migration {
    /// What several servers on one database need.
    static let servers = Migration(
        number: 8,
        name: "servers",
        statements: [
            // A transaction leaves its mark, so that one can ask after a lost line whether its COMMIT happened.
            "CREATE TABLE batches (id TEXT PRIMARY KEY, at BIGINT NOT NULL)",
            // Work that one of them does for all.
            "CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until BIGINT NOT NULL)",
            // By what the books know the key file that belongs to them.
            "CREATE TABLE key_marks (mark TEXT PRIMARY KEY)",
        ]
    )
}
