package import Casework

/// Where a list by deadline goes on: after this deadline and, among equals, after this case.
package struct DeadlineCursor: Sendable, Equatable {
    /// nil: among the cases without a deadline, which come last.
    package let due: Timestamp?
    package let id: Int64

    package init(due: Timestamp?, id: Int64) {
        self.due = due
        self.id = id
    }

    package init(_ entry: CaseFile) { self.init(due: entry.file.waitingClock?.due, id: entry.id) }
}

extension DeadlineCursor: Comparable {
    package static func < (one: Self, other: Self) -> Bool {
        switch (one.due, other.due) {
        case (let mine?, let theirs?): (mine, one.id) < (theirs, other.id)
        case (nil, nil): one.id < other.id
        case (.some, nil): true
        case (nil, .some): false
        }
    }
}

extension CaseRegister {
    /// Cases under way, what is due soonest first, a page at a time by key.
    ///
    /// `isWanted` leaves out what the filter cannot tell; whoever asks for much that is left out waits longer. Unless it
    /// `isOpened`, a case is without its personal words: whoever sorts many and shows a few has those `opened`.
    package func byDeadline(
        _ filter: CaseFilter,
        after cursor: DeadlineCursor? = nil,
        limit: Int,
        isOpened: Bool = true,
        where isWanted: @escaping @Sendable (Case) -> Bool = { _ in true }
    ) async throws -> (items: [CaseFile], isMore: Bool) {
        try await books.read { [keys] connection in
            let columns = isOpened ? CaseFile.columns : CaseFile.publicColumns
            var found: [CaseFile] = []
            /// Reads on until the page is full, or there are no more.
            func read(_ query: (DeadlineCursor?) -> SQL, from start: DeadlineCursor?) throws {
                var cursor = start
                while found.count <= limit {
                    let rows = try connection.execute(query(cursor))
                    for row in rows {
                        var entry = try unopened(row)
                        cursor = DeadlineCursor(entry)
                        guard isWanted(entry.file) else { continue }
                        if isOpened { try entry.open(row, with: keys) }
                        found.append(entry)
                    }
                    if rows.count <= limit { break }
                }
            }
            let isAmongTheLast = cursor.map { $0.due == nil } ?? false
            let most = limit + 1
            if !isAmongTheLast {
                try read({ due(filter, after: $0, columns, most, in: connection.dialect) }, from: cursor)
            }
            try read(
                { withoutDeadline(filter, after: $0, columns, most) },
                from: isAmongTheLast ? cursor : nil
            )
            return (Array(found.prefix(limit)), found.count > limit)
        }
    }

    /// Reads the personal words of cases that were found without them.
    package func opened(_ entries: [CaseFile]) async throws -> [CaseFile] {
        guard !entries.isEmpty else { return [] }
        return try await books.read { [keys] connection in
            let rows = try connection.execute(
                """
                SELECT c.id, c.case_key, \(CaseFile.sealed) FROM cases c
                WHERE c.id IN (\(SQL.list(entries.map(\.id))))
                """
            )
            var places: [Int64: Int] = [:]
            for (place, row) in rows.enumerated() { places[try row.integer("id")] = place }
            return try entries.map { entry in
                var entry = entry
                if let place = places[entry.id] { try entry.open(rows[place], with: keys) }
                return entry
            }
        }
    }

    // Two queries, so that an index gives the order of each: what has a deadline, then what has none.

    func due(
        _ filter: CaseFilter,
        after cursor: DeadlineCursor?,
        _ columns: SQL,
        _ most: Int,
        in dialect: Dialect
    ) -> SQL {
        let order: SQL = "ORDER BY c.waiting_due_at, c.id LIMIT \(most)"
        var later: SQL = "c.waiting_due_at IS NOT NULL"
        if let cursor, let due = cursor.due { later = "(c.waiting_due_at, c.id) > (\(due), \(cursor.id))" }
        func soonest(_ columns: SQL, _ filter: CaseFilter) -> SQL {
            """
            SELECT \(columns) FROM cases c WHERE \(conditions(filter)) AND c.ended_at IS NULL AND \(later) \(order)
            """
        }
        // An index has the order within one stage; of several, PostgreSQL would read and sort all that stands there.
        guard dialect == .postgres, filter.stages.count > 1, filter.unit == nil else {
            return soonest(columns, filter)
        }
        let ofEach = filter.stages.map { stage in
            var one = filter
            one.stages = [stage]
            return soonest("c.id", one)
        }
        return first(of: ofEach, columns, order)
    }

    func withoutDeadline(
        _ filter: CaseFilter,
        after cursor: DeadlineCursor?,
        _ columns: SQL,
        _ most: Int
    ) -> SQL {
        let newer: SQL = cursor.map { "AND c.id > \($0.id)" } ?? ""
        return """
            SELECT \(columns) FROM cases c
            WHERE \(conditions(filter)) AND c.waiting_due_at IS NULL \(newer) ORDER BY c.id LIMIT \(most)
            """
    }
}
