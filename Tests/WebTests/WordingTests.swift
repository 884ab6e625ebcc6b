import Casework
import Storage
import Testing

@testable import Web

@Suite("words")
struct WordingTests {
    private static func wording() async throws -> Wording {
        Wording(rules: try await House().hotline.rules, now: morning)
    }

    @Test("an instant is said by the clock today, with its day otherwise, with its year in another")
    func instants() async throws {
        let wording = try await Self.wording()
        #expect(wording.instant(morning + 3600) == "10:00")
        #expect(wording.instant(morning + 86_400) == "明天 09:00")
        #expect(wording.instant(morning + -86_400) == "4 月 2 日 09:00")
        #expect(wording.instant(morning + -200 * 86_400) == "2018 年 9 月 15 日 09:00")
        #expect(wording.exact(morning) == "2019 年 4 月 3 日 周三 09:00:00")
    }

    @Test(
        "spans are said in two units at most",
        arguments: [
            (30, "不到 1 分"), (60, "1 分"), (3599, "59 分"), (3600, "1 时"), (9300, "2 时 35 分"), (86_400, "1 天"),
            (273_600, "3 天 4 时"),
        ]
    )
    func spans(seconds: Int, words: String) async throws {
        #expect(try await Self.wording().span(seconds) == words)
    }

    @Test("time used is said as people say it", arguments: [(30, "用时不到 1 分"), (9300, "用 2 时 35 分")])
    func used(seconds: Int, words: String) async throws {
        #expect(try await Self.wording().used(seconds) == words)
    }

    @Test("short limits are said in minutes")
    func limits() {
        #expect(Limit(0.25, .urgentHour).words == "15 分钟")
        #expect(Limit(0.5, .workHour).words == "30 分钟（工作时间）")
        #expect(Limit(2, .urgentHour).words == "2 紧急工作时")
    }

    @Test("a deadline is told with shape, word and exact instant: ample, soon, over, held, done")
    func deadlines() async throws {
        let house = try await House()
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let unit = try await house.browser("op", [.unitOperator], unit: try await house.unit(of: number))
        let rules = house.hotline.rules
        func due(after minutes: Int) async throws -> Due? {
            Wording(rules: rules, now: morning + minutes * 60).due(of: try await house.file(number))
        }
        // Fifteen minutes to sign.
        #expect(try await due(after: 5)?.words == "剩 10 分")
        #expect(try await due(after: 5)?.kind == .ok)
        #expect(try await due(after: 13)?.kind == .soon)
        #expect(try await due(after: 15)?.kind == .soon)
        #expect(try await due(after: 17)?.words == "超 2 分")
        #expect(try await due(after: 17)?.kind == .over)
        #expect(try await due(after: 17)?.exact == "限 2019 年 4 月 3 日 周三 09:15:00")
        try await unit.give(.sign, to: number)
        #expect(try await due(after: 80)?.words == "剩 40 分")
        #expect(try await due(after: 95)?.kind == .soon)
    }

    @Test("every event has a sentence of its own, and a name for its button")
    func everyEvent() async throws {
        let wording = try await Self.wording()
        let state = Case(
            number: "3707002019040300001",
            content: CaseContent(source: "phone", kind: "repair"),
            urgency: .normal,
            personal: Personal()
        ).state
        var sentences: Set<String> = []
        for name in EventName.allCases {
            let event = CaseEvent(
                sequence: 2,
                name: name,
                at: morning,
                by: 7,
                fields: [:],
                facts: [],
                words: [:]
            )
            let told = ToldEvent(
                event: event,
                before: state,
                after: state,
                wording: wording,
                names: [7: "测试甲"],
                shown: ""
            )
            #expect(!told.what.isEmpty)
            sentences.insert(told.what)
        }
        #expect(sentences.count == EventName.allCases.count)
    }
}
