import Casework
import Foundation
import Testing

@testable import Storage

@Suite struct RetentionTests {
    private static let phone = "13963600042"
    private let answered = instant("2019-04-03T09:05:00")

    /// An ended case of somebody, and one of somebody else under way.
    private func history(_ test: TestBooks) async throws -> (ended: Case.Number, open: Case.Number) {
        let ended = try await test.recordLamp(phone: Self.phone).entry.file.number
        try await test.give(
            .void,
            [.reasonCode: .text("mistaken"), .reason: .text("登记有误，作废")],
            to: ended,
            by: leader,
            at: answered
        )
        return (ended, try await test.recordLamp(phone: Self.phone).entry.file.number)
    }

    private func clearWords(_ test: TestBooks) async throws -> [[UInt8]?] {
        try await test.books.read {
            try $0.execute(
                """
                SELECT case_key AS v FROM cases WHERE id = 1 UNION ALL SELECT sealed FROM cases WHERE id = 1
                UNION ALL SELECT caller_key FROM cases WHERE id = 1
                UNION ALL SELECT private FROM case_events WHERE case_id = 1
                """
            ).map { $0.optionalBytes("v") }
        }
    }

    @Test("three years after its end a case has no words left, and its chain, figures and seals are whole")
    func oldCase() async throws {
        let test = try TestBooks()
        let (ended, open) = try await history(test)
        let seals = DaySeals(books: test.books, scribe: test.scribe, keys: test.keys)
        try await seals.seal(before: rules.time.day(of: morning + 86_400), at: morning + 86_400)
        let retention = Retention(books: test.books, scribe: test.scribe, keys: test.keys)
        let before = try await TallyBook(books: test.books).figures(of: rules.time.day(of: morning))
        #expect(try await retention.run(under: rules, at: instant("2022-04-03T23:00:00")).cases == 0)
        #expect(try await retention.run(under: rules, at: instant("2022-04-04T00:00:00")).cases == 1)
        #expect(try await retention.run(under: rules, at: instant("2022-04-04T00:00:00")).cases == 0)
        #expect(try await clearWords(test).allSatisfy { $0 == nil })
        let forgotten = try #require(try await test.cases.find(ended))
        #expect(forgotten.isForgotten && forgotten.file.personal == Personal())
        #expect(try await test.cases.find(open)?.isForgotten == false)
        #expect(try await TallyBook(books: test.books).figures(of: rules.time.day(of: morning)) == before)
        #expect(try await test.verification().run().findings.isEmpty)
    }

    @Test("who asks to be forgotten is forgotten at once, and in what is under way when it has ended")
    func asked() async throws {
        let test = try TestBooks()
        let (ended, open) = try await history(test)
        let other = try await test.recordLamp(phone: "13963600043").entry.file.number
        let drafts = DraftRegister(books: test.books, scribe: test.scribe, keys: test.keys)
        _ = try await drafts.save(["phone": "139 6360 0042"], id: nil, of: agent, at: morning)
        _ = try await drafts.save(["phone": "139 6360 0043"], id: nil, of: agent, at: morning)
        let forgetting = Forgetting(books: test.books, scribe: test.scribe, keys: test.keys)
        let phone = try #require(PhoneNumber(Self.phone))
        let outcome = try await forgetting.forget(
            phone: phone,
            by: leader,
            from: "",
            reason: "本人书面申请",
            at: morning + 600
        )
        #expect(outcome == Forgetting.Outcome(forgotten: 1, waiting: 1, others: 1))
        #expect(try await test.cases.find(ended)?.isForgotten == true)
        #expect(try await drafts.list(of: agent).count == 1)
        try await test.give(
            .void,
            [.reasonCode: .text("mistaken"), .reason: .text("登记有误，作废")],
            to: open,
            by: leader,
            at: morning + 700
        )
        // Whoever calls again afterwards is a caller like any other.
        let again = try await test.recordLamp(phone: Self.phone, at: morning + 800).entry.file.number
        try await test.give(
            .void,
            [.reasonCode: .text("mistaken"), .reason: .text("登记有误，作废")],
            to: again,
            by: leader,
            at: morning + 900
        )
        let retention = Retention(books: test.books, scribe: test.scribe, keys: test.keys)
        try await retention.run(under: rules, at: morning + 1000)
        #expect(try await test.cases.find(open)?.isForgotten == true)
        #expect(try await test.cases.find(other)?.isForgotten == false)
        #expect(try await test.cases.find(again)?.isForgotten == false)
        #expect(try await test.books.read { try $0.execute("SELECT caller_key FROM forgettings").isEmpty })
        let audit = try await AuditLog(books: test.books, scribe: test.scribe)
            .latest(.forgotten, before: nil, limit: 9)
        #expect(audit.map(\.record.reason) == ["本人书面申请"])
        #expect(!audit.contains { "\($0)".contains(Self.phone) })
        #expect(try await test.verification().run().findings.isEmpty)
    }

