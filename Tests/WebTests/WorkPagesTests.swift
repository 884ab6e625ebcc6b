import Casework
import Storage
import Testing

@testable import Web

/// The pages on which units, checkers, callers and approvers work.
struct WorkPagesTests {
    private static let phone = "13700000001"

    /// A dark lamp, recorded and sent to `unit`.
    private func lamp(_ test: TestHotline, for unit: Casework.Unit.ID, by agent: Person) async throws
        -> Case.Number
    {
        var place = Place(area: "370705001", road: "胜利东街")
        place.landmark = "测试地点"
        var content = CaseContent(source: "phone", kind: "repair", topic: "LD01", place: place)
        content.hasPhone = true
        var personal = Personal()
        personal.phone = Self.phone
        personal.name = "测试女士"
        personal.description = "路灯不亮，晚上很黑，请修"
        let fields = Fields([.unit: .text(unit), .reason: .text("测试用，指定单位办理")])
        let outcome = try await test.hotline.cases.record(
            content,
            urgency: .normal,
            personal: personal,
            giving: [CaseCommand(.quickDispatch, fields)],
            by: agent,
            at: test.hotline.clock.now,
            under: test.hotline.rules
        )
        return outcome.entry.file.number
    }

    private func give(
        _ test: TestHotline,
        _ event: EventName,
        _ fields: [String: String],
        _ number: Case.Number,
        _ person: Person
    )
        async throws
    {
        let raw = fields.mapValues { RawValue.text($0) }
        _ = try await test.hotline.give(event, raw, to: number, by: person)
    }

    private func called(_ test: TestHotline, by agent: Person) async throws -> Case.Number {
        let number = try await lamp(test, for: "U060", by: agent)
        let unit = try await test.addPerson("op-\(number.suffix(3))", [.unitOperator], unit: "U060")
        try await give(test, .sign, [:], number, unit)
        try await give(test, .submitFeedback, ["note": "灯泡已换好，恢复照明，请放心"], number, unit)
        try await give(test, .passToCallback, [:], number, agent)
        return number
    }

    @Test func eachPageIsForThoseWhoDoItsWork() async throws {
        let pages: [(String, Set<Permission>, String)] = [
            ("/unit", [.handle], "待回复督办"), ("/checks", [.check, .verify], "现场核实与核查"),
            ("/callbacks", [.callback], "待回访"),
            (
                "/approvals",
                [
                    .approveReturn, .approveExtension, .approveSuspension, .reviewAppeal, .approveAppeal,
                    .decide,
                ], "等您批的"
            ),
        ]
        try await TestHotline.run { test in
            for role in Role.allCases {
                let account = "a-" + role.rawValue
                try await test.addPerson(account, [role], unit: role.isOfUnit ? "U010" : nil)
                let session = try await test.session(of: account)
                for (path, permissions, word) in pages {
                    let answer = try await test.get(path, session)
                    let may = !permissions.isDisjoint(with: role.permissions)
                    #expect(answer.status == (may ? .ok : .notFound), "\(role) \(path)")
                    #expect(answer.text.contains(word) == may, "\(role) \(path)")
                    #expect(answer.text.contains("演示数据"), "\(role) \(path)")
                }
            }
        }
    }

    @Test func aUnitSeesItsOwnCasesAndNoDoor() async throws {
        try await TestHotline.run { test in
            let agent = try await test.addPerson("agent01", [.agent])
            let number = try await lamp(test, for: "U060", by: agent)
            try await test.addPerson("own", [.unitOperator], unit: "U060")
            try await test.addPerson("other", [.unitOperator], unit: "U010")
            let own = try await test.get("/unit", try await test.session(of: "own")).text
            #expect(own.contains("/cases/\(number)/events/sign"))
            #expect(!own.contains(Self.phone))
            let other = try await test.get("/unit", try await test.session(of: "other")).text
            #expect(!other.contains(number))
        }
    }

    @Test func aCallbackShowsTheNumberOnceChosenAndLeavesATrace() async throws {
        try await TestHotline.run { test in
            let agent = try await test.addPerson("agent01", [.agent])
            let number = try await called(test, by: agent)
            try await test.addPerson("agent02", [.agent])
            let session = try await test.session(of: "agent02")
            #expect(!(try await test.get("/callbacks/list", session).text.contains(Self.phone)))
            #expect(try await test.hotline.audit.latest(.sawPersonal, before: nil, limit: 5).isEmpty)
            #expect(try await test.get("/callbacks", session).text.contains(Self.phone))
            let seen = try await test.hotline.audit.latest(.sawPersonal, before: nil, limit: 5)
            #expect(seen.map(\.record.object) == ["case \(number)"])
        }
    }

