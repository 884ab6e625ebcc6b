import Testing

@testable import Casework

@Suite("An extension")
struct ExtensionTests {
    @Test("moves the deadline to the day granted, and counts")
    func granted() throws {
        let until = City.at("2019-04-15T10:00")
        var story = try Story.at(.handling)
        try story.go(.requestExtension)
        try story.go(.extendApproved, [.until: .instant(until)])
        let clock = try #require(story.clock(.handle))
        #expect(clock.due == until)
        #expect(City.hall.seconds(.work, from: story.now, to: until) == clock.limit - clock.used)
        #expect(story.state.extensions == 1)
        #expect(story.state.pending == nil)
    }

    @Test("is the one asked for, if the leader names no other")
    func asAsked() throws {
        let until = City.at("2019-04-15T10:00")
        var story = try Story.at(.handling)
        try story.go(.requestExtension, [.until: .instant(until)])
        try story.go(.extendApproved)
        #expect(story.clock(.handle)?.due == until)
    }

    @Test("that is refused leaves the deadline and is not counted")
    func refused() throws {
        var story = try Story.at(.handling)
        let due = story.clock(.handle)?.due
        try story.go(.requestExtension)
        try story.go(.extendRejected)
        #expect(story.clock(.handle)?.due == due)
        #expect(story.state.extensions == 0)
        #expect(story.clock(.request)?.isRunning == false)
    }

    @Test("does not stop the clock while it waits")
    func waiting() throws {
        var story = try Story.at(.handling)
        try story.go(.requestExtension)
        #expect(story.clock(.handle)?.isRunning == true)
    }

    @Test("is still there after a pause")
    func pause() throws {
        var story = try Story.at(.handling)
        try story.go(.requestExtension)
        try story.go(.extendApproved, [.until: .instant(City.at("2019-04-15T10:00"))])
        try story.go(.recall)
        try story.go(.dispatch, after: 0)
        #expect(story.clock(.handle)?.due == City.at("2019-04-15T10:00"))
    }
}
