import Casework
import HTTPTypes
import Storage
import Testing

@testable import Web

/// A walk through all pages of cases, with the same words wherever people may write.
struct Tour {
    let house: House
    let words: String
    private var seen: [(path: String, page: Got)] = []

    init(_ house: House, words: String) {
        self.house = house
        self.words = words
    }

    func walk() async throws -> [(path: String, page: Got)] {
        var tour = self
        try await tour.go()
        return tour.seen
    }

    private mutating func look(_ path: String, _ browser: Browser) async throws {
        let page = try await browser.get(path)
        #expect(page.status == .ok, "\(path) \(page.status)")
        seen.append((path, page))
    }

    private mutating func keep(_ path: String, _ page: Got) { seen.append((path, page)) }

    private mutating func go() async throws {
        let agent = try await house.browser("agent01", [.agent])
        let leader = try await house.browser("leader1", [.shiftLeader])
        let inspector = try await house.browser("field1", [.fieldSupervisor])
        let number = try await recordings(by: agent)
        let unit = try await house.browser("op", [.unitOperator], unit: try await house.unit(of: number))
        let fromElsewhere = try await house.browser("director1", [.director], team: nil)
        try await unit.give(.sign, to: number)
        try await unit.postWithPhoto("/cases/\(number)/events/arrive", [("note", words)])
        try await unit.give(
            .requestExtension,
            to: number,
            [("until", "2019-04-03T11:30"), ("reason", words)]
        )
        _ = try await house.hotline.viewers.arrive(
            at: number,
            leader.person.id,
            now: morning,
            realNow: morning
        )
        for due in ["2019-04-03T09:30", "x"] {
            keep(
                "reminder",
                try await agent.post("/cases/\(number)/reminders", [("text", words), ("due", due)])
            )
        }
        try await look("/cases/\(number)/company", agent)
        try await look("/cases/\(number)/reminders", agent)
        for browser in [agent, leader, unit, inspector, fromElsewhere] {
            try await look("/cases/\(number)", browser)
            try await look("/cases/\(number)/sheet", browser)
            try await look("/cases/\(number)/actions", browser)
        }
        try await look("/approvals", leader)
        try await look("/approvals/list", leader)
        try await look("/approvals", try await house.browser("evaluator1", [.evaluator], team: nil))
        try await leader.give(.extendApproved, to: number)
        try await leader.give(
            .supervise,
            to: number,
            [("level", "yellow"), ("note", words), ("replyBy", "2019-04-03T12:00")]
        )
        for path in ["order", "supervision"] {
            for browser in [leader, unit] { try await look("/cases/\(number)/\(path)", browser) }
        }
        for view in SupervisionView.allCases {
            try await look("/approvals/supervision?view=\(view.rawValue)", leader)
        }
        try await look("/approvals/supervision/list", leader)
        try await refusals(of: number, agent, unit, inspector)
        try await ending(of: number, agent, leader, unit)
        try await lists(agent, leader, unit)
    }

