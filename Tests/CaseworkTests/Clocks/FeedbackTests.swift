import Testing

@testable import Casework

@Suite("Feedback")
struct FeedbackTests {
    @Test("at the deadline itself is in time")
    func inTime() throws {
        var story = try Story.at(.handling)
        story.now = story.clock(.handle)?.due ?? story.now
        try story.go(.submitFeedback, after: 0)
        #expect(story.state.wasOverdue == false)
    }

    @Test("after the deadline is overdue, in a break too when no work time passes")
    func overdue() throws {
        var story = Story("lamp")
        story.now = City.at("2019-04-03T07:59")
        try story.go(.quickDispatch)
        #expect(story.clock(.handle)?.due == City.at("2019-04-03T12:00"))
        try story.go(.sign)
        story.now = City.at("2019-04-03T12:30")
        try story.go(.submitFeedback)
        #expect(story.state.wasOverdue)
    }

    @Test("withdraws what the unit had asked for")
    func pending() throws {
        var story = try GuardExample.asked(.requestExtension)
        try story.go(.submitFeedback)
        #expect(story.state.pending == nil)
        #expect(story.clock(.request)?.isRunning == false)
    }
}
