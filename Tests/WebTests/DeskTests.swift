import Casework
import HTTPTypes
import Storage
import Testing

@testable import Web

@Suite("the desk")
struct DeskTests {
    @Test("a draft is kept, found again, and gone when its case is recorded")
    func drafts() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let other = try await house.browser("agent02", [.agent])
        let saved = try await agent.post("/desk/draft", drain(["description": "没写完的一句", "event": ""]))
        #expect(saved.status == .ok)
        #expect(saved.body.contains("\"id\":\"1\""))
        #expect(try await agent.get("/following").shows("没写完的一句"))
        #expect(try await agent.get("/desk?draft=1").shows(">\n没写完的一句</textarea>"))
        #expect(!(try await other.get("/desk?draft=1").shows("没写完的一句")))
        // Another's draft is not written over, nor thrown away.
        #expect(
            try await other.post("/desk/draft", drain(["draft": "1", "event": ""])).body.contains(
                "\"id\":\"2\""
            )
        )
        try await other.post("/desk/draft/1/discard")
        #expect(try await house.hotline.drafts.list(of: agent.person).count == 1)
        _ = try await agent.record(["draft": "1"])
        #expect(try await house.hotline.drafts.list(of: agent.person).isEmpty)
    }

    @Test("a refused form keeps every word and says beside each field what is wrong")
    func refused() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let answer = try await agent.post(
            "/desk",
            drain([
                "description": "太短", "place.landmark": "公交站旁", "urgency": "critical",
                "caller.wantsCallback": "false",
            ])
        )
        #expect(answer.status == .unprocessableContent)
        #expect(answer.shows("<p class=\"field-error\" role=\"alert\">请填写问题描述，不少于 8 个字。</p>"))
        #expect(answer.shows("value=\"公交站旁\""))
        #expect(answer.shows("id=\"u-critical\" value=\"critical\" checked"))
        #expect(answer.shows("name=\"caller.wantsCallback\" value=\"true\" form=\"desk-form\">"))
    }

    @Test("the proposal names the rule's unit, its reason, the runners-up and the sums")
    func proposal() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let answer = try await agent.post("/desk/proposal", drain(["event": ""]))
        #expect(answer.shows("<p class=\"unit-name\">市政设施养护中心</p>"))
        #expect(answer.shows("因为：文化路 · 市政道路与排水"))
        #expect(answer.shows("<dt>奎文区市政养护中心</dt>"))
        #expect(answer.shows(">11:00</b>"))
        #expect(answer.shows("昼夜连续计"))
    }

    @Test("a case of the same topic and road within three days is offered, and may be joined at once")
    func duplicates() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let first = try await agent.record()
        let other = try await agent.record(["place.road": "胜利街"])
        let answer = try await agent.post("/desk/proposal", drain(["caller.phone": "05360000002"]))
        #expect(answer.shows("value=\"\(first)\""))
        #expect(!answer.shows(other))
        let joined = try await agent.record(["caller.phone": "05360000002", "into": first])
        #expect(try await house.file(joined).stage == .linked)
        #expect(try await house.file(first).state.callers == 2)
        try await house.advance(minutes: 73 * 60)
        #expect(!(try await agent.post("/desk/proposal", drain()).shows("value=\"\(first)\"")))
    }

    @Test("earlier cases of the number that calls are listed")
    func earlier() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        #expect(try await agent.post("/desk/caller", [("caller.phone", "0536-000 0001")]).shows(number))
        #expect(try await agent.post("/desk/caller", [("caller.phone", "05360000002")]).shows("没有来过"))
    }

    @Test("a letter is received, and waits to be accepted")
    func letter() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let received = try await agent.record([
            "source": "letter", "sourceReference": "信 12", "event": "receive",
        ])
        #expect(try await house.file(received).stage == .intake)
        let accepted = try await agent.record([
            "source": "letter", "sourceReference": "信 13", "event": "accept",
        ])
        #expect(try await house.file(accepted).stage == .registering)
        let wrong = try await agent.post("/desk", drain(["event": "receive"]))
        #expect(wrong.status == .conflict)
    }

    @Test("a question is answered at once")
    func answered() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let changes = ["topic": "GS01", "event": "answer_directly", "answer": "今天下午四点恢复供水", "unit": "U010"]
        let number = try await agent.record(changes)
        #expect(try await house.file(number).stage == .answered)
        let missing = try await agent.post("/desk", drain(changes.merging(["answer": ""]) { _, new in new }))
        #expect(missing.status == .unprocessableContent)
        #expect(missing.shows("请填写答复内容。"))
    }
}
