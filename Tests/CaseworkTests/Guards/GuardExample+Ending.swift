@testable import Casework

extension GuardExample {
    /// The end, and what is possible after it.
    static let ending: [GuardExample] = [
        .passes(.withinReopenDays, "the last minute of the fifteenth day") {
            try closed(now: "2019-04-18T23:59").refusal(of: .reopen)
        },
        .refuses(.withinReopenDays, "midnight after it") {
            try closed(now: "2019-04-19T00:00").refusal(of: .reopen)
        },
        .refuses(.withinReopenDays, "midnight after it, without a unit") {
            var story = try outside(.passToCallback, .callerSatisfied, .close)
            story.now = City.at("2019-04-19T00:00")
            return story.refusal(of: .backToDispatch)
        },
        .passes(.sampled, "one of all") { try Story.fit(for: .answered).refusal(of: .recordVerdict) },
        .refuses(.sampled, "one of none") {
            var story = try Story.fit(for: .answered)
            var policy = City.policy
            policy.answeredSample = 0
            story.rules = City.book(policy)
            return story.refusal(of: .recordVerdict)
        },
        .passes(.withinConvertHours, "24 hours after the answer") {
            try answered(after: 86_400).refusal(of: .convert)
        },
        .refuses(.withinConvertHours, "a second later") { try answered(after: 86_401).refusal(of: .convert) },
        .passes(.withinConvertHours, "24 hours after a bad verdict") {
            try judged("no").refusal(of: .convert)
        },
        .refuses(.withinConvertHours, "24 hours after a good one") {
            try judged("yes").refusal(of: .convert)
        },
        .passes(.withinConvertDays, "the fifteenth day") {
            var story = try Story.fit(for: .notAccepted)
            story.now = City.at("2019-04-18T23:59")
            return story.refusal(of: .convert)
        },
        .refuses(.withinConvertDays, "the day after it, refused") {
            var story = try Story.fit(for: .notAccepted)
            story.now = City.at("2019-04-19T00:00")
            return story.refusal(of: .convert)
        },
        .refuses(.withinConvertDays, "the day after it, not filed") {
            var story = try Story.at(.notRegistered)
            story.now = City.at("2019-04-19T00:00")
            return story.refusal(of: .convert)
        },
        .refuses(.withinConvertDays, "the day after it, voided") {
            var story = try Story.at(.voided)
            story.now = City.at("2019-04-19T00:00")
            return story.refusal(of: .convert)
        },
    ]

    /// Appeals: once, soon, and by two people.
    static let appeals: [GuardExample] = [
        .passes(.overdueOrReworked, "overdue") { try late().refusal(of: .requestAppeal) },
        .passes(.overdueOrReworked, "reworked") {
            var story = try Story.at(.feedback)
            for event in [EventName.rework, .submitFeedback, .passToCallback, .callerSatisfied, .close] {
                try story.go(event)
            }
            return story.refusal(of: .requestAppeal)
        },
        .refuses(.overdueOrReworked, "neither") { try Story.at(.closed).refusal(of: .requestAppeal) },
        .passes(.noAppealYet, "the first") { try late().refusal(of: .requestAppeal) },
        .refuses(.noAppealYet, "the second", .limitReached) {
            var story = try late()
            try story.go(.requestAppeal)
            try story.go(.cancelRequest)
            return story.refusal(of: .requestAppeal)
        },
        .passes(.withinAppealDays, "the end of the fifth workday") {
            try late(now: "18:00").refusal(of: .requestAppeal)
        },
        .refuses(.withinAppealDays, "a minute later") { try late(now: "18:01").refusal(of: .requestAppeal) },
        .passes(.appealPending, "asked for") {
            var story = try late()
            try story.go(.requestAppeal)
            return story.refusal(of: .appealReviewed)
        },
        .refuses(.appealPending, "not asked for") { try late().refusal(of: .appealReviewed) },
        .refuses(.appealPending, "not asked for, and taken back") { try late().refusal(of: .cancelRequest) },
        .passes(.appealReviewed, "after the first reviewer") {
            var story = try late()
            try story.go(.requestAppeal)
            try story.go(.appealReviewed)
            return story.refusal(of: .appealApproved)
        },
        .refuses(.appealReviewed, "before") {
            var story = try late()
            try story.go(.requestAppeal)
            return story.refusal(of: .appealRejected)
        },
    ]

    private static func closed(now: String) throws -> Story {
        var story = try Story.at(.closed)
        story.now = City.at(now)
        return story
    }

    private static func answered(after seconds: Int) throws -> Story {
        var story = try Story.fit(for: .answered)
        story.now = story.now + seconds
        return story
    }

    /// A sampled answer, judged after two days.
    private static func judged(_ solved: String) throws -> Story {
        var story = try answered(after: 2 * 86_400)
        try story.go(.recordVerdict, [.solved: .text(solved)])
        story.now = story.now + 86_400
        return story
    }

    /// Overdue, and closed on 12 April 2019; `now` is a time of the fifth workday after.
    static func late(now: String? = nil) throws -> Story {
        var story = try Story.at(.handling)
        story.now = City.at("2019-04-12T10:00")
        for event in [EventName.submitFeedback, .passToCallback, .callerSatisfied, .close] {
            try story.go(event)
        }
        if let now { story.now = City.at("2019-04-19T" + now) }
        return story
    }
}
