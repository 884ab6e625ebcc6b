import Casework
import Testing

@testable import Storage

@Suite struct DueMovesTests {
    @Test("nothing is due before its instant; then the system signs, and cards follow in their order")
    func sweep() async throws {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        let sign = try #require(try await test.cases.find(number)?.file.state.clocks[.sign]).due
        #expect(try await test.cases.nextDueInstant() == sign)
        #expect(
            try await test.cases.sweep(at: Timestamp(milliseconds: sign.milliseconds - 1), under: rules) == 0
        )
        var names: [EventName] = []
        while let due = try await test.cases.nextDueInstant() {
            #expect(try await test.cases.sweep(at: due, under: rules) == 1)
            let (_, history) = try #require(try await test.cases.open(number))
            names = history.map(\.name)
        }
        #expect(names == [.quickDispatch, .autoSign, .card, .card])
        let file = try #require(try await test.cases.find(number)).file
        #expect(file.stage == .handling)
        #expect(file.state.lateMarks == [.sign])
        #expect(file.state.wasOverdue)
        #expect(try await test.verification().run().findings.isEmpty)
    }
}
