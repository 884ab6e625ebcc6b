extension Migration {
    /// Which cases are of a kind that few are of: a list of them must not look through all the others.
    static let kinds = Migration(
        number: 19,
        name: "kinds",
        statements: [
            // Its condition stands in `CaseFilter.isOfRareKind` too: only so the database finds the index.
            "CREATE INDEX cases_of_rare_kind ON cases (kind, id) WHERE kind IN ('suggestion', 'praise', 'invalid')"
        ]
    )
}
