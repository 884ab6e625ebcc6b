import Testing

@testable import Casework

@Suite("The table of moves")
struct MovesTableTests {
    @Test("the code knows the moves of the table, in its order, and no others")
    func sameMoves() {
        #expect(Tables.rows("workflow_moves").count == 103)
        #expect(Tables.rows("own_moves").count == 1)
        #expect(Move.all.map(\.id) == Tables.moves.map { $0[cell: "id"] })
    }

    @Test("every event has a move, and every event of a move is one of the table's")
    func sameEvents() {
        #expect(Set(Tables.moves.map { $0[cell: "event"] }) == Set(EventName.allCases.map(\.rawValue)))
    }

    @Test("a move leads from the stage of its row to the stage of its row", arguments: Tables.moves)
    func sameStages(_ row: Tables.Row) throws {
        let move = try #require(Move.row(row))
        #expect(move.event.rawValue == row["event"])
        #expect(move.fromWord == row["from"])
        #expect((move.to?.rawValue ?? "=") == row["to"])
    }

    @Test("an event means one move at most in every stage")
    func oneMove() {
        for stage in CaseStage.allCases {
            let events = Move.from(stage).map(\.event)
            #expect(events.count == Set(events).count)
            #expect(Move.from(stage).allSatisfy { Move.of($0.event, from: stage) == $0 })
        }
    }

    @Test(
        "of final stages only those of their own rows lead on",
        arguments: CaseStage.allCases.filter(\.isFinal)
    )
    func finalStages(_ stage: CaseStage) {
        let rows = Tables.moves.filter { $0["from"] == stage.rawValue }.map { $0[cell: "id"] }
        #expect(Move.from(stage).map(\.id) == rows)
    }
}

extension Move {
    static func row(_ row: Tables.Row) -> Move? { all.first { $0.id == row["id"] } }

    var fromWord: String {
        switch from {
        case .stage(let stage): stage.rawValue
        case .live: "live"
        }
    }
}
