import Testing

@testable import Casework

@Suite("The clock of a redo")
struct RedoClockTests {
    @Test(
        "is what falls due earlier of the own limit and eight work hours",
        arguments: [
            ("pothole", Limit(8, .workHour)), ("lamp", Limit(4, .workHour)), ("burst", Limit(6, .urgentHour)),
        ]
    )
    func smaller(_ topic: String, _ limit: Limit) throws {
        var story = try Story.at(.callingBack, Story(topic))
        try story.go(.redo)
        let clock = try #require(story.clock(.handle))
        #expect(clock.written == limit)
        #expect((clock.round, clock.used, clock.isRunning) == (2, 0, true))
    }

    @Test("of an urgent hour is an urgent hour, not half of one")
    func atLeastAnHour() throws {
        var story = Story()
        try story.go(.quickDispatch, [.standard: "component:0301/2"])
        for event in [EventName.sign, .submitFeedback, .passToCallback, .redo] { try story.go(event) }
        #expect(story.clock(.handle)?.written == Limit(1, .urgentHour))
    }

    @Test("raises the supervision, and the same unit leads")
    func supervision() throws {
        var story = try Story.at(.callingBack)
        try story.go(.redo)
        #expect((story.state.redos, story.state.supervision) == (1, 1))
        #expect(story.state.unit == "ROADS")
        #expect(story.notices.last?.recipient == .unit("ROADS"))
    }

    @Test("of a reopened case is the redo limit")
    func reopened() throws {
        var story = try Story.at(.closed)
        try story.go(.reopen)
        #expect(story.clock(.handle)?.written == Limit(8, .workHour))
        #expect(story.state.closedAt == nil)
        #expect(story.state.endedAt == nil)
    }

    @Test("begins a round in which cards are given again")
    func cards() throws {
        var story = try Story.at(.handling)
        story.runOut(.handle)
        try story.go(.card, [.level: "yellow"])
        try story.go(.card, [.level: "red"])
        for event in [EventName.submitFeedback, .passToCallback, .redo] { try story.go(event) }
        #expect(story.refusal(of: .card, [.level: "red"])?.code == .invalid)
        story.runOut(.handle)
        #expect(story.refusal(of: .card, [.level: "yellow"]) == nil)
        #expect(story.refusal(of: .card, [.level: "red"]) == nil)
    }
}