    /// Several cases: one with everything filled in, a second caller of the same, one without a unit, a draft.
    private mutating func recordings(by agent: Browser) async throws -> Case.Number {
        let full = [
            "caller.name": words, "description": words, "expectation": words, "place.landmark": words,
            "place.estate": words, "place.address": words, "place.houseNumber": words,
            "place.crossRoad": words,
        ]
        let number = try await agent.record(full)
        keep(
            "desk refused",
            try await agent.post("/desk", drain(["description": "短", "expectation": words, "unit": "X"]))
        )
        keep(
            "desk refused",
            try await agent.post("/desk", drain(["kind": words, "topic": words, "answer": words]))
        )
        keep(
            "desk",
            try await agent.post(
                "/desk",
                drain(["topic": "", "kind": "help", "place.road": "", "place.area": ""])
            )
        )
        keep("desk", try await agent.post("/desk", drain(["place.road": "", "place.area": ""])))
        keep("proposal", try await agent.post("/desk/proposal", drain(full)))
        keep(
            "proposal",
            try await agent.post(
                "/desk/proposal",
                drain(["topic": "PS04", "place.road": "", "place.area": ""])
            )
        )
        keep("proposal", try await agent.post("/desk/proposal", drain(["topic": words])))
        keep("caller", try await agent.post("/desk/caller", drain(full)))
        keep("caller", try await agent.post("/desk/caller", drain(["caller.phone": "05360000009"])))
        let second = try await agent.record([
            "description": words, "event": "submit", "caller.phone": "05360000002",
        ])
        try await agent.give(.link, to: second, [("into", number)])
        let moved = try await agent.record(["caller.phone": "05360000003", "description": words])
        try await agent.give(.amend, to: moved, [("changes.place.road", ""), ("changes.topic", "PS05")])
        try await look("/cases/\(moved)", agent)
        try await agent.post("/desk/draft", drain(["description": words, "topic": words]))
        try await look("/desk", agent)
        try await look("/desk?draft=1", agent)
        try await look("/desk?done=\(number)", agent)
        try await look("/desk?again=\(number)", agent)
        try await beside(number, agent)
        return number
    }

    /// What stands around the desk's form, and what is found from everywhere.
    private mutating func beside(_ number: Case.Number, _ agent: Browser) async throws {
        let leader = try await house.browser("leader9", [.shiftLeader], team: "第2班组")
        try await agent.post("/desk/promises", [("promise", words), ("at", "16:00")])
        try await agent.post("/desk/promises", [("promise", words), ("at", "8：30")])
        try await house.hotline.reminders.add(
            words,
            on: [number],
            due: morning,
            of: agent.person,
            at: morning
        )
        for kind in ["outage", "handover", "notice"] {
            let fields = [
                ("noticeKind", kind), ("notice", words), ("noticePlace", words), ("until", "18:00"),
            ]
            try await leader.post("/desk/notices", fields)
        }
        keep(
            "rail",
            try await agent.post("/desk/promises", [("promise", words), ("at", words)], fragment: true)
        )
        keep("rail", try await leader.post("/desk/notices", [("notice", words)], fragment: true))
        let caller = [("caller.phone", "05360000001")]
        keep("reveal", try await leader.post("/desk/caller", caller))
        keep(
            "reveal",
            try await leader.post(
                "/desk/caller",
                caller + [("reveal", number), ("why", words.prefix(2).description)]
            )
        )
        keep(
            "apart",
            try await agent.post("/desk", drain(["description": words, "topic": words, "apart": words]))
        )
        try await look("/desk?told=urged&case=\(number)", agent)
        try await look("/desk/say/\(number)", agent)
        try await look("/desk/words?among=topic&q=ys", agent)
        try await look("/desk/words?among=road&q=wh", agent)
        try await look("/desk/words?among=unit&q=yl", agent)
        try await look("/find", agent)
        for typed in [words, String(number.suffix(5)), "05360000001", "hf", "yl", "文化路", "gx", "奎文"] {
            keep("find", try await agent.post("/find", [("q", typed)], fragment: true))
        }
        keep("find", try await agent.post("/find", [("q", words)]))
    }

    private mutating func refusals(
        of number: Case.Number,
        _ agent: Browser,
        _ unit: Browser,
        _ inspector: Browser
    )
        async throws
    {
        for event in EventName.allCases {
            let fields = [
                ("note", words), ("reason", words), ("words", words), ("by", words), ("person", words),
                ("until", "x"),
                ("measuredName", words), ("measuredValue", words), ("changes.topic", words),
                ("changes.place.road", words),
                ("photos", words), ("order", words), ("next", "/queue"), ("into", words), ("version", "1"),
            ]
            keep("refused \(event)", try await agent.give(event, to: number, fields))
            keep(
                "refused \(event)",
                try await unit.give(event, to: number, fields.filter { $0.0 != "version" })
            )
        }
        keep(
            "overtaken",
            try await agent.give(.comment, to: number, [("words", words), ("version", "1")])
        )
        keep("overtaken", try await agent.give(.sign, to: number, [("by", words), ("version", "1")]))
        keep("reveal refused", try await inspector.post("/cases/\(number)/reveal", [("reason", "短")]))
        let other = try await house.browser("leader2", [.shiftLeader], team: nil)
        keep("reveal refused", try await other.post("/cases/\(number)/reveal", [("reason", "\"")]))
    }

