import Casework
import Foundation
import Testing

@testable import Storage

@Suite struct DaySealTests {
    private let wednesday = rules.time.day(of: morning)

    /// Two cases of a Wednesday, sealed after midnight, and what `verify` says after a hand has been at the books.
    private func sealed(_ tampering: [String]) async throws -> [String] {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        try await test.give(.sign, to: number, by: member(of: "U060"))
        try await test.give(.arrive, to: number, by: member(of: "U060"))
        try await test.recordLamp()
        let seals = DaySeals(books: test.books, scribe: test.scribe, keys: test.keys)
        let midnight = instant("2019-04-04T00:00:01")
        #expect(try await seals.seal(before: rules.time.day(of: midnight), at: midnight) == 1)
        #expect(try await test.verification().run().findings.isEmpty)
        try await test.books.write { connection in
            for statement in tampering { try connection.execute(SQL(stringLiteral: statement)) }
        }
        return try await test.verification().run().findings.map(\.description)
    }

    @Test(
        "what a chain cannot miss by itself is named by the day's seal",
        arguments: [
            (
                [
                    "DELETE FROM case_events WHERE case_id = 2",
                    "DELETE FROM clock_segments WHERE case_id = 2",
                    "DELETE FROM case_units WHERE case_id = 2", "DELETE FROM cases WHERE id = 2",
                ], "case 3707002019040300002: is gone: the seal of 2019-04-03 has it with 1 events"
            ),
            (
                [
                    "DELETE FROM case_events WHERE case_id = 1 AND seq = 3",
                    "UPDATE cases SET version = 2 WHERE id = 1",
                ], "event 3: is gone: the seal of 2019-04-03 has it"
            ),
            (
                [
                    """
                    UPDATE case_events SET hash = (SELECT hash FROM case_events WHERE case_id = 1 AND seq = 1)
                    WHERE case_id = 1 AND seq = 3
                    """
                ],
                "event 3: is not the one"
            ),
            (["UPDATE day_seals SET heads = ''"], "seal 1 (2019-04-03): does not fit"),
            (["UPDATE day_seals SET day = '2019-04-02'"], "seal 1 (2019-04-02): does not fit"),
            (["DELETE FROM day_seals"], "seal 1: is missing: 1 were made"),
        ]
    )
    func named(_ tampering: [String], _ words: String) async throws {
        let findings = try await sealed(tampering)
        #expect(findings.contains { $0.contains(words) }, "\(findings)")
    }

    @Test("a day is sealed once, whichever server comes first, and holds what changed since the seal before")
    func once() async throws {
        let test = try TestBooks()
        let first = try await test.recordLamp().entry.file.number
        let seals = DaySeals(books: test.books, scribe: test.scribe, keys: test.keys)
        let other = DaySeals(books: test.books, scribe: test.scribe, keys: test.keys)
        let thursday = LocalDay(number: wednesday.number + 1)
        #expect(try await seals.seal(before: thursday, at: morning) == 1)
        #expect(try await other.seal(before: thursday, at: morning) == 0)
        #expect(!seals.mayBeDue(on: thursday) && !other.mayBeDue(on: thursday))
        try await test.recordLamp()
        try await test.give(.sign, to: first, by: member(of: "U060"))
        try await test.recordLamp()
        #expect(try await other.seal(before: LocalDay(number: thursday.number + 1), at: morning) == 1)
        let heads = try await test.books.read {
            try $0.execute("SELECT heads FROM day_seals ORDER BY number").map { try $0.text("heads") }
        }
        #expect(heads.map { $0.split(separator: " ").count } == [1, 3])
        #expect(heads[1].contains(first + ":2:"))
        #expect(try await test.verification().run().findings.isEmpty)
    }

    @Test("a quiet day has a seal too, and the bell's old positions wait for theirs")
    func quiet() async throws {
        let test = try TestBooks()
        let seals = DaySeals(books: test.books, scribe: test.scribe, keys: test.keys)
        #expect(try await seals.seal(before: wednesday, at: morning) == 1)
        try await test.recordLamp()
        let later = morning + 8 * 86_400
        func positions() async throws -> Int {
            try await test.books.read { try $0.execute("SELECT position FROM journal").count }
        }
        let before = try await positions()
        try await Housekeeping(scribe: test.scribe).tidy(at: later, realNow: later)
        #expect(try await positions() == before)
        try await seals.seal(before: rules.time.day(of: later), at: later)
        try await Housekeeping(scribe: test.scribe).tidy(at: later, realNow: later)
        #expect(try await positions() == 0)
        #expect(try await test.verification().run().findings.isEmpty)
    }
}
