import Casework
import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import Web

@Suite("what may be done to a case, by its forms")
struct ActionTests {
    @Test("the page offers exactly the events that the case allows")
    func offersWhatIsAllowed() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let unit = try await house.browser("op", [.unitOperator], unit: try await house.unit(of: number))
        let leader = try await house.browser("leader1", [.shiftLeader])
        for browser in [agent, unit, leader] {
            let file = try await house.file(number)
            let allowed = file.allowed(
                to: browser.person,
                at: house.hotline.clock.now,
                under: house.hotline.rules
            )
            let body = try await browser.get("/cases/\(number)").body
            let offered = EventName.allCases.filter {
                body.contains("/cases/\(number)/events/\($0.rawValue)\"")
            }
            #expect(Set(offered) == Set(allowed))
            #expect(body.components(separatedBy: "<summary class=\"btn btn-primary\"").count <= 2)
        }
    }

    @Test("a case goes from ring to close by forms alone")
    func fromRingToClose() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader1", [.shiftLeader])
        let number = try await agent.record()
        let unit = try await house.browser("op", [.unitOperator], unit: try await house.unit(of: number))
        try await unit.give(.sign, to: number)
        try await unit.give(.arrive, to: number, [("note", "已围挡")])
        try await unit.give(
            .submitFeedback,
            to: number,
            [("note", "已更换新箅子并恢复通行"), ("measuredName", "depth"), ("measuredValue", "3")]
        )
        try await agent.give(.passToCallback, to: number)
        try await agent.give(
            .callerSatisfied,
            to: number,
            [("satisfaction", "satisfied"), ("solved", "yes"), ("manner", "good")]
        )
        let answer = try await leader.give(
            .close,
            to: number,
            [("conclusion", "办理到位，准予结案"), ("next", "/queue")]
        )
        #expect(answer.location == "/queue")
        #expect(try await house.file(number).stage == .closed)
        let page = try await agent.get("/cases/\(number)")
        for words in [
            "来电维修，测试agent01登记并直派", "测试op签收（限", "测试op反馈处置情况（限", "深度（cm） 3",
            "测试agent01回访，来电人评价：满意，已解决，态度好，转结案", "测试leader1结案", "办理到位，准予结案",
        ] {
            #expect(page.shows(words), "\(words)")
        }
    }

    @Test("a refusal shows the same form again, with what was typed and the refusal's words")
    func refusalKeepsWhatWasTyped() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let unit = try await house.browser("op", [.unitOperator], unit: try await house.unit(of: number))
        let answer = try await unit.give(
            .requestReturn,
            to: number,
            [("reasonCode", "not_ours"), ("reason", "太短"), ("version", "1")]
        )
        #expect(answer.status == .unprocessableContent)
        #expect(answer.shows("理由不少于 10 个字。"))
        #expect(answer.shows(">\n太短</textarea>"))
        #expect(answer.shows("<option value=\"not_ours\" selected>"))
        #expect(try await house.file(number).state.pending == nil)
    }

    @Test("who comes second is told who changed what, and loses nothing")
    func secondComer() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader1", [.shiftLeader])
        let number = try await agent.record()
        #expect(
            try await leader.give(.comment, to: number, [("words", "请加快"), ("version", "1")]).status
                == .seeOther
        )
        let answer = try await agent.give(.comment, to: number, [("words", "我写了很久的话"), ("version", "1")])
        #expect(answer.status == .conflict)
        #expect(answer.shows("您打开之后，案件已有变化"))
        #expect(answer.shows("测试leader1批注<q>请加快</q>"))
        #expect(answer.shows("我写了很久的话"))
        #expect(answer.shows("name=\"version\" value=\"2\""))
        #expect(try await house.file(number).state.version == 2)
    }

    @Test("an event that is not to be done any more is explained, with what was typed")
    func wrongStage() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let answer = try await agent.give(.passToCallback, to: number, [("note", "写好的附言")])
        #expect(answer.status == .conflict)
        #expect(answer.shows("案件现为“待签收”"))
        #expect(answer.shows("写好的附言"))
    }

    @Test(
        "afterwards a form leads to pages of ours only",
        arguments: ["//evil.example/", "https://evil.example", "/\\evil", "x"]
    )
    func nextIsLocal(next: String) async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let answer = try await agent.give(.comment, to: number, [("words", "批注"), ("next", next)])
        #expect(answer.location == "/cases/\(number)")
    }

    @Test("a refused form still knows where it was to lead")
    func nextSurvives() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let answer = try await agent.give(.comment, to: number, [("next", "/following")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.shows("name=\"next\" value=\"/following\""))
    }

    @Test("a correction sends only what differs, and may empty a field")
    func correction() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record(["place.landmark": "公交站", "expectation": "今天补上"])
        let fields = [
            ("changes.topic", "PS04"), ("changes.place.landmark", "加油站"), ("changes.expectation", ""),
            ("changes.description", "文化路路东雨水井箅子没了，请尽快补上"), ("changes.caller.wantsCallback", "false"),
        ]
        let answer = try await agent.give(.amend, to: number, fields)
        #expect(answer.status == .seeOther, "\(answer.body.suffix(1500))")
        let file = try await house.file(number)
        #expect(file.state.content.place.landmark == "加油站")
        #expect(file.state.content.topic == "PS04")
        #expect(file.state.content.wantsCallback == false)
        #expect(file.personal.expectation == nil)
        #expect(file.personal.phone == "05360000001")
        #expect(try await agent.get("/cases/\(number)").shows("参照物 公交站 → 加油站"))
    }

    @Test("who sees the caller masked cannot wipe out what is masked by correcting something else")
    func maskedCorrection() async throws {
        let house = try await House()
        let number = try await house.browser("agent01", [.agent]).record(["place.address": "测试花园 3 号楼 2 单元"])
        let dispatcher = try await house.browser("dispatcher1", [.dispatcher])
        let page = try await dispatcher.get("/cases/\(number)")
        #expect(!page.shows("05360000001"))
        #expect(!page.shows("2 单元"))
        let answer = try await dispatcher.give(
            .amend,
            to: number,
            [("changes.place.side", "路东"), ("changes.caller.phone", ""), ("changes.place.address", "")]
        )
        #expect(answer.status == .seeOther)
        let file = try await house.file(number)
        #expect(file.state.content.place.side == "路东")
        #expect(file.personal.phone == "05360000001")
        #expect(file.personal.address == "测试花园 3 号楼 2 单元")
    }

    @Test("photographs come with the form itself where there is no script")
    func photoWithoutScript() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let unit = try await house.browser("op", [.unitOperator], unit: try await house.unit(of: number))
        try await unit.give(.sign, to: number)
        let answer = try await unit.postWithPhoto("/cases/\(number)/events/arrive", [("note", "已到现场")])
        #expect(answer.status == .seeOther, "\(answer.body.suffix(500))")
        #expect(try await house.file(number).state.arrivedAt != nil)
        let page = try await agent.get("/cases/\(number)")
        #expect(page.shows("<img src=\"/photos/"))
    }

    @Test("the caller is shown in clear for a minute to who says why, and it is written down")
    func reveal() async throws {
        let house = try await House()
        let number = try await house.browser("agent01", [.agent]).record()
        let director = try await house.browser("director1", [.director], team: nil)
        #expect(!(try await director.get("/cases/\(number)").shows("05360000001")))
        let refused = try await director.post("/cases/\(number)/reveal", [("reason", "看")])
        #expect(refused.status == .unprocessableContent)
        #expect(refused.shows("不少于 4 个字"))
        let shown = try await director.post("/cases/\(number)/reveal", [("reason", "联系来电人核实")])
        #expect(shown.status == .seeOther)
        #expect(try await director.get("/cases/\(number)").shows("05360000001"))
    }
}