    private mutating func ending(of number: Case.Number, _ agent: Browser, _ leader: Browser, _ unit: Browser)
        async throws
    {
        try await unit.postWithPhoto(
            "/cases/\(number)/events/submit_feedback",
            [("note", "办理情况：" + words), ("measuredName", "depth"), ("measuredValue", "3")]
        )
        try await agent.give(.passToCallback, to: number, [("note", words)])
        try await agent.give(.callbackAttempt, to: number, [("outcome", "busy")])
        try await agent.give(
            .recordVerdict,
            to: number,
            [("satisfaction", "dissatisfied"), ("solved", "no"), ("manner", "fair"), ("words", words)]
        )
        try await look("/cases/\(number)", agent)
        try await leader.give(.acceptDissatisfied, to: number, [("reason", words), ("grounds", "policy")])
        try await look("/cases/\(number)", leader)
        try await leader.give(.close, to: number, [("conclusion", words)])
        try await look("/cases/\(number)", agent)
    }

    /// Deeds for many, views under a name, things to think of.
    private mutating func keeping(_ leader: Browser) async throws {
        let number = try await leader.record(["description": words])
        let chosen = [("pick", number), ("pick", "1"), ("query", "view=all&q=\(words.percentEncoded)")]
        try await look(try await leader.post("/queue/chosen", chosen + [("do", "urge")]).location, leader)
        for next in ["/following", "/queue"] {
            let fields = chosen + [("do", "hand_over"), ("follower", words), ("next", next)]
            try await look(try await leader.post("/queue/chosen", fields).location, leader)
        }
        let view = [("query", "view=all&urgency=urgent"), ("name", "急 \"' <b>"), ("shared", "true")]
        try await look(try await leader.post("/queue/views", view).location, leader)
        try await look(
            try await leader.post("/queue/views", [("query", ""), ("name", words)]).location,
            leader
        )
        for due in ["2019-04-03T23:00", "x"] {
            let fields = [("text", words), ("due", due), ("number", number)]
            try await look(try await leader.post("/reminders", fields).location, leader)
        }
        try await look("/queue?follower=me&overdue=1&from=2019-04-01&to=2019-04-30&source=phone", leader)
    }

    private mutating func lists(_ agent: Browser, _ leader: Browser, _ unit: Browser) async throws {
        for _ in 0..<52 {
            _ = try await agent.record(["description": words, "event": "submit", "place.road": "胜利街"])
        }
        for view in QueueView.allCases {
            for browser in [agent, leader, unit] { try await look("/queue?view=\(view.rawValue)", browser) }
            try await look("/queue/table?view=\(view.rawValue)", agent)
            try await look("/queue/tabs?view=\(view.rawValue)", agent)
            try await look("/queue?view=\(view.rawValue)&q=\(words.percentEncoded)", leader)
        }
        for path in ["/following", "/following/table", "/inbox", "/inbox/list", "/desk", "/desk/rail"] {
            try await look(path, agent)
        }
        try await look("/inbox", leader)
        try await look("/inbox", unit)
        try await keeping(leader)
        let guest = house.guest
        try await look("/login", guest)
        keep("login refused", try await guest.post("/login", [("account", words), ("password", words)]))
        keep("problem", try await agent.get("/cases/\(words.percentEncoded)"))
    }
}
