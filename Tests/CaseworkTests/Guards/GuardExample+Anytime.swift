@testable import Casework

extension GuardExample {
    static let anytime: [GuardExample] = [
        .passes(.reasonIfDispatched, "before the dispatch") {
            try Story.at(.registering).refusal(of: .void, without: [.reason])
        },
        .passes(.reasonIfDispatched, "after it, with the reason") {
            try Story.at(.handling).refusal(of: .void)
        },
        .refuses(.reasonIfDispatched, "after it, without", .reason) {
            try Story.at(.handling).refusal(of: .void, without: [.reason])
        },
        .passes(.answerUnlessVain, "a nuisance, not answered") { try voiding("nuisance") },
        .passes(.answerUnlessVain, "invalid, not answered") { try voiding("invalid") },
        .passes(.answerUnlessVain, "a mistake, not answered") { try voiding("mistaken") },
        .passes(.answerUnlessVain, "withdrawn, and answered") {
            try Story.at(.registering).refusal(of: .void, [.reasonCode: "withdrawn"])
        },
        .refuses(.answerUnlessVain, "withdrawn, not answered", .answer) { try voiding("withdrawn") },
        .refuses(.answerUnlessVain, "answered nobody knows how", .channel) {
            try Story.at(.registering).refusal(of: .void, [.reasonCode: "duplicate"], without: [.channel])
        },

        .passes(.somebodyWaits, "a unit") { try Story.at(.handling).refusal(of: .urge) },
        .passes(.somebodyWaits, "the hall") { try Story.at(.closing).refusal(of: .urge) },
        .refuses(.somebodyWaits, "nobody, as it follows another") {
            try Story.at(.linked).refusal(of: .urge)
        },

        .passes(.orderOpen, "an order without a reply") { try ordered().refusal(of: .supervisionReply) },
        .refuses(.orderOpen, "no order") { try Story.at(.handling).refusal(of: .supervisionReply) },
        .refuses(.orderOpen, "another order", .order) {
            try ordered().refusal(of: .supervisionReply, [.order: "DB2019040300001-9"])
        },
        .refuses(.orderOpen, "one that was replied to") {
            var story = try ordered()
            try story.go(.supervisionReply)
            return story.refusal(of: .supervisionReply)
        },
        .passes(.urgencyHigher, "critical after urgent") { try raised("urgent").refusal(of: .raiseUrgency) },
        .refuses(.urgencyHigher, "as it is", .urgency) {
            try raised("urgent").refusal(of: .raiseUrgency, [.urgency: "urgent"])
        },
        .refuses(.urgencyHigher, "nothing is higher") { try raised("critical").refusal(of: .raiseUrgency) },
        .passes(.urgencyLower, "normal after urgent") { try raised("urgent").refusal(of: .lowerUrgency) },
        .refuses(.urgencyLower, "higher", .urgency) {
            try raised("urgent").refusal(of: .lowerUrgency, [.urgency: "critical"])
        },
        .refuses(.urgencyLower, "nothing is lower") { try Story.at(.handling).refusal(of: .lowerUrgency) },
    ]

    private static func voiding(_ code: String) throws -> CaseRefusal? {
        try Story.at(.registering).refusal(
            of: .void,
            [.reasonCode: .text(code)],
            without: [.answer, .channel]
        )
    }

    private static func ordered() throws -> Story {
        var story = try Story.at(.handling)
        try story.go(.supervise)
        return story
    }

    private static func raised(_ urgency: String) throws -> Story {
        var story = try Story.at(.handling)
        try story.go(.raiseUrgency, [.urgency: .text(urgency)])
        return story
    }
}
