import Casework
import Foundation
import Testing

@testable import Storage

@Suite struct CaseRegisterTests {
    @Test("numbers are the city's code, the day and a serial that begins each day anew")
    func numbers() async throws {
        let test = try TestBooks()
        let first = try await test.recordLamp().entry.file.number
        let second = try await test.recordLamp().entry.file.number
        let nextDay = try await test.recordLamp(at: instant("2019-04-04T09:00:00")).entry.file.number
        #expect(
            [first, second, nextDay] == ["3707002019040300001", "3707002019040300002", "3707002019040400001"]
        )
    }

    @Test("a refused record takes no number and leaves nothing")
    func refusedRecord() async throws {
        let test = try TestBooks()
        var (content, personal) = lamp()
        personal.description = "短"
        content.topic = nil
        await #expect(throws: CaseRefusal.self) {
            try await test.cases.record(
                content,
                urgency: .normal,
                personal: personal,
                giving: [CaseCommand(.submit)],
                by: agent,
                at: morning,
                under: rules
            )
        }
        #expect(try await test.recordLamp().entry.file.number == "3707002019040300001")
        #expect(try await test.cases.list(CaseFilter(), limit: 10).items.count == 1)
    }

    @Test("the snapshot is what replaying the events gives")
    func replay() async throws {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        let unit = member(of: "U060")
        try await test.give(.sign, to: number, by: unit)
        try await test.give(.arrive, [.note: .text("到了")], to: number, by: unit)
        try await test.give(.submitFeedback, [.note: .text("更换灯泡，恢复照明，已试亮")], to: number, by: unit)
        let (entry, history) = try #require(try await test.cases.open(number))
        #expect(Case.replayed(number: number, events: history) == entry.file)
        #expect(history.map(\.name) == [.quickDispatch, .sign, .arrive, .submitFeedback])
        #expect(entry.file.stage == .feedback)
    }

    @Test("the same request twice is one case and one answer; another body under its key is a conflict")
    func idempotency() async throws {
        let test = try TestBooks()
        let once = Idempotency(token: "t", key: "k", digest: "d")
        async let one = test.recordLamp(once: once)
        async let two = test.recordLamp(once: once)
        let outcomes = try await [one, two]
        #expect(outcomes[0].entry == outcomes[1].entry)
        #expect(outcomes.filter(\.isRepeated).count == 1)
        try await test.give(.sign, to: outcomes[0].entry.file.number, by: member(of: "U060"))
        let later = try await test.recordLamp(once: once)
        #expect(later.entry.file == outcomes[0].entry.file, "the answer is that of the first time")
        await #expect(throws: IdempotencyConflict.self) {
            try await test.recordLamp(once: Idempotency(token: "t", key: "k", digest: "other"))
        }
        #expect(try await test.cases.list(CaseFilter(), limit: 10).items.count == 1)
    }

    @Test(
        "photographs come to the case with what names them: told twice it is one case, another's are refused"
    )
    func photographs() async throws {
        let test = try TestBooks()
        let store = AttachmentStore(books: test.books, scribe: test.scribe)
        let photo = try await store.keep(
            Data([1]),
            small: Data([2]),
            width: 1,
            height: 1,
            of: agent,
            at: morning
        )
        let (lampContent, personal) = lamp()
        var photographed = lampContent
        photographed.photos = [photo]
        let content = photographed
        let once = Idempotency(token: "t", key: "k", digest: "d")
        func record(_ once: Idempotency?) async throws -> Outcome {
            try await test.cases.record(
                content,
                urgency: .normal,
                personal: personal,
                giving: [CaseCommand(.submit)],
                by: agent,
                at: morning,
                under: rules,
                once: once
            )
        }
        let number = try await record(once).entry.file.number
        #expect(try await record(once).entry.file.number == number)
        #expect(try await store.find(photo)?.number == number)
        let refusal = await #expect(throws: CaseRefusal.self) { try await record(nil) }
        #expect(refusal?.fields.keys.sorted() == ["photos"])
    }

    @Test("whoever saw an older version is told what happened since")
    func versions() async throws {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        try await test.give(
            .contactUnit,
            [.person: .text("孙"), .channel: .text("phone"), .words: .text("马上到")],
            to: number,
            by: agent
        )
        do {
            _ = try await test.cases.carryOut(
                CaseCommand(.sign),
                on: number,
                by: member(of: "U060"),
                at: morning,
                under: rules,
                ifVersion: 1
            )
            Issue.record("an old version was accepted")
        } catch let changed as ChangedMeanwhile {
            #expect(changed.since.map(\.name) == [.contactUnit])
        }
    }

    @Test("what a person may not see is not found")
    func invisible() async throws {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        let refusal = await #expect(throws: CaseRefusal.self) {
            try await test.give(.sign, to: number, by: member(of: "U031"))
        }
        #expect(refusal?.code == .notFound)
    }

    @Test("a caller is found by number, however it was typed, and stands nowhere in clear")
    func sealed() async throws {
        let test = try TestBooks()
        try await test.recordLamp(phone: "05361234567")
        try await test.recordLamp(phone: "05367654321")
        var filter = CaseFilter()
        filter.callerPhone = try #require(PhoneNumber("0536-1234567")).digits
        #expect(
            try await test.cases.list(filter, limit: 10).items.map(\.file.personal.phone) == ["05361234567"]
        )
        try await test.books.checkpoint()
        for file in try FileManager.default.contentsOfDirectory(atPath: test.folder.path)
        where file.contains("sqlite") {
            let bytes = try #require(
                FileManager.default.contents(atPath: test.folder.appending(path: file).path)
            )
            for word in ["05361234567", "测试甲", "晚上很黑", "胜利东街 1 号"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) stands in \(file)")
            }
        }
    }

    @Test("a linked case goes with its parent, in the same transaction, and both callers are called back")
    func links() async throws {
        let test = try TestBooks()
        let parent = try await test.recordLamp().entry.file.number
        let child = try await test.recordLamp(giving: .submit, phone: "05360000002").entry.file.number
        try await test.give(.link, [.into: .text(parent)], to: child, by: agent)
        let joined = try #require(try await test.cases.find(parent)).file.state
        #expect(joined.callers == 2)
        #expect(joined.urges == 1)
        #expect(joined.children == [child])
        let unit = member(of: "U060")
        try await test.give(.sign, to: parent, by: unit)
        try await test.give(.submitFeedback, [.note: .text("更换灯泡，恢复照明，已试亮")], to: parent, by: unit)
        try await test.give(.passToCallback, to: parent, by: agent)
        let happy: [Field: FieldValue] = [
            .satisfaction: .text("satisfied"), .solved: .text("yes"), .manner: .text("good"),
        ]
        try await test.give(.callerSatisfied, happy, to: parent, by: agent)
        try await test.give(.close, [.conclusion: .text("已修复")], to: parent, by: leader)
        let waiting = try #require(try await test.cases.find(child)).file
        #expect(waiting.stage == .callingBack)
        #expect(waiting.state.unit == "U060")
        try await test.give(.callerSatisfied, happy, to: child, by: agent)
        #expect(try await test.verification().run().findings.isEmpty)
    }

    @Test("the clocks' stretches are rows whose used seconds add up")
    func segments() async throws {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        let unit = member(of: "U060")
        try await test.give(.sign, to: number, by: unit, at: instant("2019-04-03T09:10:00"))
        try await test.give(
            .submitFeedback,
            [.note: .text("更换灯泡，恢复照明，已试亮")],
            to: number,
            by: unit,
            at: instant("2019-04-03T10:00:00")
        )
        try await test.give(
            .rework,
            [.reason: .text("还不亮")],
            to: number,
            by: agent,
            at: instant("2019-04-03T10:05:00")
        )
        try await test.give(
            .submitFeedback,
            [.note: .text("又换了一只，确认亮了")],
            to: number,
            by: unit,
            at: instant("2019-04-03T10:20:00")
        )
        let rows = try await test.books.read {
            try $0.execute(
                """
                SELECT started_at, stopped_at, used_seconds, overdue FROM clock_segments
                WHERE clock = 'handle' ORDER BY seq
                """
            )
        }
        #expect(
            try rows.map { try $0.integer("used_seconds") } == [3600, 4500],
            "the rework goes on from what was used"
        )
        #expect(try rows.allSatisfy { try $0.integer("overdue") == 0 })
        let open = try await test.books.read {
            try $0.execute("SELECT clock FROM clock_segments WHERE stopped_at IS NULL")
        }
        #expect(try open.map { try $0.text("clock") } == ["review"])
    }

    @Test("lists go on by key and lose nothing to newcomers")
    func paging() async throws {
        let test = try TestBooks()
        for _ in 1...5 { try await test.recordLamp() }
        let first = try await test.cases.list(CaseFilter(), limit: 2)
        try await test.recordLamp()
        let second = try await test.cases.list(CaseFilter(), after: first.next, limit: 2)
        let third = try await test.cases.list(CaseFilter(), after: second.next, limit: 2)
        let serials = (first.items + second.items + third.items).map { Int($0.file.number.suffix(5)) }
        #expect(serials == [5, 4, 3, 2, 1])
        #expect(third.next == nil)
    }

    @Test("what is due soonest comes first, and what has no deadline last")
    func byDeadline() async throws {
        let test = try TestBooks()
        let first = try await test.recordLamp().entry.file.number
        let second = try await test.recordLamp(at: morning + 60).entry.file.number
        let linked = try await test.recordLamp(giving: .submit).entry.file.number
        try await test.give(.link, [.into: .text(first)], to: linked, by: agent)
        try await test.give(.sign, to: first, by: member(of: "U060"))
        var filter = CaseFilter()
        filter.isLive = true
        let numbers = try await test.cases.byDeadline(filter, limit: 10).items.map(\.file.number)
        #expect(numbers == [second, first, linked])
        #expect(
            try await test.cases.byDeadline(filter, limit: 2).items.map(\.file.number) == [second, first]
        )
    }

    @Test("pages by deadline follow one another without a gap, those without a deadline last")
    func deadlinePages() async throws {
        let test = try TestBooks()
        for index in 0..<7 {
            try await test.recordLamp(phone: "0536\(1_000_000 + index)", at: morning + index % 3 * 60)
        }
        var live = CaseFilter()
        live.isLive = true
        var found: [Case.Number] = []
        var cursor: DeadlineCursor?
        for _ in 0..<4 {
            let page = try await test.cases.byDeadline(live, after: cursor, limit: 2)
            found += page.items.map(\.file.number)
            cursor = page.items.last.map(DeadlineCursor.init)
            if !page.isMore { break }
        }
        let all = try await test.cases.byDeadline(live, limit: 50).items
        #expect(found == all.map(\.file.number))
        #expect(found.count == 7)
        let dues = all.map { $0.file.waitingClock?.due ?? morning }
        #expect(dues == dues.sorted())
        let wanted = try await test.cases.byDeadline(live, limit: 1) { [last = found[6]] in $0.number == last
        }
        #expect(wanted.items.map(\.file.number) == [found[6]])
    }

    @Test("what stands at several stages is laid together by its deadlines, page by page")
    func deadlinesOfStages() async throws {
        let test = try TestBooks()
        for index in 0..<7 {
            let number = try await test.recordLamp(at: morning + index % 3 * 60).entry.file.number
            if index.isMultiple(of: 2) { try await test.give(.sign, to: number, by: member(of: "U060")) }
        }
        var filter = CaseFilter()
        filter.isLive = true
        let all = try await test.cases.byDeadline(filter, limit: 50).items
        try await test.recordLamp(giving: .submit)
        filter.stages = [.signing, .handling]
        var pages: [CaseFile] = []
        for _ in 0..<4 {
            pages += try await test.cases.byDeadline(
                filter,
                after: pages.last.map(DeadlineCursor.init),
                limit: 2
            ).items
        }
        #expect(pages.map(\.id) == all.map(\.id))
        #expect(Set(all.map(\.file.stage)) == [.signing, .handling])
    }

    @Test("what was looked through without its words has them when asked, of whoever has not been forgotten")
    func opened() async throws {
        let test = try TestBooks()
        let numbers = try await [
            test.recordLamp(phone: "05361000001"), test.recordLamp(phone: "05361000002", at: morning + 60),
        ].map(\.entry.file.number)
        var live = CaseFilter()
        live.isLive = true
        let found = try await test.cases.byDeadline(live, limit: 10, isOpened: false).items
        #expect(found.map(\.file.number) == numbers)
        #expect(found.allSatisfy { $0.file.personal == Personal() && !$0.isForgotten })
        let opened = try await test.cases.opened(found.reversed())
        #expect(opened.map(\.file.personal.phone) == ["05361000002", "05361000001"])
        #expect(try await test.cases.byDeadline(live, limit: 10).items == opened.reversed())
        #expect(try await test.cases.opened([]).isEmpty)
    }

    @Test(
        "every list of what is under way walks an index, however many cases have ended",
        arguments: [
            CaseRegisterTests.filter { $0.isLive = true },
            CaseRegisterTests.filter { $0.stages = [.suspended] },
            CaseRegisterTests.filter { $0.stages = [.feedback, .callingBack] },
            CaseRegisterTests.filter { $0.overdueAt = morning },
            CaseRegisterTests.filter {
                $0.lateAt = morning
                $0.isLive = true
            },
            CaseRegisterTests.filter { $0.follower = 101 },
            CaseRegisterTests.filter {
                $0.dueFrom = morning
                $0.dueBefore = morning + 3600
                $0.isLive = true
            },
            CaseRegisterTests.filter {
                $0.topic = "LD01"
                $0.urgency = .urgent
                $0.source = "web"
                $0.isLive = true
            },
            CaseRegisterTests.filter {
                $0.isUnrouted = true
                $0.isLive = true
            },
        ]
    )
    func plans(_ filter: CaseFilter) async throws {
        let test = try TestBooks()
        let dialect = try await test.books.read { $0.dialect }
        let queries = [
            test.cases.newest(filter, after: nil, 51, in: dialect),
            test.cases.due(filter, after: nil, CaseFile.columns, 51, in: dialect),
            test.cases.due(
                filter,
                after: DeadlineCursor(due: morning, id: 7),
                CaseFile.columns,
                51,
                in: dialect
            ),
            test.cases.withoutDeadline(filter, after: nil, CaseFile.columns, 51),
            test.cases.withoutDeadline(
                filter,
                after: DeadlineCursor(due: nil, id: 7),
                CaseFile.columns,
                51
            ),
        ]
        for query in queries {
            let plan = try await test.plan(query)
            #expect(plan.walksIndexes, "\(query.text): \(plan.words)")
        }
    }

    private static func filter(_ change: (inout CaseFilter) -> Void) -> CaseFilter {
        var filter = CaseFilter()
        change(&filter)
        return filter
    }
}
