import Testing

@testable import Casework

@Suite("Raising the urgency")
struct HastenTests {
    @Test("halves what is left, where no standard knows an urgent limit")
    func half() throws {
        var story = try Story.at(.handling, Story("burst"))
        try story.go(.raiseUrgency, after: 3600)
        let clock = try #require(story.clock(.handle))
        let used = 3600 + 60
        #expect(clock.used == used)
        #expect(clock.limit == used + (43_200 - used) / 2)
        #expect(clock.due == story.now + (43_200 - used) / 2)
    }

    @Test("gives the standard's urgent limit, where it knows one")
    func urgentLimit() throws {
        var story = Story()
        try story.go(.quickDispatch, [.standard: "component:0301/1"])
        try story.go(.raiseUrgency)
        let clock = try #require(story.clock(.handle))
        #expect((clock.limit, clock.measure) == (7200, .continuous))
        #expect(clock.due == story.now + 7200)
    }

    @Test("never makes it later")
    func neverLater() throws {
        var story = Story()
        try story.go(.quickDispatch, [.standard: "component:0301/1"])
        story.now = City.at("2019-04-04T08:50")
        let due = story.clock(.handle)?.due
        try story.go(.raiseUrgency)
        #expect(story.clock(.handle)?.due == due)
        var late = try Story.at(.handling, Story("lamp"))
        late.runOut(.handle)
        let passed = late.clock(.handle)?.due
        try late.go(.raiseUrgency)
        #expect(late.clock(.handle)?.due == passed)
    }

    @Test("turns the sign clock into the urgent one, from now")
    func sign() throws {
        var story = try Story.at(.signing)
        #expect(story.clock(.sign)?.measure == .work)
        try story.go(.raiseUrgency)
        let clock = try #require(story.clock(.sign))
        #expect((clock.measure, clock.limit, clock.due) == (.continuous, 900, story.now + 900))
    }

    @Test("leaves a sign clock that is urgent already, used time and all")
    func signAlready() throws {
        var story = try Story.at(.signing, Story("burst"))
        let before = story.clock(.sign)
        try story.go(.raiseUrgency, after: 300)
        #expect(story.clock(.sign) == before)
    }

    @Test("halves what is left of a clock that waits, too")
    func paused() throws {
        var story = try Story.at(.handling, Story("lamp"))
        try story.go(.recall, after: 3600)
        let before = try #require(story.clock(.handle))
        try story.go(.raiseUrgency)
        let clock = try #require(story.clock(.handle))
        #expect(clock.limit == before.used + (before.limit - before.used) / 2)
        #expect(clock.state == .paused)
    }

    @Test("gives the standard's urgent limit to a clock that waits, too")
    func pausedUrgentLimit() throws {
        var story = Story()
        try story.go(.quickDispatch, [.standard: "component:0301/1"])
        try story.go(.recall)
        try story.go(.raiseUrgency)
        #expect(story.clock(.handle)?.state == .paused)
        try story.go(.dispatch, [.standard: "component:0301/1"])
        #expect(story.clock(.handle)?.due == story.now + 7200)
    }

    @Test("to lower it again leaves the deadline")
    func lowered() throws {
        var story = try Story.at(.handling)
        try story.go(.raiseUrgency)
        let due = story.clock(.handle)?.due
        try story.go(.lowerUrgency)
        #expect(story.clock(.handle)?.due == due)
        #expect(story.state.urgency == .normal)
    }
}
