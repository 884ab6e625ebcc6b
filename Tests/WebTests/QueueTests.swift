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
}
