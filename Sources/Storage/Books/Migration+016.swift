extension Migration {
    /// What lists need, however many cases have ended.
    ///
    /// Indexes of what is under way tell all that a list asks for; what has ended is found by the index of words, by unit
    /// and topic too, and by the ids that a day's cases have.
    static let reading = Migration(number: 16, name: "reading", statements: days + assisted + underWay)

    private static let days: [SQL] = [
        """
        CREATE TABLE case_days (
            day TEXT PRIMARY KEY,
            first_id BIGINT NOT NULL,
            last_id BIGINT NOT NULL
        ) WITHOUT ROWID
        """,
        // It told the same by blocks, and later.
        "DROP TABLE search_blocks",
    ]

    /// Cases under way in which one unit assists another: few, and looked through by each unit's page.
    private static let assisted: [SQL] = [
        "ALTER TABLE cases ADD COLUMN assisted BIGINT",
        "CREATE INDEX cases_assisted ON cases (assisted, id) WHERE assisted = 1",
    ]

    // ended_at is NULL in all of them: SQLite 3.40 would fetch every row to see it again.
    private static let underWay: [SQL] = [
        "DROP INDEX cases_of_unit",
        "DROP INDEX cases_of_topic",
        "DROP INDEX cases_of_stage",
        "CREATE INDEX cases_of_stage ON cases (stage, waiting_due_at, id, ended_at) WHERE ended_at IS NULL",
        "DROP INDEX cases_live_of_unit",
        """
        CREATE INDEX cases_live_of_unit ON cases (unit, waiting_due_at, id, stage, ended_at)
            WHERE ended_at IS NULL
        """,
        "CREATE INDEX cases_live_of_topic ON cases (topic, waiting_due_at, id, ended_at) WHERE ended_at IS NULL",
        "DROP INDEX cases_by_deadline",
        """
        CREATE INDEX cases_by_deadline ON cases (waiting_due_at, id, ended_at, due_at, area, district)
            WHERE ended_at IS NULL
        """,
        """
        CREATE INDEX cases_live ON cases
            (id, ended_at, stage, unit, topic, area, district, waiting_due_at, due_at)
            WHERE ended_at IS NULL
        """,
        "DROP INDEX cases_unrouted",
        """
        CREATE INDEX cases_unrouted ON cases (unrouted, recorded_at, id, ended_at)
            WHERE unrouted = 1 AND ended_at IS NULL
        """,
        "DROP INDEX cases_overdue",
        "CREATE INDEX cases_overdue ON cases (due_at, district, id) WHERE due_at IS NOT NULL",
    ]
}
