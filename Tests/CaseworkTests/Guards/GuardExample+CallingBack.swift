@testable import Casework

extension GuardExample {
    static let callingBack: [GuardExample] = [
        .passes(.judgedWell, "fairly satisfied, partly solved") {
            try judging(.callerSatisfied, "fairly_satisfied", "partly")
        },
        .passes(.judgedWell, "very satisfied") { try judging(.callerSatisfied, "very_satisfied", "yes") },
        .refuses(.judgedWell, "dissatisfied", .satisfaction) {
            try judging(.callerSatisfied, "dissatisfied", "yes")
        },
        .refuses(.judgedWell, "very dissatisfied", .satisfaction) {
            try judging(.callerSatisfied, "very_dissatisfied", "yes")
        },
        .refuses(.judgedWell, "satisfied, but not solved", .satisfaction) {
            try judging(.callerSatisfied, "satisfied", "no")
        },

        .passes(.threeAttempts, "three, two hours apart, on both sides of noon") {
            try called(at: ["09:50", "11:50", "13:50"])
        },
        .passes(.threeAttempts, "a wrong number") { try called(at: ["09:50"], "wrong_number") },
        .passes(.threeAttempts, "three that count among four") {
            try called(at: ["09:50", "10:50", "11:50", "13:50"])
        },
        .refuses(.threeAttempts, "two") { try called(at: ["10:50", "13:50"]) },
        .refuses(.threeAttempts, "three in one afternoon") { try called(at: ["13:00", "15:00", "17:00"]) },
        .refuses(.threeAttempts, "three, a minute too close") {
            try called(at: ["09:50", "11:49", "13:50"])
        },
        .refuses(.threeAttempts, "three about the work that was done over since") {
            var story = try tried(at: ["09:50", "11:50", "13:50"])
            try story.go(.callerUnreachable)
            for event in [EventName.closeReject, .submitFeedback, .passToCallback] { try story.go(event) }
            return story.refusal(of: .callerUnreachable)
        },

        .passes(.badVerdict, "recorded before") {
            var story = try Story.at(.callingBack)
            try story.go(.recordVerdict, [.satisfaction: "dissatisfied"])
            return story.refusal(of: .redo, without: [.satisfaction, .solved, .manner])
        },
        .passes(.badVerdict, "given here") { try judging(.redo, "very_dissatisfied", "partly") },
        .passes(.badVerdict, "friendly, but not solved") { try judging(.redo, "satisfied", "no") },
        .refuses(.badVerdict, "none", .satisfaction) {
            try Story.at(.callingBack).refusal(of: .redo, without: [.satisfaction, .solved, .manner])
        },
        .refuses(.badVerdict, "a good one", .satisfaction) { try judging(.redo, "satisfied", "yes") },
        .refuses(.badVerdict, "half a one", .manner) {
            try Story.at(.callingBack).refusal(of: .redo, without: [.manner])
        },
        .refuses(.badVerdict, "a good one, to be accepted as bad", .satisfaction) {
            try judging(.acceptDissatisfied, "satisfied", "yes")
        },
        .passes(.redosLeft, "after one redo") { try redone(1).refusal(of: .redo) },
        .refuses(.redosLeft, "after two", .limitReached) { try redone(2).refusal(of: .redo) },
        .passes(.redosUsedUp, "after two redos") { try redone(2).refusal(of: .escalate) },
        .refuses(.redosUsedUp, "after one") { try redone(1).refusal(of: .escalate) },

        .passes(.answeredOrReason, "the caller was told") {
            try Story.at(.closing).refusal(of: .close, without: [.noAnswerReason])
        },
        .passes(.answeredOrReason, "the reason why not") {
            try unanswered().refusal(of: .close, [.noAnswerReason: "anonymous"])
        },
        .refuses(.answeredOrReason, "neither", .noAnswerReason) {
            try unanswered().refusal(of: .close, without: [.noAnswerReason])
        },
        .refuses(.answeredOrReason, "told before the work was done over", .noAnswerReason) {
            var story = try Story.at(.callingBack)
            try story.go(.answerCaller)
            for event in [EventName.redo, .submitFeedback] { try story.go(event) }
            story.set { $0.state.content.wantsCallback = false }
            try story.go(.passToClose)
            return story.refusal(of: .close, without: [.noAnswerReason])
        },
    ]

    private static func judging(_ event: EventName, _ satisfaction: String, _ solved: String) throws
        -> CaseRefusal?
    {
        try Story.at(.callingBack)
            .refusal(
                of: event,
                [.satisfaction: .text(satisfaction), .solved: .text(solved), .manner: "good"]
            )
    }

    /// Called at those hours of one day, without getting through.
    private static func tried(at clocks: [String], _ outcome: String = "no_answer") throws -> Story {
        var story = try Story.at(.callingBack)
        for clock in clocks {
            story.now = City.at("2019-04-08T" + clock)
            try story.go(.callbackAttempt, after: 0, [.outcome: .text(outcome)])
        }
        return story
    }

    private static func called(at clocks: [String], _ outcome: String = "no_answer") throws -> CaseRefusal? {
        try tried(at: clocks, outcome).refusal(of: .callerUnreachable)
    }

    /// A case called back about again, after so many redos.
    static func redone(_ count: Int) throws -> Story {
        var story = try Story.at(.callingBack)
        for _ in 1...count {
            try story.go(.redo)
            try story.go(.submitFeedback)
            try story.go(.passToCallback)
        }
        try story.go(.recordVerdict, [.satisfaction: "dissatisfied"])
        return story
    }

    private static func unanswered() throws -> Story {
        var story = try silent(.feedback)
        try story.go(.passToClose)
        return story
    }
}
