extension Migration {
    /// What units have done, by month.
    static let months = Migration(
        number: 14,
        name: "months",
        statements: [
            """
            CREATE TABLE unit_months (
                month TEXT NOT NULL,
                unit TEXT NOT NULL,
                name TEXT NOT NULL,
                value BIGINT NOT NULL,
                PRIMARY KEY (month, unit, name)
            )
            """
        ]
    )
}
