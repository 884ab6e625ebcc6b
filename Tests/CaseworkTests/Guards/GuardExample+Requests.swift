@testable import Casework

extension GuardExample {
    /// What units ask for, and the answers.
    static let requests: [GuardExample] = [
        .passes(.mayReturn, "as the table of responsibilities sent it") {
            try Story.at(.signing).refusal(of: .requestReturn)
        },
        .refuses(.mayReturn, "after a decision in coordination") {
            var story = try Story.at(.coordinating)
            try story.go(.decide)
            return story.refusal(of: .requestReturn)
        },
        .passes(.withinReturnWindow, "two work hours after signing") {
            try signed(after: 7200).refusal(of: .requestReturn)
        },
        .refuses(.withinReturnWindow, "a second later") {
            try signed(after: 7201).refusal(of: .requestReturn)
        },
        .passes(.withinReturnWindow, "urgent: half an hour") {
            try signed("burst", after: 1800).refusal(of: .requestReturn)
        },
        .refuses(.withinReturnWindow, "urgent: a second later") {
            try signed("burst", after: 1801).refusal(of: .requestReturn)
        },
        .passes(.withinReturnWindow, "from 12345: two work days") {
            try signed(source: "12345", after: 5 * 86_400).refusal(of: .requestReturn)
        },
        .refuses(.withinReturnWindow, "from 12345: a second later") {
            try signed(source: "12345", after: 5 * 86_400 + 1).refusal(of: .requestReturn)
        },
        .passes(.nonePending, "nothing asked yet") { try Story.at(.handling).refusal(of: .requestExtension) },
        .refuses(.nonePending, "something asked already") {
            try asked(.requestExtension).refusal(of: .requestSuspension)
        },
        .refuses(.nonePending, "a return asked already") {
            try asked(.requestReturn).refusal(of: .requestReturn)
        },

        .passes(.returnPending, "asked for") { try asked(.requestReturn).refusal(of: .returnApproved) },
        .refuses(.returnPending, "something else asked for") {
            try asked(.requestExtension).refusal(of: .returnRejected)
        },
        .passes(.extensionPending, "asked for") { try asked(.requestExtension).refusal(of: .extendRejected) },
        .refuses(.extensionPending, "something else asked for") {
            try asked(.requestReturn).refusal(of: .extendApproved)
        },
        .passes(.suspensionPending, "asked for") {
            try asked(.requestSuspension).refusal(of: .suspendRejected)
        },
        .refuses(.suspensionPending, "nothing asked for") {
            try Story.at(.handling).refusal(of: .suspendApproved)
        },
        .refuses(.suspensionPending, "the approver's date is over", .until) {
            let story = try asked(.requestSuspension)
            return story.refusal(of: .suspendApproved, [.until: .instant(story.now)])
        },
        .refuses(.suspensionPending, "the approver's date is 366 days off", .until) {
            let story = try asked(.requestSuspension)
            return story.refusal(of: .suspendApproved, [.until: .instant(story.now + 366 * 86_400)])
        },
        .passes(.namedRequestPending, "the one asked for") {
            try asked(.requestReturn).refusal(of: .cancelRequest, [.request: "return"])
        },
        .refuses(.namedRequestPending, "another", .request) {
            try asked(.requestReturn).refusal(of: .cancelRequest, [.request: "extension"])
        },
        .refuses(.namedRequestPending, "none") { try Story.at(.handling).refusal(of: .cancelRequest) },

        .passes(.suspensionsLeft, "the first") { try Story.at(.handling).refusal(of: .requestSuspension) },
        .refuses(.suspensionsLeft, "the second", .limitReached) {
            var story = try Story.at(.suspended)
            try story.go(.resume)
            return story.refusal(of: .requestSuspension)
        },
        .passes(.withinAYear, "365 days") {
            let story = try Story.at(.handling)
            return story.refusal(of: .requestSuspension, [.until: .instant(story.now + 365 * 86_400)])
        },
        .refuses(.withinAYear, "366 days", .until) {
            let story = try Story.at(.handling)
            return story.refusal(of: .requestSuspension, [.until: .instant(story.now + 366 * 86_400)])
        },
        .refuses(.withinAYear, "a day gone by", .until) {
            let story = try Story.at(.handling)
            return story.refusal(of: .requestSuspension, [.until: .instant(story.now + -1)])
        },
        .passes(.noSuspensionPending, "an extension asked for") {
            try asked(.requestExtension).refusal(of: .submitFeedback)
        },
        .refuses(.noSuspensionPending, "a suspension asked for") {
            try asked(.requestSuspension).refusal(of: .submitFeedback)
        },
        .passes(.photosOrReason, "no standard asks") {
            try Story.at(.handling).refusal(of: .submitFeedback, without: [.photos])
        },
        .passes(.photosOrReason, "the standard asks: a photo") {
            try standard().refusal(of: .submitFeedback)
        },
        .passes(.photosOrReason, "the standard asks: the reason why none") {
            try standard().refusal(of: .submitFeedback, [.noPhotoReason: "夜间无法拍摄"], without: [.photos])
        },
        .refuses(.photosOrReason, "the standard asks: neither", .photos) {
            try standard().refusal(of: .submitFeedback, without: [.photos])
        },
    ]

    static func asked(_ request: EventName) throws -> Story {
        var story = try Story.at(.handling)
        try story.go(request)
        return story
    }

    private static func signed(_ topic: String = "pothole", source: String = "phone", after seconds: Int)
        throws -> Story
    {
        var story = try Story.at(.handling, Story(topic, source: source))
        story.now = story.now + seconds
        return story
    }

    private static func standard() throws -> Story {
        var story = Story()
        try story.go(.quickDispatch, [.standard: "component:0301/1"])
        try story.go(.sign)
        return story
    }
}
