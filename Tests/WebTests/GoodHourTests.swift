import Testing

@testable import Casework
@testable import Web

@Suite("the good hour to call back")
struct GoodHourTests {
    /// Now, when nobody answered, and what is said of it.
    private static let hours: [(now: String, missed: String?, isNow: Bool, words: String)] = [
        ("09:00", nil, true, "现在合适"), ("12:30", nil, false, "14 点后"), ("14:00", nil, true, "现在合适"),
        ("20:54", nil, true, "现在合适"), ("20:55", nil, false, "8 点后"), ("11:50", "09:00", false, "下午再打"),
        ("15:00", "09:00", true, "现在合适"), ("17:00", "14:10", false, "明天再打"),
    ]

    @Test("is in the morning, not at noon nor late, and after a miss in the other half of the day")
    func hours() async throws {
        let rules = try await House().hotline.rules
        func instant(_ clock: String) throws -> Timestamp {
            try #require(rules.time.instant("2019-04-03T\(clock):00+08:00"))
        }
        for hour in Self.hours {
            var file = Case(
                number: "1",
                content: CaseContent(source: "phone", kind: "repair"),
                urgency: .normal,
                personal: Personal()
            )
            if let missed = hour.missed {
                file.state.attempts = [
                    CallbackAttempt(at: try instant(missed), outcome: "no_answer", callAgainAt: nil)
                ]
            }
            let found = GoodHour(for: file, at: try instant(hour.now), under: rules)
            #expect(found.isNow == hour.isNow, "\(hour.now) after \(hour.missed ?? "nothing")")
            #expect(found.words == hour.words)
        }
    }
}