    @Test("the audit log is kept its months, and its chain goes on from there; nobody else can shorten it")
    func audit() async throws {
        let test = try TestBooks()
        let log = AuditLog(books: test.books, scribe: test.scribe)
        for day in 0..<4 {
            try await log.record(
                AuditRecord(at: morning + day * 86_400, by: agent, from: "", .signIn, "agent01")
            )
        }
        let retention = Retention(books: test.books, scribe: test.scribe, keys: test.keys)
        let later = instant("2022-04-05T00:00:00")
        #expect(try await retention.run(under: rules, at: later).auditRecords == 2)
        try await log.record(AuditRecord(at: later, by: agent, from: "", .signIn, "agent01"))
        let report = try await test.verification().run()
        #expect(report.auditRecords == 3 && report.findings.isEmpty, "\(report.findings)")
        #expect(try await retention.run(under: rules, at: instant("2023-04-05T00:00:00")).auditRecords == 2)
        #expect(try await test.verification().run().findings.isEmpty)
        try await test.books.write { connection in
            let last = try #require(try connection.execute("SELECT id, hash FROM audit").first)
            try connection.execute("DELETE FROM audit")
            try connection.execute(
                "UPDATE audit_trims SET upto = \(try last.integer("id")), hash = \(try last.text("hash"))"
            )
        }
        #expect(
            try await test.verification().run().findings.map(\.description)
                == ["audit 5: what was taken away before it was not taken by us"]
        )
    }

    @Test("even an empty log remembers where its chain goes on")
    func emptiedAudit() async throws {
        let test = try TestBooks()
        let log = AuditLog(books: test.books, scribe: test.scribe)
        try await log.record(AuditRecord(at: morning, by: agent, from: "", .signIn, "agent01"))
        let retention = Retention(books: test.books, scribe: test.scribe, keys: test.keys)
        let later = instant("2025-04-05T00:00:00")
        #expect(try await retention.run(under: rules, at: later).auditRecords == 1)
        try await log.record(AuditRecord(at: later, by: agent, from: "", .signIn, "agent01"))
        let report = try await test.verification().run()
        #expect(report.auditRecords == 1 && report.findings.isEmpty, "\(report.findings)")
    }

    @Test("drafts and messages go after their time")
    func aside() async throws {
        let test = try TestBooks()
        try await test.recordLamp()
        let drafts = DraftRegister(books: test.books, scribe: test.scribe, keys: test.keys)
        _ = try await drafts.save(["phone": "1"], id: nil, of: agent, at: morning)
        let retention = Retention(books: test.books, scribe: test.scribe, keys: test.keys)
        func left() async throws -> [Int] {
            try await test.books.read { connection in
                try ["drafts", "outbox"].map {
                    try connection.execute("SELECT id FROM \(SQL(stringLiteral: $0))").count
                }
            }
        }
        let messages = try await left()[1]
        #expect(messages > 0)
        try await retention.run(under: rules, at: morning + 30 * 86_400)
        #expect(try await left() == [1, messages])
        try await retention.run(under: rules, at: morning + 30 * 86_400 + 1)
        #expect(try await left() == [0, messages])
        try await retention.run(under: rules, at: instant("2020-04-04T00:00:00"))
        #expect(try await left() == [0, 0])
    }

    @Test(
        "months are counted back to the same day, or the last that month has",
        arguments: [
            ("2022-04-03", 36, "2019-04-03"), ("2022-03-31", 1, "2022-02-28"),
            ("2024-03-31", 1, "2024-02-29"),
            ("2022-01-15", 1, "2021-12-15"), ("2022-12-31", 12, "2021-12-31"),
        ]
    )
    func months(_ day: String, _ count: Int, _ earlier: String) throws {
        #expect(try #require(LocalDay(day)).earlier(months: count).description == earlier)
    }
}
