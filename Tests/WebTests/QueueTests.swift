import Casework
import HTTPTypes
import Storage
import Testing

@testable import Web

@Suite("lists")
struct QueueTests {
    @Test("each sees what waits for her")
    func mine() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader1", [.shiftLeader])
        let dispatcher = try await house.browser("dispatcher1", [.dispatcher])
        let submitted = try await agent.record(["event": "submit"])
        let number = try await agent.record(["caller.phone": "05360000002"])
        let unit = try await house.browser("op", [.unitOperator], unit: try await house.unit(of: number))
        #expect(try await leader.get("/queue").shows(submitted))
        #expect(!(try await leader.get("/queue").shows(number)))
        #expect(!(try await agent.get("/queue").shows(submitted)))
        #expect(try await unit.get("/queue").shows(number))
        #expect(!(try await unit.get("/queue").shows(submitted)))
        try await unit.give(
            .requestReturn,
            to: number,
            [("reasonCode", "not_ours"), ("reason", "这条路不归本单位管理维护")]
        )
        #expect(try await dispatcher.get("/queue").shows(number))
        #expect(try await dispatcher.get("/queue").shows("等您批退单，非本单位职责"))
        try await unit.give(.cancelRequest, to: number, [("request", "return")])
        #expect(!(try await dispatcher.get("/queue").shows(number)))
    }

    @Test("who was not content waits for the leader from then on, and no more for whoever calls")
    func judged() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader1", [.shiftLeader])
        let number = try await agent.record()
        let unit = try await house.browser("op", [.unitOperator], unit: try await house.unit(of: number))
        try await unit.give(.sign, to: number)
        try await unit.give(
            .submitFeedback,
            to: number,
            [("note", "井箅子已补上，恢复通行"), ("noPhotoReason", "夜间作业")]
        )
        try await agent.give(.passToCallback, to: number)
        #expect(try await agent.get("/queue/tabs").shows("等我的 <b>1</b>"))
        #expect(try await leader.get("/queue/tabs").shows("等我的 <b>0</b>"))
        try await agent.give(
            .recordVerdict,
            to: number,
            [("satisfaction", "dissatisfied"), ("solved", "no"), ("manner", "good"), ("words", "还是没有补好")]
        )
        #expect(try await agent.get("/queue/tabs").shows("等我的 <b>0</b>"))
        #expect(try await leader.get("/queue/tabs").shows("等我的 <b>1</b>"))
        #expect(try await leader.get("/approvals").shows(number))
    }

    @Test("whoever's turn it is finds the case in her list, and her tab counts it; nobody else does")
    func turns() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let dispatcher = try await house.browser("dispatcher1", [.dispatcher])
        _ = try await agent.record(["event": "submit"])
        let unit = try await house.unit(of: try await agent.record())
        let crew = try await house.browser("op", [.unitOperator], unit: unit)
        let finish = [("note", "井箅子已补上，恢复通行"), ("noPhotoReason", "夜间作业")]
        func signed() async throws -> Case.Number {
            let number = try await agent.record()
            try await crew.give(.sign, to: number)
            return number
        }
        func asksForTime(_ number: Case.Number, _ until: String) async throws {
            let reason = "须等配件运到才能更换"
            try await crew.give(.requestExtension, to: number, [("until", until), ("reason", reason)])
        }
        let returned = try await signed()
        try await crew.give(
            .requestReturn,
            to: returned,
            [("reasonCode", "not_ours"), ("reason", "这条路不归本单位管理维护")]
        )
        try await asksForTime(try await signed(), "2019-04-03T11:30")
        let extended = try await signed()
        try await asksForTime(extended, "2019-04-03T11:30")
        try await dispatcher.give(.extendApproved, to: extended)
        try await asksForTime(extended, "2019-04-03T12:30")
        try await crew.give(
            .requestSuspension,
            to: try await signed(),
            [("until", "2019-04-20T09:00"), ("reason", "等待道路改造一并实施处理")]
        )
        for isJudged in [false, true] {
            let number = try await signed()
            try await crew.give(.submitFeedback, to: number, finish)
            try await agent.give(.passToCallback, to: number)
            guard isJudged else { continue }
            try await agent.give(
                .recordVerdict,
                to: number,
                [("satisfaction", "dissatisfied"), ("solved", "no"), ("manner", "good"), ("words", "还是没有补好")]
            )
        }
        try await crew.give(.submitFeedback, to: try await signed(), finish)
        let files = try await house.hotline.cases.list(CaseFilter(), limit: 100).items.map(\.file)
        #expect(
            Set(files.compactMap(\.awaitedWord)) == [
                .return, .extension, .secondExtension, .suspension, .judgement,
            ]
        )
        for role in Role.allCases {
            let place = role.isOfUnit ? unit : nil
            let person = try await house.browser("one-\(role)", [role], unit: place).person
            let lister = QueueLister(hotline: house.hotline, person: person)
            let found = try await lister.list(QueueQuery(view: .mine), after: nil, limit: 100).entries
            let expected = files.filter { $0.waits(for: person) }.map(\.number)
            #expect(found.map(\.file.number).sorted() == expected.sorted(), "\(role)")
            #expect(try await lister.count(.mine) == expected.count, "\(role)")
        }
    }

    @Test("a unit finds nothing of others, however it looks")
    func unitSeesItsOwn() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let other = try await house.browser("op", [.unitOperator], unit: "U010")
        for view in QueueView.allCases {
            #expect(!(try await other.get("/queue?view=\(view.rawValue)").shows(number)))
        }
        #expect(!(try await other.get("/queue?view=all&q=\(number)").shows("/cases/\(number)")))
    }

    @Test("what is overdue, suspended or ended today has a view of its own")
    func views() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader1", [.shiftLeader])
        let late = try await agent.record()
        let held = try await agent.record(["caller.phone": "05360000002"])
        let ended = try await agent.record(
            ["topic": "GS01", "event": "answer_directly", "answer": "今天下午四点恢复供水"]
        )
        let unit = try await house.browser("op", [.unitOperator], unit: try await house.unit(of: held))
        try await unit.give(.sign, to: held)
        try await unit.give(
            .requestSuspension,
            to: held,
            [("until", "2019-04-20T09:00"), ("reason", "等待道路改造一并实施处理")]
        )
        try await leader.give(.suspendApproved, to: held)
        try await house.advance(minutes: 180)
        let expected: [QueueView: [Case.Number]] = [
            .mine: [], .all: [late, held], .unrouted: [], .over: [late], .hold: [held], .done: [ended],
        ]
        for (view, numbers) in expected {
            let page = try await agent.get("/queue/table?view=\(view.rawValue)")
            for number in [late, held, ended] {
                #expect(page.shows(number) == numbers.contains(number), "\(view)")
            }
        }
        #expect(try await agent.get("/queue?view=over").shows("class=\"is-alarming\""))
        try await house.advance(minutes: 24 * 60)
        #expect(!(try await agent.get("/queue/table?view=done").shows(ended)))
    }

    @Test("pages follow one another without a gap, and words are looked for")
    func paging() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        var numbers: [Case.Number] = []
        for index in 0..<53 {
            numbers.append(try await agent.record(["description": "第 \(index) 处井箅子没了", "event": "submit"]))
        }
        let first = try await agent.get("/queue?view=all")
        let link = try #require(first.body.firstMatch(of: /href="([^"]*after=[^"]*)"/)?.output.1)
        let second = try await agent.get(String(link).replacing("&amp;", with: "&"))
        for number in numbers { #expect(first.shows(number) != second.shows(number)) }
        let found = try await agent.get("/queue?view=all&q=" + "第 17 处".percentEncoded)
        #expect(found.shows(numbers[17]))
        #expect(!found.shows(numbers[18]))
        #expect(
            try await agent.get(
                "/queue?view=all&q=第+17+处".replacing("第", with: "%E7%AC%AC").replacing("处", with: "%E5%A4%84")
            ).shows(numbers[17])
        )
    }

    @Test("pages of a view that is made up of several lists show each case once")
    func pagesOfSeveralLists() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let person = try await house.browser("both", [.shiftLeader, .dispatcher]).person
        let crew = try await house.browser(
            "op",
            [.unitOperator],
            unit: try await house.unit(of: try await agent.record())
        )
        var numbers: [Case.Number] = []
        // The newest are all of one list, then both take turns.
        for isReturned in [true, false, false, true, false, true, true, true] {
            let number = try await agent.record(isReturned ? [:] : ["event": "submit"])
            numbers.append(number)
            guard isReturned else { continue }
            try await crew.give(.sign, to: number)
            try await crew.give(
                .requestReturn,
                to: number,
                [("reasonCode", "not_ours"), ("reason", "这条路不归本单位管理维护")]
            )
        }
        let lister = QueueLister(hotline: house.hotline, person: person)
        var query = QueueQuery(view: .mine)
        for order in [QueueQuery.Order.newest, .deadline] {
            query.order = order
            var shown: [Case.Number] = []
            var next: String?
            repeat {
                let page = try await lister.list(query, after: next, limit: 2)
                #expect(page.entries.count <= 2)
                shown += page.entries.map(\.file.number)
                next = page.next
            } while next != nil && shown.count < 20
            #expect(shown.sorted() == numbers, "\(order)")
        }
    }

    @Test("messages are unread until they are marked")
    func inbox() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader1", [.shiftLeader])
        // No road, no area: the table names no unit, and the leader is told.
        let number = try await agent.record(
            ["event": "submit", "place.road": "", "place.area": "", "place.landmark": "老槐树旁"]
        )
        let page = try await leader.get("/inbox")
        #expect(page.shows("is-unread"))
        #expect(page.shows("责任表没有唯一的单位"))
        #expect(page.shows(number))
        #expect(try await leader.get("/queue?view=unrouted").shows(number))
        let upTo = try #require(page.body.firstMatch(of: /name="upTo" value="(\d+)"/)?.output.1)
        #expect(try await leader.post("/inbox/read", [("upTo", String(upTo))]).location == "/inbox")
        #expect(!(try await leader.get("/inbox").shows("is-unread")))
    }

    @Test("what is overdue with the hall counts as overdue, too: the tab says what the rows show")
    func overdueWithTheHall() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record(["event": "submit"])
        #expect(!(try await agent.get("/queue/table?view=over").shows(number)))
        try await house.advance(minutes: 20)
        let page = try await agent.get("/queue?view=over")
        #expect(page.shows(number))
        #expect(page.shows("超期 <b>1</b>"))
    }

    @Test("an address is read and written the same, whatever order it came in")
    func addresses() throws {
        let typed =
            "topic=LD01&view=over&q=%E8%83%9C%E5%88%A9+%E8%A1%97&stage=&order=deadline&overdue=1&from=2019-04-01"
        let query = try QueueQuery(FormFields(text: typed))
        #expect(
            query.text
                == "view=over&q=%E8%83%9C%E5%88%A9%20%E8%A1%97&topic=LD01&overdue=1&from=2019%2D04%2D01"
        )
        #expect(try QueueQuery(FormFields(text: query.text)) == query)
        #expect(query.without("topic").chipNames == ["q", "overdue", "from"])
        #expect(throws: Problem.self) { try QueueQuery(FormFields(text: "from=yesterday")) }
    }

    @Test("a list is narrowed by urgency, source, follower and day, and nothing else stays in it")
    func narrowing() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader1", [.shiftLeader])
        let usual = try await agent.record(["event": "submit", "urgency": "normal"])
        let urgent = try await agent.record([
            "caller.phone": "05360000002", "urgency": "critical", "event": "submit",
        ])
        let theirs = try await leader.record(["caller.phone": "05360000003", "event": "submit"])
        let expected: [(String, [Case.Number])] = [
            ("urgency=critical", [urgent]), ("follower=agent01", [usual, urgent]), ("follower=me", [theirs]),
            ("from=2019-04-03&to=2019-04-03", [usual, urgent, theirs]), ("to=2019-04-02", []),
            ("source=web", []),
            ("stage=registering&urgency=normal&follower=agent01", [usual]),
        ]
        for (filter, numbers) in expected {
            for order in ["deadline", "newest"] {
                let page = try await leader.get("/queue/table?view=all&order=\(order)&\(filter)")
                for number in [usual, urgent, theirs] {
                    #expect(page.shows(number) == numbers.contains(number), "\(filter) \(order) \(number)")
                }
            }
        }
        #expect(try await leader.get("/queue?follower=nobody").status == .badRequest)
    }

    @Test("a view that a leader shares is a tab of others, who cannot take it away")
    func sharedViews() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader1", [.shiftLeader])
        let unit = try await house.browser("op", [.unitOperator], unit: "U060")
        let view = [("query", "view=all&topic=LD01"), ("name", "夜里的灯"), ("shared", "true")]
        try await leader.post("/queue/views", view)
        #expect(try await agent.get("/queue").shows("夜里的灯（共享）"))
        #expect(!(try await unit.get("/queue").shows("夜里的灯")))
        try await agent.post("/queue/views/1/delete")
        #expect(try await leader.get("/queue").shows("夜里的灯"))
        try await agent.post("/queue/views", view)
        #expect(!(try await house.browser("agent02", [.agent]).get("/queue").body.contains("夜里的灯</a>")))
    }

    @Test("a case is handed over to a colleague of the hall by account or name, and to nobody else")
    func handingOver() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let other = try await house.browser("agent02", [.agent])
        _ = try await house.browser("op", [.unitOperator], unit: "U060")
        let number = try await agent.record()
        for word in ["nobody", "op", ""] {
            let answer = try await agent.give(.handOver, to: number, [("follower", word)])
            #expect(answer.status == .unprocessableContent, "\(word)")
        }
        #expect(try await agent.give(.handOver, to: number, [("follower", "测试agent02")]).status == .seeOther)
        #expect(try await house.file(number).state.follower == other.person.id)
        #expect(try await other.get("/following").shows(number))
        #expect(try await other.get("/inbox").shows("移交跟踪"))
        #expect(try await agent.get("/cases/\(number)").shows("测试agent01把跟踪移交给测试agent02"))
    }
}
