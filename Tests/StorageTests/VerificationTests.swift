import Casework
import Foundation
import Testing

@testable import Storage

@Suite struct VerificationTests {
    /// A case with three events, and the books changed by hand with `sql`.
    private func tamper(_ sql: String) async throws -> [String] {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        try await test.give(.sign, to: number, by: member(of: "U060"))
        try await test.give(.arrive, to: number, by: member(of: "U060"))
        try await test.scribe.write {
            $0.record(AuditRecord(at: morning, by: agent, from: "", .signIn, "agent01"))
        }
        #expect(try await test.verification().run().findings.isEmpty)
        try await test.books.write { try $0.execute(SQL(stringLiteral: sql)) }
        return try await test.verification().run().findings.map(\.description)
    }

    @Test(
        "whatever is changed by hand is named",
        arguments: [
            ("UPDATE case_events SET at = at + 1 WHERE seq = 2", "event 2: does not fit"),
            ("UPDATE case_events SET person = 999 WHERE seq = 3", "event 3: does not fit"),
            ("DELETE FROM case_events WHERE seq = 2", "event 2: is missing"),
            ("DELETE FROM case_events WHERE seq = 3", "event 3 is missing"),
            (
                """
                INSERT INTO case_events SELECT case_id, 4, at, person, kind, body, private, hash
                FROM case_events WHERE seq = 3
                """, "event 4: does not fit"
            ),
            ("UPDATE case_events SET private = NULL WHERE seq = 1", "event 1: its words are not those"),
            ("UPDATE tallies SET value = value + 1 WHERE name = 'opened'", "reads 2, counting again gives 1"),
            ("UPDATE case_days SET last_id = 9", "has ids from 1 to 9, counting again gives ids from 1 to 1"),
            ("DELETE FROM case_days", "has no case, counting again gives ids from 1 to 1"),
            ("UPDATE clock_segments SET used_seconds = 7 WHERE clock = 'sign'", "its clock sign differs"),
            ("DELETE FROM clock_segments WHERE clock = 'handle'", "its clock handle differs"),
            ("UPDATE clock_segments SET unit = 'U010' WHERE clock = 'handle'", "its clock handle differs"),
            ("DELETE FROM case_units", "the units that have to do with it differ"),
            ("UPDATE case_units SET unit = 'U010'", "the units that have to do with it differ"),
            ("UPDATE counters SET value = 3 WHERE name = 'cases'", "case with id 2: is missing: dropped"),
            ("UPDATE cases SET case_key = NULL", "its case is forgotten, but not its words"),
            ("UPDATE audit SET result = 'refused'", "audit 1: does not fit"),
        ]
    )
    func named(_ sql: String, _ words: String) async throws {
        let findings = try await tamper(sql)
        #expect(findings.contains { $0.contains(words) }, "\(findings)")
    }

    @Test("piece by piece it finds what belongs to its cases, and reads no table whole for each")
    func pieces() async throws {
        let statements = SentStatements()
        let test = try statements.books()
        try await test.recordLamp()
        let sent = try await statements.during(test) { _ = try await test.verification().run() }
        #expect(sent.contains { $0.text.contains("FROM case_units") })
        // Once for all pieces.
        let whole = sent.filter { $0.readsAll && $0.text != "SELECT DISTINCT unit FROM case_units" }
        #expect(whole.map(\.text) == [])
    }

    @Test(
        "a changed byte is named",
        arguments: [("case_events", "body", "event 1: does not fit"), ("cases", "state", "snapshot differs")]
    )
    func changedByte(_ table: String, _ column: String, _ words: String) async throws {
        let test = try TestBooks()
        try await test.recordLamp()
        let (table, name) = (SQL(stringLiteral: table), SQL(stringLiteral: column))
        try await test.books.write { connection in
            let row = try #require(try connection.execute("SELECT \(name) FROM \(table)").first)
            var bytes = try row.bytes(column)
            let unit = try #require(bytes.indices.first { bytes[$0...].starts(with: "U060".utf8) })
            bytes[unit + 3] += 1
            try connection.execute("UPDATE \(table) SET \(name) = \(bytes)")
        }
        let findings = try await test.verification().run().findings.map(\.description)
        #expect(findings.contains { $0.contains(words) }, "\(findings)")
    }

    @Test("forgetting somebody destroys key and words and leaves the chain whole")
    func forgetting() async throws {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        let forgetting = Forgetting(books: test.books, scribe: test.scribe, keys: test.keys)
        try await test.scribe.write { try forgetting.forget(number, in: $0) }
        #expect(try await test.verification().run().findings.isEmpty)
    }
}
