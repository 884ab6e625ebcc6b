package import Casework

extension CaseRegister {
    /// The histories of several cases, read together: a list of cards must not ask for each by itself.
    package func histories(of numbers: [Case.Number]) async throws -> [Case.Number: [CaseEvent]] {
        guard !numbers.isEmpty else { return [:] }
        return try await books.read { [keys] connection in
            let rows = try connection.execute(
                """
                SELECT c.number, c.case_key, e.seq, e.at, e.person, e.kind, e.body, e.private, e.hash
                FROM cases c JOIN case_events e ON e.case_id = c.id
                WHERE c.number IN (\(SQL.list(numbers))) ORDER BY e.case_id, e.seq
                """
            )
            var known: [Case.Number: CaseKey] = [:]
            return try rows.reduce(into: [:]) { found, row in
                let number = try row.text("number")
                if known[number] == nil { known[number] = row.optionalBytes("case_key").map(keys.caseKey) }
                found[number, default: []].append(try event(StoredEvent(row), key: known[number]))
            }
        }
    }

    /// Cases that were given an order or a card since `start`, the latest first.
    package func supervised(since start: Timestamp, limit: Int) async throws -> [CaseFile] {
        try await books.read { connection in
            // The kinds stand here as words: only so the index that holds nothing else is found.
            let rows = try connection.execute(
                """
                SELECT \(CaseFile.columns)
                FROM (SELECT e.case_id, MAX(e.at) AS at FROM case_events e
                    WHERE e.kind IN ('supervise', 'card') AND e.at >= \(start) GROUP BY e.case_id) AS told
                JOIN cases c ON c.id = told.case_id ORDER BY told.at DESC, c.id DESC LIMIT \(limit)
                """
            )
            return try rows.map(file)
        }
    }
}
