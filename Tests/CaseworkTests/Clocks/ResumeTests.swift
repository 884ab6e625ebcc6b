import Testing

@testable import Casework

@Suite("A clock that goes on")
struct ResumeTests {
    @Test("keeps what was used when the same unit gets the case again")
    func sameUnit() throws {
        var story = try Story.at(.handling)
        try story.go(.recall, after: 3600)
        let used = story.clock(.handle)?.used
        #expect(used == 3660)
        try story.go(.dispatch, after: 3600)
        #expect(story.clock(.handle)?.used == used)
        #expect(story.clock(.handle)?.round == 1)
        #expect(story.clock(.handle)?.isRunning == true)
    }

    @Test("begins anew when another unit gets it")
    func otherUnit() throws {
        var story = try Story.at(.handling)
        try story.go(.recall, after: 3600)
        try story.go(.dispatch, [.unit: "LAMPS"])
        let clock = try #require(story.clock(.handle))
        #expect((clock.used, clock.round, clock.unit ?? "") == (0, 2, "LAMPS"))
    }

    @Test("another unit's clock takes the limits that hold now")
    func otherUnitOtherTopic() throws {
        var story = try Story.at(.handling)
        var content = story.state.content
        content.topic = "lamp"
        try story.go(
            .amend,
            [.changes: .amendment(Amendment(changes: [], content: content, personal: story.file.personal))]
        )
        #expect(story.state.proposesRecall)
        try story.go(.recall)
        try story.go(.dispatch)
        #expect(story.state.unit == "LAMPS")
        #expect(story.clock(.handle)?.written == Limit(4, .workHour))
    }

    @Test("rework goes on with what is left", arguments: [EventName.rework, .passToCheck, .passToCallback])
    func rework(_ way: EventName) throws {
        var story = try Story.at(.handling)
        try story.go(.submitFeedback, after: 3600)
        let used = story.clock(.handle)?.used
        try story.go(way, after: 3600)
        if way == .passToCheck { try story.go(.checkFail) }
        if way == .passToCallback {
            try story.go(.callerSatisfied)
            try story.go(.closeReject)
        }
        #expect(story.clock(.handle)?.used == used)
        #expect(story.clock(.handle)?.isRunning == true)
        #expect(story.state.reworks == 1)
    }

    @Test("is overdue at once if more was used than there was")
    func overdueAtOnce() throws {
        var story = try Story.at(.handling, Story("lamp"))
        story.runOut(.handle)
        try story.go(.submitFeedback)
        try story.go(.rework)
        #expect(story.clock(.handle)?.isOverdue(at: story.now) == true)
    }

    @Test("the accept clock waits for the check on the spot, and goes on")
    func accept() throws {
        var story = try Story.at(.registering)
        try story.go(.sendVerify, after: 300)
        #expect(story.clock(.accept)?.state == .paused)
        try story.go(.verifyFeedback, after: 1200)
        #expect(story.clock(.accept)?.used == 300)
        #expect(story.clock(.accept)?.due == story.now + 600)
    }

    @Test("begins anew for a case that followed another unit's work")
    func parentsUnit() throws {
        var story = try Story.at(.handling, Story("lamp"))
        let parent = try Story.at(.handling, Story(number: 2))
        story.other = parent.file
        try story.go(.link)
        story.other = try Story.at(.closed, Story(number: 2)).file
        try story.go(.parentDone)
        #expect(story.state.unit == "ROADS")
        try story.go(.callerSatisfied)
        try story.go(.closeReject)
        let clock = try #require(story.clock(.handle))
        #expect((clock.unit, clock.used, clock.round) == ("ROADS", 0, 2))
        #expect(clock.written == Limit(5, .workDay))
    }

    @Test("after a link is undone, begins as if it had never been, cards and all")
    func afterUnlink() throws {
        var story = try Story.at(.handling, Story("lamp"))
        story.runOut(.handle)
        try story.go(.card, [.level: "red"])
        story.other = try Story.at(.handling, Story(number: 2)).file
        for event in [EventName.link, .unlink, .quickDispatch] { try story.go(event) }
        #expect(story.clock(.handle)?.round == 1)
        #expect(story.clock(.handle)?.used == 0)
        story.runOut(.handle)
        #expect(story.refusal(of: .card, [.level: "red"]) == nil)
    }
}
