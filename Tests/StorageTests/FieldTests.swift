import Casework
import Foundation
import Testing

@testable import Storage

@Suite("what the pages of those who go out ask for") struct FieldTests {
    @Test("a photograph's facts are kept beside it, and an unknown one has none")
    func facts() async throws {
        let test = try TestBooks()
        let store = AttachmentStore(books: test.books, scribe: test.scribe)
        let facts = PhotoFacts(takenAt: morning, lon: 119.1625, lat: -36, side: .before)
        func keep(_ facts: PhotoFacts) async throws -> String {
            try await store.keep(
                Data([1]),
                small: Data([2]),
                width: 60,
                height: 40,
                facts: facts,
                of: agent,
                at: morning
            )
        }
        let known = try await keep(facts)
        let plain = try await keep(PhotoFacts())
        let found = try await store.facts(of: [known, plain, "none"])
        #expect(found == [known: facts, plain: PhotoFacts()])
        #expect(try await store.facts(of: []).isEmpty)
    }

    @Test("a unit's live cases are counted by stage, with those where it only assists")
    func stages() async throws {
        let test = try TestBooks()
        let unit = member(of: "U060")
        let first = try await test.recordLamp().entry.file.number
        try await test.give(.sign, to: first, by: unit)
        try await test.recordLamp(phone: "05360000002")
        let shared = try await test.recordLamp(phone: "05360000003").entry.file.number
        let units: FieldValue = .texts(["U060", "U010"])
        try await test.give(
            .startCoordination,
            [.units: units, .reason: .text("两家都说不归自己")],
            to: shared,
            by: leader
        )
        try await test.give(
            .decide,
            [.unit: .text("U010"), .assisting: .texts(["U060"]), .reason: .text("先断水再修灯")],
            to: shared,
            by: Person(id: 104, account: "director1", name: "测试主任", roles: [.director])
        )
        #expect(try await test.cases.liveStages(of: "U060") == [.handling: 1, .signing: 2])
        #expect(try await test.cases.liveStages(of: "U010") == [.signing: 1])
        var assisted = CaseFilter()
        assisted.assistedBy = "U060"
        #expect(try await test.cases.list(assisted, limit: 10).items.map(\.file.number) == [shared])
    }

    @Test(
        "what is under way is seen by its unit, and by those that are to agree whose it is; the newest first"
    )
    func seenByUnits() async throws {
        let test = try TestBooks()
        let own = try await test.recordLamp().entry.file.number
        let nobodys = try await test.recordLamp(giving: .submit, phone: "05360000002").entry.file.number
        let last = try await test.recordLamp(phone: "05360000003").entry.file.number
        try await test.give(.register, to: nobodys, by: leader)
        try await test.give(
            .startCoordination,
            [.units: .texts(["U060", "U010"]), .reason: .text("两家都说不归自己")],
            to: nobodys,
            by: leader
        )
        func seen(by seer: Casework.Unit.ID, of unit: Casework.Unit.ID? = nil) async throws -> [Case.Number] {
            var filter = CaseFilter()
            (filter.isLive, filter.visibleToUnit, filter.unit) = (true, seer, unit)
            let first = try await test.cases.list(filter, limit: 1)
            let rest = try await test.cases.list(filter, after: first.next ?? 0, limit: 10)
            return (first.items + rest.items).map(\.file.number)
        }
        #expect(try await seen(by: "U060") == [last, nobodys, own])
        #expect(try await seen(by: "U060", of: "U060").contains(own))
        #expect(try await seen(by: "U060", of: "U010").isEmpty)
        #expect(try await seen(by: "U010") == [nobodys])
        #expect(try await seen(by: "U070").isEmpty)
    }

    @Test("of many cases the latest event of a kind comes in one answer, with its words")
    func latest() async throws {
        let test = try TestBooks()
        let unit = member(of: "U060")
        let manager = Person(id: 105, account: "mg", name: "测试负责人", roles: [.unitManager], unit: "U060")
        let with = try await test.recordLamp()
        let without = try await test.recordLamp(phone: "05360000002")
        try await test.give(.sign, to: with.entry.file.number, by: unit)
        for crew in ["一组", "二组 测试乙"] {
            try await test.give(.assignCrew, [.crew: .text(crew)], to: with.entry.file.number, by: manager)
        }
        let told = try await test.cases.latest(.assignCrew, in: [with.entry, without.entry])
        #expect(told.mapValues { $0.words["crew"] } == [with.entry.file.number: "二组 测试乙"])
    }

    @Test("a list may be narrowed to what is due before an instant")
    func dueBefore() async throws {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        var filter = CaseFilter()
        filter.unit = "U060"
        filter.dueBefore = morning
        #expect(try await test.cases.byDeadline(filter, limit: 10).items.isEmpty)
        filter.dueBefore = morning + 86_400
        #expect(try await test.cases.byDeadline(filter, limit: 10).items.map(\.file.number) == [number])
    }

    @Test("what was done under a key is remembered, and another errand under it is a conflict")
    func remembers() async throws {
        let test = try TestBooks()
        let once = Idempotency(token: "page/101", key: "k", digest: "d")
        #expect(try await test.cases.remembers(once, at: morning) == false)
        try await test.recordLamp(once: once)
        #expect(try await test.cases.remembers(once, at: morning))
        await #expect(throws: IdempotencyConflict.self) {
            try await test.cases.remembers(Idempotency(token: "page/101", key: "k", digest: "e"), at: morning)
        }
        #expect(try await test.cases.remembers(once, at: morning + 2 * 86_400) == false)
    }
}
