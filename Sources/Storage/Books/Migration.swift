/// One step of the schema, never edited once a release has it.
struct Migration: Sendable {
    let number: Int
    let name: String
    let statements: [SQL]
    /// Works out anew what rows hold, where SQL cannot.
    var rewriting: @Sendable (any Connection) throws -> Void = { _ in }

    static let all: [Migration] = [
        .books, .lists, .endings, .deadlines, .queue, .desk, .field, .servers, .identity, .viewers, .imports,
        .keeping, .search, .months, .plans, .reading, .complaints, .awaited, .kinds,
    ]

    /// Carries out the steps that are missing, in one transaction.
    static func carryOut(on connection: any Connection) throws {
        try connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)"
        )
        var done: Set<Int64> = []
        for row in try connection.execute("SELECT number, name FROM schema_migrations") {
            let (number, name) = (try row.integer("number"), try row.text("name"))
            if let ours = all.first(where: { $0.number == number }), ours.name != name {
                throw BooksError.unreleased
            }
            done.insert(number)
        }
        if let newer = done.max(), newer > Int64(newest) { throw BooksError.newer(Int(newer), known: newest) }
        // Some steps read every case.
        if connection.dialect == .postgres { try connection.execute("SET LOCAL statement_timeout = 0") }
        for migration in all where !done.contains(Int64(migration.number)) {
            for statement in migration.statements {
                try connection.execute(connection.dialect.form(of: statement))
            }
            try migration.rewriting(connection)
            try connection.execute(
                "INSERT INTO schema_migrations (number, name) VALUES (\(migration.number), \(migration.name))"
            )
        }
    }

    /// The number of the newest step.
    static var newest: Int { all.map(\.number).max() ?? 0 }
}
