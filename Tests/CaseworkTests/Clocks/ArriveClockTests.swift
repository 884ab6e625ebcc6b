import Testing

@testable import Casework

@Suite("The arrive clock")
struct ArriveClockTests {
    @Test("starts with the handle clock, if the limit has one")
    func starts() throws {
        #expect(try Story.at(.signing, Story("burst")).clock(.arrive)?.written == Limit(1, .urgentHour))
        #expect(try Story.at(.signing).clock(.arrive) == nil)
        let standard = try {
            var s = Story(); try s.go(.quickDispatch, [.standard: "component:0301/2"]); return s
        }()
        #expect(standard.clock(.arrive)?.limit == 1800)
    }

    @Test("pauses and goes on with it")
    func pauses() throws {
        var story = try Story.at(.handling, Story("burst"))
        try story.go(.recall, after: 600)
        #expect(story.clock(.arrive)?.state == .paused)
        try story.go(.dispatch)
        #expect(story.clock(.arrive)?.isRunning == true)
        #expect(story.clock(.arrive)?.used == story.clock(.handle)?.used)
    }

    @Test("stops at arrival, and stays so while the handle clock goes on")
    func arrival() throws {
        var story = try Story.at(.handling, Story("burst"))
        try story.go(.arrive)
        #expect(story.clock(.arrive)?.state == .stopped)
        try story.go(.recall)
        try story.go(.dispatch)
        #expect(story.clock(.arrive)?.state == .stopped)
        #expect(story.clock(.handle)?.isRunning == true)
    }

    @Test("ends with it")
    func ends() throws {
        let story = try Story.at(.feedback, Story("burst"))
        #expect(story.clock(.arrive)?.state == .stopped)
    }

    @Test("starts again with another unit, which has not arrived yet")
    func otherUnit() throws {
        var story = try Story.at(.handling, Story("burst"))
        try story.go(.arrive)
        try story.go(.startCoordination)
        try story.go(.decide, [.unit: "ROADS"])
        #expect(story.state.arrivedAt == nil)
        #expect(story.clock(.arrive)?.isRunning == true)
        #expect(story.clock(.arrive)?.round == 2)
    }

    @Test("starts with the clock of a case that took over its parent's limits")
    func takenOver() throws {
        var story = Story("burst")
        try story.go(.submit)
        story.other = try Story.at(.handling, Story("burst", number: 2)).file
        try story.go(.link)
        story.other = try Story.at(.closed, Story("burst", number: 2)).file
        for event in [EventName.parentDone, .callerSatisfied, .closeReject] { try story.go(event) }
        #expect(story.clock(.arrive)?.isRunning == true)
    }
}
