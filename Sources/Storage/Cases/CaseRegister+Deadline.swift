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
    /// `isWanted` leaves out what the filter cannot tell; whoever asks for much that is left out waits longer.
    package func byDeadline(
        _ filter: CaseFilter,
        after cursor: DeadlineCursor? = nil,
        limit: Int,
        where isWanted: @escaping @Sendable (Case) -> Bool = { _ in true }
    ) async throws -> (items: [CaseFile], isMore: Bool) {
        try await books.read { [keys] connection in
            var found: [CaseFile] = []
            var cursor = cursor
            for query in Part.allCases where query == .without || cursor?.due != nil || cursor == nil {
                while found.count <= limit {
                    let rows = try connection.execute(
                        "\(query.sql(self, filter, after: cursor)) LIMIT \(limit + 1)"
                    )
                    let entries = try rows.map { row in
                        try CaseFile(row, key: try row.optionalText("case_key").map(keys.caseKey))
                    }
                    found += entries.filter { isWanted($0.file) }
                    guard entries.count > limit, let last = entries.last else { break }
                    cursor = DeadlineCursor(last)
                }
                if query == .with { cursor = nil }
            }
            return (Array(found.prefix(limit)), found.count > limit)
        }
    }

    /// How many there are, up to `most`, of those that the filter cannot tell apart by itself.
    ///
    /// Reads the public part only: nothing is unsealed to be counted.
    package func count(
        _ filter: CaseFilter,
        most: Int,
        where isWanted: @escaping @Sendable (Case) -> Bool
    ) async throws -> Int {
        let conditions = conditions(filter)
        return try await books.read { connection in
            let rows = try connection.execute(
                "SELECT c.number, c.state FROM cases c WHERE \(conditions) LIMIT \(most)"
            )
            return try rows.count { row in
                let state = try CompactJSON.read(CaseState.self, from: try row.text("state"))
                let file = Case(number: try row.text("number"), state: state, personal: Personal())
                return isWanted(file)
            }
        }
    }
}

/// An index gives the order of each: what has a deadline, then what has none.
private enum Part: CaseIterable {
    case with, without

    func sql(_ register: CaseRegister, _ filter: CaseFilter, after cursor: DeadlineCursor?) -> SQL {
        var filter = filter
        filter.byDeadline = true
        let parts = register.queries(filter, after: nil, since: cursor)
        return self == .with ? parts[0] : parts[1]
    }
}
