import Casework
import Testing

@testable import Storage

@Suite("the board of notices")
struct NoticeBoardTests {
    @Test("what is on it holds until its time, outages first, and may be taken down before")
    func board() async throws {
        let test = try TestBooks()
        let board = NoticeBoard(books: test.books, scribe: test.scribe, keys: test.keys)
        let until = morning + 3600
        let notice = try await board.add(.notice, "增开专线", place: "", until: until, by: leader, at: morning)
        _ = try await board.add(.outage, "停水", place: "虞河路", until: until, by: leader, at: morning)
        _ = try await board.add(.handover, "看积水", place: "", until: until, by: leader, at: morning)
        #expect(try await board.current(at: morning).map(\.text) == ["停水", "看积水", "增开专线"])
        #expect(try await board.current(at: morning).first?.place == "虞河路")
        try await board.end(notice, at: morning)
        #expect(try await board.current(at: morning).map(\.text) == ["停水", "看积水"])
        #expect(try await board.current(at: until).isEmpty)
    }

    @Test("its words are not readable in the books")
    func sealed() async throws {
        let test = try TestBooks()
        let board = NoticeBoard(books: test.books, scribe: test.scribe, keys: test.keys)
        _ = try await board.add(
            .handover,
            "给测试甲回话",
            place: "",
            until: morning + 60,
            by: leader,
            at: morning
        )
        let stored = try await test.books.read { try $0.execute("SELECT sealed FROM notices") }
        #expect(try stored.allSatisfy { !(try $0.text("sealed")).contains("测试甲") })
    }
}
