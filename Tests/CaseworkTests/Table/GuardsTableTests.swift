import Testing

@testable import Casework

@Suite("The table's column of guards")
struct GuardsTableTests {
    @Test("a move asks the conditions of its row, and no others", arguments: Tables.moves)
    func sameGuards(_ row: Tables.Row) throws {
        let move = try #require(Move.row(row))
        let clauses = clauses(of: row)
        for clause in clauses { #expect(guardWords[clause] != nil, "\(clause)") }
        let asked = Set(
            clauses.flatMap { guardWords[$0] ?? [] } + notes(of: row).flatMap { guardNotes[$0] ?? [] }
        )
        #expect(
            asked.sorted { $0.rawValue < $1.rawValue } == move.guards.sorted { $0.rawValue < $1.rawValue }
        )
    }

    @Test("every wording occurs in the table")
    func noIdleWording() {
        let clauses = Set(Tables.moves.flatMap(clauses))
        let notes = Set(Tables.moves.flatMap(notes))
        #expect(guardWords.keys.filter { !clauses.contains($0) } == [])
        #expect(guardNotes.keys.filter { !notes.contains($0) } == [])
    }

    @Test("every condition of the code stands in the table")
    func noIdleGuard() {
        let worded = Set(guardWords.values.joined()).union(guardNotes.values.joined())
        #expect(Set(Guard.allCases).subtracting(worded) == [])
    }
}

/// The clauses of a row's guard, those it takes over from another row included.
private func clauses(of row: Tables.Row) -> [String] {
    row[cell: "guard"].parts(at: ";").flatMap { clause -> [String] in
        switch clause {
        case "as submit": Tables.moves.filter { $0["id"] == "M02" }.flatMap(clauses)
        case "as from draft":
            Tables.moves.filter { $0["from"] == "draft" && $0["event"] == row["event"] }.flatMap(clauses)
        default: [clause]
        }
    }
}

private func notes(of row: Tables.Row) -> [String] {
    row[cell: "fields"].parts(at: ",") + [row[cell: "permission"]]
}
