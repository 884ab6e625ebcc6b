import Casework
import Foundation
import Testing

@testable import Storage

/// What people keep for themselves beside the cases.
@Suite struct KeepingTests {
    @Test("a reminder belongs to its person, comes due, can be put off and is crossed off once")
    func reminders() async throws {
        let test = try TestBooks()
        let reminders = Reminders(books: test.books, scribe: test.scribe, keys: test.keys)
        let late = try await reminders.add("给测试甲回话", on: ["1"], due: morning + 7200, of: agent, at: morning)[
            0
        ]
        let soon = try await reminders.add("看一眼", due: morning + 60, of: agent, at: morning)[0]
        #expect(try await reminders.list(of: agent).map(\.id) == [soon, late])
        #expect(try await reminders.list(of: agent).last?.text == "给测试甲回话")
        #expect(try await reminders.list(of: leader).isEmpty)
        #expect(try await reminders.list(of: agent, on: "1").map(\.id) == [late])
        #expect(try await reminders.countDue(of: agent, at: morning) == 0)
        #expect(try await reminders.countDue(of: agent, at: morning + 60) == 1)
        try await reminders.postpone(soon, to: morning + 9000, of: agent, at: morning)
        #expect(try await reminders.countDue(of: agent, at: morning + 60) == 0)
        try await reminders.done(late, of: leader, at: morning)
        #expect(try await reminders.list(of: agent).count == 2, "nobody crosses off somebody else's")
        try await reminders.done(late, of: agent, at: morning)
        #expect(try await reminders.list(of: agent).map(\.id) == [soon])
    }

    @Test("the words of a reminder and of a saved view are not readable in the books")
    func sealed() async throws {
        let test = try TestBooks()
        let reminders = Reminders(books: test.books, scribe: test.scribe, keys: test.keys)
        let views = SavedViews(books: test.books, scribe: test.scribe, keys: test.keys)
        try await reminders.add("给测试甲回话", due: morning, of: agent, at: morning)
        _ = try await views.save("q=测试甲", as: "路灯", sharing: false, of: agent)
        let stored = try await test.books.read {
            try $0.execute("SELECT sealed FROM reminders UNION ALL SELECT sealed FROM saved_views")
                .map { try $0.text("sealed") }
        }
        #expect(stored.count == 2)
        #expect(stored.allSatisfy { !$0.contains("测试甲") })
    }

    @Test("a view is kept under one name, and only its person renames or deletes it")
    func views() async throws {
        let test = try TestBooks()
        let views = SavedViews(books: test.books, scribe: test.scribe, keys: test.keys)
        let id = try await views.save("topic=LD01", as: "路灯", sharing: false, of: leader)
        #expect(try await views.save("topic=LD02", as: "路灯", sharing: false, of: leader) == id)
        #expect(try await views.list(of: leader).map(\.query) == ["topic=LD02"])
        try await views.delete(id, of: agent)
        try await views.rename(id, to: "灯", of: agent)
        #expect(try await views.list(of: leader).map(\.name) == ["路灯"])
        try await views.rename(id, to: "灯", of: leader)
        #expect(try await views.list(of: leader).map(\.name) == ["灯"])
        #expect(try await views.list(of: agent).isEmpty)
        _ = try await views.save("topic=LD02", as: "灯", sharing: true, of: leader)
        #expect(try await views.list(of: agent).map(\.isOwn) == [false])
        try await views.delete(id, of: leader)
        #expect(try await views.list(of: leader).isEmpty)
    }

    @Test("the histories of several cases are read together, each whole and in its order")
    func histories() async throws {
        let test = try TestBooks()
        let first = try await test.recordLamp().entry.file.number
        let second = try await test.recordLamp().entry.file.number
        try await test.give(.sign, to: first, by: member(of: "U060"), at: morning + 60)
        let histories = try await test.cases.histories(of: [first, second])
        #expect(histories[first]?.map(\.name) == [.quickDispatch, .sign])
        #expect(histories[second]?.map(\.name) == [.quickDispatch])
        #expect(try await test.cases.histories(of: []).isEmpty)
    }

    @Test("cases with an order are found, the latest first, and none without")
    func supervised() async throws {
        let test = try TestBooks()
        let fields: [Field: FieldValue] = [
            .level: .text("red"), .note: .text("今晚恢复照明"), .replyBy: .instant(morning + 7200),
        ]
        var numbers: [Case.Number] = []
        for index in 0..<3 {
            let number = try await test.recordLamp().entry.file.number
            numbers.append(number)
            if index == 1 { continue }
            try await test.give(.supervise, fields, to: number, by: leader, at: morning + index * 60)
        }
        let found = try await test.cases.supervised(since: morning, limit: 10).map(\.file.number)
        #expect(found == [numbers[2], numbers[0]])
        #expect(try await test.cases.supervised(since: morning + 60, limit: 10).count == 1)
    }
}
