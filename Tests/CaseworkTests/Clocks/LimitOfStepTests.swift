import Testing

@testable import Casework

@Suite("The limit of a step")
struct LimitOfStepTests {
    @Test("signing is urgent for urgent cases and for urgent limits, else thirty work minutes")
    func sign() throws {
        #expect(try Story.at(.signing).clock(.sign)?.written == Limit(0.5, .workHour))
        #expect(try Story.at(.signing, Story("burst")).clock(.sign)?.written == Limit(0.25, .urgentHour))
        let urgent = Story {
            $0 = Case(number: $0.number, content: $0.state.content, urgency: .critical, personal: $0.personal)
        }
        #expect(try Story.at(.signing, urgent).clock(.sign)?.written == Limit(0.25, .urgentHour))
    }

    @Test(
        "what comes in waits by its source",
        arguments: [
            ("web", 86_400), ("letter", 86_400), ("sms", 180), ("wechat", 180), ("12345", 900),
            ("inspector", 900),
        ]
    )
    func intake(_ source: String, _ seconds: Int) throws {
        #expect(try Story.at(.intake, Story(source: source)).clock(.intake)?.limit == seconds)
    }

    @Test(
        "the hall's steps run day and night",
        arguments: [
            (CaseStage.registering, ClockKind.accept, 900), (.dispatching, .dispatch, 900),
            (.verifying, .verify, 1800),
            (.feedback, .review, 1800), (.checking, .check, 1800), (.closing, .close, 900),
        ]
    )
    func hall(_ stage: CaseStage, _ kind: ClockKind, _ seconds: Int) throws {
        let clock = try #require(try Story.at(stage).clock(kind))
        #expect((clock.limit, clock.measure) == (seconds, .continuous))
    }

    @Test(
        "coordination and outside bodies have work days",
        arguments: [
            (CaseStage.coordinating, ClockKind.coordinate, 28_800), (.forwarded, .outside, 144_000),
        ]
    )
    func work(_ stage: CaseStage, _ kind: ClockKind, _ seconds: Int) throws {
        let clock = try #require(try Story.at(stage).clock(kind))
        #expect((clock.limit, clock.measure) == (seconds, .work))
    }

    @Test("a request is answered within an hour, within a quarter of one when the case is urgent")
    func request() throws {
        var story = try Story.at(.handling)
        try story.go(.requestReturn)
        #expect(story.clock(.request)?.limit == 3600)
        try story.go(.returnRejected)
        try story.go(.raiseUrgency)
        try story.go(.requestExtension)
        #expect(story.clock(.request)?.limit == 900)
    }

    @Test("calling back takes eight hours in which people may be called")
    func callback() throws {
        var story = try Story.at(.feedback)
        story.now = City.at("2019-04-03T16:59")
        try story.go(.passToCallback)
        #expect(story.clock(.callback)?.due == City.at("2019-04-04T12:00"))
        var night = try Story.at(.feedback)
        night.now = City.at("2019-04-05T23:00")
        try night.go(.passToCallback)
        #expect(night.clock(.callback)?.due == City.at("2019-04-06T16:00"))
    }

    @Test("no standard: the topic's limit; no topic either: five work days")
    func fallback() throws {
        #expect(try Story.at(.handling, Story("lamp")).state.limits?.source == .topic)
        var story = Story("lamp")
        try story.go(.quickDispatch, [.standard: "component:0301/1"])
        #expect(story.state.limits?.source == .standard)
        #expect(City.rules.limits(standard: nil, topic: nil).finish == Limit(5, .workDay))
        #expect(City.rules.limits(standard: nil, topic: nil).source == .general)
    }
}
