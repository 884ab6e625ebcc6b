import Casework
import HTTPTypes
import Storage
import Testing

@testable import Web

@Suite("beside the desk's form")
struct DeskBesideTests {
    @Test("a duplicate is urged with what the caller says, and the draft of the second is gone")
    func urged() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let first = try await agent.record()
        try await agent.post("/desk/draft", drain(["event": ""]))
        let answer = try await agent.post("/desk/urge", drain(["same": first, "draft": "1"]))
        #expect(answer.location == "/desk?told=urged&case=\(first)")
        #expect(try await house.file(first).state.urges == 1)
        #expect(try await house.hotline.drafts.list(of: agent.person).isEmpty)
        #expect(try await agent.get(answer.location).shows("已催办"))
    }

    @Test("what cannot be urged is said on the desk, with every word kept")
    func notUrged() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let answered = try await agent.record([
            "topic": "GS01", "event": "answer_directly", "answer": "今天下午四点恢复供水",
        ])
        let answer = try await agent.post("/desk/urge", drain(["same": answered]))
        #expect(answer.status == .conflict)
        #expect(answer.shows("文化路路东雨水井箅子没了，请尽快补上</textarea>"))
        #expect(try await agent.post("/desk/urge", drain(["same": "nowhere"])).status == .notFound)
    }

    @Test("another caller gets a case of the own that goes along; one without a number is noted")
    func another() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let first = try await agent.record()
        try await agent.post("/desk/another-caller", [("same", first), ("caller.phone", "05360000007")])
        #expect(try await house.file(first).state.callers == 2)
        let noted = try await agent.post("/desk/another-caller", [("same", first)])
        #expect(noted.location.hasPrefix("/desk?told=noted"))
        #expect(try await house.file(first).state.callers == 2)
    }

    @Test("leaders put notices on the board and take them down, agents see them")
    func notices() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader1", [.shiftLeader])
        let notice = [
            ("noticeKind", "outage"), ("notice", "抢修停水"), ("noticePlace", "虞河路"), ("until", "18:00"),
        ]
        #expect(try await agent.post("/desk/notices", notice).status == .forbidden)
        #expect(try await leader.post("/desk/notices", notice).status == .seeOther)
        let seen = try await agent.get("/desk/rail")
        #expect(seen.shows("停供至 18:00") && seen.shows("虞河路：抢修停水"))
        #expect(!seen.shows("撤下"))
        #expect(try await agent.post("/desk/notices/1/end").status == .forbidden)
        try await leader.post("/desk/notices/1/end")
        #expect(!(try await agent.get("/desk/rail").shows("抢修停水")))
    }

    @Test("a promise has a time, today or, if that is past, tomorrow, and is crossed off")
    func promises() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        try await agent.post("/desk/promises", [("promise", "给测试甲回电"), ("at", "14:45")])
        try await agent.post("/desk/promises", [("promise", "早上再问"), ("at", "08:30")])
        let rail = try await agent.get("/desk/rail")
        #expect(rail.shows(">14:45</b>") && rail.shows("给测试甲回电"))
        #expect(rail.shows(">明天 08:30</b>"))
        let wrong = try await agent.post(
            "/desk/promises",
            [("promise", "几点"), ("at", "25:00")],
            fragment: true
        )
        #expect(wrong.shows("请写答应了什么，和几点"))
        try await agent.post("/desk/promises/1/done")
        #expect(!(try await agent.get("/desk/rail").shows("给测试甲回电")))
    }

    @Test("the sentence to say is that of the state, and only of a case one may see")
    func say() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let said = try await agent.get("/desk/say/\(number)")
        #expect(said.shows("您反映的文化路雨水井箅丢失，今天上午 9 点已派给市政设施养护中心，等对方签收"))
        #expect(said.shows("最迟今天上午 11 点办好，办好我们给您回电话。"))
        let stranger = try await house.browser("op", [.unitOperator], unit: "U060")
        #expect(try await stranger.get("/desk/say/\(number)").status != .ok)
        try await house.advance(minutes: 150)
        let unit = try await house.browser("op2", [.unitOperator], unit: "U070")
        try await unit.give(.sign, to: number)
        #expect(try await agent.get("/desk/say/\(number)").shows("原定今天上午 11 点办好，现在晚了，我马上替您催办。"))
    }

    @Test("a card shows the caller as the person may see it, and in clear only for a reason")
    func card() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader9", [.shiftLeader], team: "第2班组")
        let number = try await agent.record()
        let caller = [("caller.phone", "05360000001")]
        #expect(try await agent.post("/desk/caller", caller).shows("caller-name\">测试甲<"))
        #expect(try await leader.post("/desk/caller", caller).shows("caller-name\">测**<"))
        let refused = try await leader.post("/desk/caller", caller + [("reveal", number), ("why", "看")])
        #expect(refused.shows("不少于 4 个字") && !refused.shows("测试甲"))
        let shown = try await leader.post("/desk/caller", caller + [("reveal", number), ("why", "核对来电人")])
        #expect(shown.shows("caller-name\">测试甲<"))
    }

    @Test("a form begun is kept when another call comes, an empty one is not")
    func calls() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        try await agent.post("/desk/new", [("source", "phone"), ("caller.wantsCallback", "true")])
        #expect(try await house.hotline.drafts.list(of: agent.person).isEmpty)
        try await agent.post("/desk/new", drain(["event": ""]))
        #expect(try await agent.get("/desk").shows("雨水井箅丢失 · 文化路"))
        let second = try await agent.post("/desk/another", drain(["event": "", "draft": "1"]))
        #expect(second.location == "/desk?draft=2")
        let fields = try #require(try await house.hotline.drafts.list(of: agent.person).first?.fields)
        #expect(fields["caller.phone"] == "05360000001" && fields["place.road"] == "文化路")
        #expect(fields["description"] == nil && fields["topic"] == nil)
    }

    @Test("an area is understood by its way, as the field shows it")
    func area() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record(["place.area": "奎文区 大虞街道", "place.road": ""])
        #expect(try await house.file(number).state.content.place.area == "370705002")
    }
}
