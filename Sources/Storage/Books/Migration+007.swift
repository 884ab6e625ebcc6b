extension Migration {
    /// When and where a photograph was taken, as its camera says, and which side of the work it shows.
    static let field = Migration(
        number: 7,
        name: "field",
        statements: [
            "ALTER TABLE attachments ADD COLUMN taken_at BIGINT",
            "ALTER TABLE attachments ADD COLUMN lon DOUBLE PRECISION",
            "ALTER TABLE attachments ADD COLUMN lat DOUBLE PRECISION",
            "ALTER TABLE attachments ADD COLUMN shows TEXT CHECK (shows IN ('before', 'after'))",
        ]
    )
}
