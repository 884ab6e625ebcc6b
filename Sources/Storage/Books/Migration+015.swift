extension Migration {
    /// Changes of the city's tables that hold from a day to come.
    static let plans = Migration(
        number: 15,
        name: "plans",
        statements: [
            """
            CREATE TABLE city_plans (
                id BIGINT PRIMARY KEY,
                holds_from BIGINT NOT NULL,
                made_at BIGINT NOT NULL,
                person BIGINT NOT NULL,
                title TEXT NOT NULL,
                note TEXT NOT NULL,
                changes TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'withdrawn', 'failed')),
                ended_at BIGINT,
                ended_by BIGINT,
                remark TEXT NOT NULL,
                version BIGINT,
                CHECK ((state = 'waiting') = (ended_at IS NULL)),
                CHECK ((state = 'taken') = (version IS NOT NULL))
            )
            """,
            "CREATE INDEX city_plans_waiting ON city_plans (holds_from, id) WHERE state = 'waiting'",
        ]
    )
}
