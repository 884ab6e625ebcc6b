package import Casework

/// The figures that screens show, kept as they change.
package struct TallyBook: Sendable {
    let books: Books

    package init(books: Books) { self.books = books }

    /// By district (nil: 未定位) the figures of `day`, and those of now.
    package func figures(of day: LocalDay) async throws -> [Area.Code?: [Tally.Name: Int]] {
        let rows = try await books.read { connection in
            try connection.execute(
                "SELECT district, name, value FROM tallies WHERE day IN (\(day.description), '')"
            )
        }
        var figures: [Area.Code?: [Tally.Name: Int]] = [:]
        for row in rows {
            guard let name = Tally.Name(rawValue: try row.text("name")) else { continue }
            let district = try row.text("district")
            figures[district.isEmpty ? nil : district, default: [:]][name] = Int(try row.integer("value"))
        }
        return figures
    }

    /// By district, how many cases are overdue in their handling at `now`.
    package func overdue(at now: Timestamp) async throws -> [Area.Code?: Int] {
        let rows = try await books.read { connection in
            try connection.execute(
                """
                SELECT district, COUNT(*) AS n FROM cases
                WHERE due_at IS NOT NULL AND due_at < \(now) GROUP BY district
                """
            )
        }
        return try rows.reduce(into: [:]) { $0[$1.optionalText("district")] = Int(try $1.integer("n")) }
    }

    /// By unit, the figures of the month that `day` is in.
    package func month(of day: LocalDay) async throws -> [Unit.ID: [Tally.Name: Int]] {
        let rows = try await books.read { connection in
            try connection.execute("SELECT unit, name, value FROM unit_months WHERE month = \(day.month)")
        }
        return try rows.reduce(into: [:]) { figures, row in
            guard let name = Tally.Name(rawValue: try row.text("name")) else { return }
            figures[try row.text("unit"), default: [:]][name] = Int(try row.integer("value"))
        }
    }
}

extension LocalDay {
    /// `2018-09`.
    package var month: String { String(description.prefix(7)) }
}
