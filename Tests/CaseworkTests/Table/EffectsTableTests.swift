import Testing

@testable import Casework

@Suite("The table's column of effects")
struct EffectsTableTests {
    @Test("a move has the effects of its row, in its words and order", arguments: Tables.moves)
    func sameEffects(_ row: Tables.Row) throws {
        let move = try #require(Move.row(row))
        #expect(move.effects.map(\.rawValue) == words(row))
    }

    @Test("every effect of the code stands in the table")
    func noIdleEffect() {
        #expect(Set(Effect.allCases.map(\.rawValue)) == Set(Tables.moves.flatMap(words)))
    }

    private func words(_ row: Tables.Row) -> [String] {
        row[cell: "effects"].parts(at: ";").flatMap { $0.parts(at: ",") }
    }
}
