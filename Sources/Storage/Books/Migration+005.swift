extension Migration {
    /// What somebody has asked to be reminded of, and lists of the queue that somebody keeps under a name.
    static let queue = Migration(
        number: 5,
        name: "queue",
        statements: [
            """
            CREATE TABLE reminders (
                id BIGINT PRIMARY KEY,
                person BIGINT NOT NULL,
                number TEXT,
                sealed TEXT NOT NULL,
                due_at BIGINT NOT NULL,
                made_at BIGINT NOT NULL,
                done_at BIGINT
            )
            """,
            "CREATE INDEX reminders_of_person ON reminders (person, due_at) WHERE done_at IS NULL",
            """
            CREATE TABLE saved_views (
                id BIGINT PRIMARY KEY,
                person BIGINT NOT NULL,
                name TEXT NOT NULL,
                sealed TEXT NOT NULL,
                shared BIGINT NOT NULL,
                UNIQUE (person, name)
            )
            """,
            "CREATE INDEX saved_views_shared ON saved_views (id) WHERE shared = 1",
            """
            CREATE INDEX case_events_of_supervision ON case_events (at, case_id)
                WHERE kind IN ('supervise', 'card')
            """,
            "CREATE INDEX cases_of_topic ON cases (topic, id)",
        ]
    )
}
