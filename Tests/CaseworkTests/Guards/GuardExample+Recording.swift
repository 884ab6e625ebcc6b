@testable import Casework

extension GuardExample {
    /// From the first word to the filing.
    static let recording: [GuardExample] = [
        .passes(.answerableAtOnce, "an inquiry") { Story(kind: "inquiry").refusal(of: .answerDirectly) },
        .passes(.answerableAtOnce, "a suggestion") { Story(kind: "suggestion").refusal(of: .answerDirectly) },
        .passes(.answerableAtOnce, "praise") { Story(kind: "praise").refusal(of: .answerDirectly) },
        .passes(.answerableAtOnce, "nothing at all") { Story(kind: "invalid").refusal(of: .answerDirectly) },
        .passes(.answerableAtOnce, "a repair that is done") {
            Story { $0.state.content.isSolvedByItself = true }.refusal(of: .answerDirectly)
        },
        .refuses(.answerableAtOnce, "a repair", .invalid, "kind") { Story().refusal(of: .answerDirectly) },
        .refuses(.answerableAtOnce, "a complaint", .invalid, "kind") {
            Story(kind: "complaint").refusal(of: .answerDirectly)
        },

        .passes(.callerOrSourceKnown, "a number") { Story().refusal(of: .submit) },
        .passes(.callerOrSourceKnown, "a source's own number") {
            Story(source: "letter") {
                $0.state.content.hasPhone = false
                $0.state.content.sourceReference = "X-17"
            }.refusal(of: .submit)
        },
        .refuses(.callerOrSourceKnown, "neither", .invalid, "caller.phone") {
            Story { $0.state.content.hasPhone = false }.refusal(of: .submit)
        },
        .passes(.described, "eight characters") {
            Story { $0.personal.description = "一二三四五六七八" }.refusal(of: .submit)
        },
        .refuses(.described, "seven characters", .invalid, "description") {
            Story { $0.personal.description = "一二三四五六七" }.refusal(of: .submit)
        },
        .refuses(.described, "seven characters in a letter", .invalid, "description") {
            Story(source: "letter") { $0.personal.description = "一二三四五六七" }.refusal(of: .receive)
        },
        .passes(.topicChosen, "a topic") { Story("lamp").refusal(of: .submit) },
        .refuses(.topicChosen, "no topic", .invalid, "topic") { Story(nil).refusal(of: .submit) },
        .refuses(.topicChosen, "none for one's own dispatch", .invalid, "topic") {
            Story(nil).refusal(of: .quickDispatch)
        },
        .passes(.placeOrReason, "a place") { Story().refusal(of: .submit) },
        .passes(.placeOrReason, "the reason why none") {
            Story {
                $0.state.content.hasPlace = false
                $0.personal.noPlaceReason = "问全市停水安排"
            }.refusal(of: .submit)
        },
        .refuses(.placeOrReason, "neither", .invalid, "place") {
            Story { $0.state.content.hasPlace = false }.refusal(of: .submit)
        },
        .passes(.notByTelephone, "from the web site") { Story(source: "web").refusal(of: .receive) },
        .refuses(.notByTelephone, "by telephone", .invalid, "source") { Story().refusal(of: .receive) },

        .passes(.trueFindingNeedsPhoto, "true, with a photo") {
            try Story.at(.verifying).refusal(of: .verifyFeedback, [.finding: "true", .photos: ["p"]])
        },
        .passes(.trueFindingNeedsPhoto, "false, without") {
            try Story.at(.verifying).refusal(of: .verifyFeedback, [.finding: "false"], without: [.photos])
        },
        .refuses(.trueFindingNeedsPhoto, "true, without", .photos) {
            try Story.at(.verifying).refusal(of: .verifyFeedback, [.finding: "true"], without: [.photos])
        },
        .passes(.topicOrCategory, "a topic") { try Story.at(.registering).refusal(of: .register) },
        .passes(.topicOrCategory, "a category of the case") {
            try untold { $0.content.category = "component:0301" }.refusal(of: .register)
        },
        .passes(.topicOrCategory, "a category given now") {
            try untold().refusal(of: .register, [.category: "component:0301"])
        },
        .refuses(.topicOrCategory, "neither", .category) { try untold().refusal(of: .register) },
        .passes(.standardOrFallback, "a standard") {
            try Story.at(.registering).refusal(of: .register, [.standard: "component:0301/1"])
        },
        .passes(.standardOrFallback, "the topic's limit") {
            try Story.at(.registering).refusal(of: .register)
        },
        .passes(.standardOrFallback, "the general one") {
            try untold().refusal(of: .register, [.category: "component:0301"])
        },
    ]

    /// A case to be filed whose topic nobody has chosen yet, as letters come in.
    private static func untold(_ change: (inout CaseState) -> Void = { _ in }) throws -> Story {
        var story = Story(nil, source: "letter")
        try story.go(.receive)
        try story.go(.accept)
        story.set { change(&$0.state) }
        return story
    }
}
