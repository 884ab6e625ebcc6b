import Casework
import Logging
import Testing

@testable import Storage

@Suite struct ViewersTests {
    @Test("two people on one case know of each other until the last page of one is closed")
    func twoPeople() async throws {
        let test = try TestBooks()
        let viewers = Viewers(books: test.books, scribe: test.scribe)
        func others(_ person: Person) async throws -> [Viewers.Viewer] {
            try await viewers.others(at: "1", than: person.id, realNow: morning)
        }
        let first = try await viewers.arrive(at: "1", agent.id, now: morning, realNow: morning)
        #expect(try await others(agent).isEmpty, "oneself is no company")
        _ = try await viewers.arrive(at: "1", leader.id, now: morning + 60, realNow: morning)
        let second = try await viewers.arrive(at: "1", agent.id, now: morning + 120, realNow: morning)
        #expect(try await others(leader) == [Viewers.Viewer(person: agent.id, since: morning)])
        #expect(try await others(agent) == [Viewers.Viewer(person: leader.id, since: morning + 60)])
        #expect(try await viewers.others(at: "2", than: leader.id, realNow: morning).isEmpty)
        try await viewers.leave(first, now: morning, realNow: morning)
        #expect(try await others(leader).count == 1, "another page is still open")
        try await viewers.leave(second, now: morning, realNow: morning)
        #expect(try await others(leader).isEmpty)
    }

    @Test("a case that only one person has open rings nobody's bell")
    func alone() async throws {
        let test = try TestBooks()
        let viewers = Viewers(books: test.books, scribe: test.scribe)
        func news() async throws -> Int {
            try await test.books.read { try $0.execute("SELECT topic FROM journal").count }
        }
        let id = try await viewers.arrive(at: "1", agent.id, now: morning, realNow: morning)
        #expect(try await news() == 0)
        let other = try await viewers.arrive(at: "1", leader.id, now: morning, realNow: morning)
        #expect(try await news() == 1)
        try await viewers.leave(other, now: morning, realNow: morning)
        #expect(try await news() == 2)
        try await viewers.leave(id, now: morning, realNow: morning)
        #expect(try await news() == 2)
    }

    @Test(
        "servers on one database see each other's people, and what a dead server left ends by itself",
        .enabled(if: TestDatabase.server != nil)
    )
    func twoServers() async throws {
        let test = try TestBooks()
        let here = Viewers(books: test.books, scribe: test.scribe)
        let there = Viewers(books: test.books, scribe: test.scribe)
        func others(at now: Timestamp) async throws -> [Person.ID] {
            try await here.others(at: "1", than: agent.id, realNow: now).map(\.person)
        }
        _ = try await here.arrive(at: "1", agent.id, now: morning, realNow: morning)
        let look = try await there.arrive(at: "1", leader.id, now: morning, realNow: morning)
        #expect(try await others(at: morning) == [leader.id])
        try await there.leave(look, now: morning, realNow: morning)
        #expect(try await others(at: morning) == [])

        _ = try await there.arrive(at: "1", leader.id, now: morning, realNow: morning)
        let late = morning + Viewers.lease + 1
        try await here.renew(now: late, realNow: late + -30)
        #expect(try await others(at: late) == [], "the other server has renewed nothing")
        try await here.renew(now: late, realNow: late)
        let rows = try await test.books.read { try $0.execute("SELECT person FROM viewings").count }
        #expect(rows == 1)
        try await here.giveUp()
        #expect(try await there.others(at: "1", than: leader.id, realNow: morning).isEmpty)
    }
}