    @Test func goodJudgementsCloseAndBadOnesWait() async throws {
        try await TestHotline.run { test in
            let agent = try await test.addPerson("agent01", [.agent])
            let good = try await called(test, by: agent)
            let bad = try await called(test, by: agent)
            let session = try await test.session(of: "agent01")
            let happy = ["solved": "yes", "satisfaction": "satisfied", "manner": "good"]
            #expect(
                try await test.post("/callbacks/\(good)", happy.merging(["_token": "x"]) { $1 }, session)
                    .status == .forbidden
            )
            #expect(
                try await test.post("/callbacks/\(good)", ["solved": "yes"], session).text.contains("请选择满意度")
            )
            #expect(try await test.post("/callbacks/\(good)", happy, session).location == "/callbacks")
            #expect(try await test.hotline.cases.find(good)?.file.stage == .closing)

            var unhappy = ["solved": "partly", "satisfaction": "dissatisfied", "manner": "fair"]
            let unsaid = try await test.post("/callbacks/\(bad)", unhappy, session)
            #expect(unsaid.status == .unprocessableContent)
            #expect(unsaid.text.contains("原话"))
            unhappy["words"] = "修了一半就走了"
            #expect(try await test.post("/callbacks/\(bad)", unhappy, session).status == .seeOther)
            let file = try #require(try await test.hotline.cases.find(bad)?.file)
            #expect(file.stage == .callingBack)
            #expect(file.state.verdict?.isBad == true)

            try await test.addPerson("leader1", [.shiftLeader])
            let sheet = try await test.get("/callbacks?case=\(bad)", try await test.session(of: "leader1"))
                .text
            #expect(sheet.contains("修了一半就走了"))
            #expect(sheet.contains("/cases/\(bad)/events/redo"))
        }
    }

    @Test func quietHoursWarn() async throws {
        try await TestHotline.run(at: "2019-04-03T20:30:00+08:00") { test in
            let agent = try await test.addPerson("agent01", [.agent], isDemonstration: true)
            _ = try await called(test, by: agent)
            let session = try await test.session(of: "agent01")
            #expect(!(try await test.get("/callbacks", session).text.contains("静默时段（")))
            test.pass(1800)
            #expect(try await test.get("/callbacks", session).text.contains("静默时段（21:00—08:00）"))
        }
    }

    @Test func anAppointmentThatHasComeIsFirst() async throws {
        try await TestHotline.run { test in
            let agent = try await test.addPerson("agent01", [.agent], isDemonstration: true)
            let first = try await called(test, by: agent)
            test.pass(60)
            let second = try await called(test, by: agent)
            let later = ["outcome": "call_later", "at": "2019-04-03T11:00:00+08:00"]
            try await give(test, .callbackAttempt, later, second, agent)
            func order() async throws -> [Case.Number] {
                let queue = CallbackQueue(
                    try await test.hotline.callbacks(),
                    judgedCount: 0,
                    for: agent,
                    at: test.hotline.clock.now,
                    under: test.hotline.rules
                )
                return queue.toCall.map(\.file.number)
            }
            #expect(try await order() == [first])
            test.pass(7200)
            #expect(try await order() == [second, first])
            try await give(test, .callbackAttempt, ["outcome": "no_answer"], second, agent)
            #expect(try await order() == [first], "two hours must pass before an attempt counts again")
            test.pass(7200)
            #expect(try await order() == [first, second])
        }
    }

    @Test func anExtensionComesWithItsSum() async throws {
        try await TestHotline.run { test in
            let agent = try await test.addPerson("agent01", [.agent])
            let number = try await lamp(test, for: "U060", by: agent)
            let unit = try await test.addPerson("op", [.unitOperator], unit: "U060")
            try await give(test, .sign, [:], number, unit)
            let due = try #require(try await test.hotline.cases.find(number)?.file.state.clocks[.handle]?.due)
            let until = test.hotline.rules.time.iso8601(due + 3600)
            try await give(
                test,
                .requestExtension,
                ["until": until, "reason": "配件缺货，明天上午才能送到"],
                number,
                unit
            )
            try await test.addPerson("leader1", [.shiftLeader])
            let session = try await test.session(of: "leader1")
            let page = try await test.get("/approvals", session).text
            for word in [
                "等您批的 1 件", "配件缺货", "已批延期", "0 次，最多 2 次", "未超限", "extend_approved", "extend_rejected",
            ] {
                #expect(page.contains(word), "\(word)")
            }
            let approved = try await test.post(
                "/cases/\(number)/events/extend_approved",
                ["next": "/approvals"],
                session
            )
            #expect(approved.location == "/approvals")
            #expect(try await test.get("/approvals", session).text.contains("等您批的 0 件"))
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows
        -> [Result]
    {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
