@testable import Casework

extension GuardExample {
    /// What only time may do.
    static let clocks: [GuardExample] = [
        .passes(.verifyRanOut, "at the deadline") {
            try waiting(.verifying, .verify, 0).refusal(of: .verifyTimeout)
        },
        .refuses(.verifyRanOut, "a second before") {
            try waiting(.verifying, .verify, -1).refusal(of: .verifyTimeout)
        },
        .passes(.signRanOut, "at the deadline") { try waiting(.signing, .sign, 0).refusal(of: .autoSign) },
        .refuses(.signRanOut, "a second before") { try waiting(.signing, .sign, -1).refusal(of: .autoSign) },
        .passes(.checkRanOut, "at the deadline") {
            try waiting(.checking, .check, 0).refusal(of: .checkTimeout)
        },
        .refuses(.checkRanOut, "a second before") {
            try waiting(.checking, .check, -1).refusal(of: .checkTimeout)
        },
        .refuses(.checkRanOut, "a second time") {
            var story = try waiting(.checking, .check, 0)
            try story.go(.checkTimeout)
            return story.refusal(of: .checkTimeout)
        },
        .passes(.suspensionEnded, "on the day") {
            try waiting(.suspended, .suspend, 0).refusal(of: .resume, by: .system)
        },
        .passes(.suspensionEnded, "before it, by the dispatcher") {
            try Story.at(.suspended).refusal(of: .resume)
        },
        .refuses(.suspensionEnded, "before it, by time") {
            try waiting(.suspended, .suspend, -1).refusal(of: .resume, by: .system)
        },

        .passes(.cardDue, "yellow, a fifth of the limit left") {
            try at("2019-04-10T09:01").refusal(of: .card, [.level: "yellow"])
        },
        .refuses(.cardDue, "yellow, a second before", .level) {
            var story = try at("2019-04-10T09:01")
            story.now = story.now + -1
            return story.refusal(of: .card, [.level: "yellow"])
        },
        .passes(.cardDue, "yellow, half an hour left of four work hours") {
            try at("2019-04-03T14:13", "lamp").refusal(of: .card, [.level: "yellow"])
        },
        .refuses(.cardDue, "yellow, a minute before that", .level) {
            try at("2019-04-03T14:12", "lamp").refusal(of: .card, [.level: "yellow"])
        },
        .refuses(.cardDue, "yellow, a second time in a round", .level) { try carded("yellow") },
        .passes(.cardDue, "red, after the deadline") {
            try at("2019-04-11T09:02").refusal(of: .card, [.level: "red"])
        },
        .refuses(.cardDue, "red, at the deadline", .level) {
            try at("2019-04-11T09:01").refusal(of: .card, [.level: "red"])
        },
        .refuses(.cardDue, "red, a second time in a round", .level) { try carded("red") },
        .refuses(.cardDue, "another colour", .level) {
            try at("2019-04-11T09:02").refusal(of: .card, [.level: "green"])
        },
        .refuses(.cardDue, "the clock is paused", .level) {
            var story = try Story.at(.suspended)
            story.now = City.at("2019-05-11T09:02")
            return story.refusal(of: .card, [.level: "red"])
        },
    ]

    private static func waiting(_ stage: CaseStage, _ kind: ClockKind, _ seconds: Int) throws -> Story {
        var story = try Story.at(stage)
        if let due = story.clock(kind)?.due { story.now = due + seconds }
        return story
    }

    private static func at(_ now: String, _ topic: String = "pothole") throws -> Story {
        var story = try Story.at(.handling, Story(topic))
        story.now = City.at(now)
        return story
    }

    private static func carded(_ level: String) throws -> CaseRefusal? {
        var story = try at("2019-04-11T09:02")
        try story.go(.card, [.level: .text(level)])
        return story.refusal(of: .card, [.level: .text(level)])
    }
}
