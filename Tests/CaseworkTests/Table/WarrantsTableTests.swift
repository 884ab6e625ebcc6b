import Testing

@testable import Casework

@Suite("The table's column of permissions")
struct WarrantsTableTests {
    @Test("a move asks for the permission of its row", arguments: Tables.moves)
    func sameWarrant(_ row: Tables.Row) throws {
        let move = try #require(Move.row(row))
        #expect(move.warrant == warrant(row[cell: "permission"]))
    }

    @Test("every wording occurs in the table")
    func noIdleWording() {
        let words = Set(Tables.moves.map { $0[cell: "permission"] })
        #expect(warrants.keys.filter { !words.contains($0) } == [])
    }
}

/// The table's words for who may, where they are more than one permission's name.
private let warrants: [String: Warrant] = [
    "case.record, or the source's own token": .recordOrSource,
    "case.record; from 12345: case.decline": .recordOrDecline,
    "system": .system,
    "case.sign of the unit, or case.actForUnit": .ofUnit(.sign),
    "case.handle of the unit, or case.actForUnit": .ofUnit(.handle),
    "unit.manage": .unitManager,
    "case.approveExtension (second one: case.approveSecondExtension)": .approveExtension,
    "system when the date comes; case.handle of the unit; case.dispatch": .resume,
    "case.redo (second time: case.redoAgain)": .redo,
    "case.acceptDissatisfied (after two redos: case.redoAgain)": .acceptDissatisfied,
    "case.void; one's own undispatched case within 10 minutes: case.record": .void,
]

private func warrant(_ words: String) -> Warrant? {
    warrants[words] ?? Permission(rawValue: words).map(Warrant.holding)
}
