@testable import Casework

extension GuardExample {
    /// More time: before the deadline, twice, an original limit each.
    static let extensions: [GuardExample] = [
        .passes(.beforeDeadline, "at the deadline itself") {
            var story = try Story.at(.handling)
            story.now = story.clock(.handle)?.due ?? story.now
            return story.refusal(of: .requestExtension)
        },
        .refuses(.beforeDeadline, "a second after") {
            var story = try Story.at(.handling)
            story.runOut(.handle)
            return story.refusal(of: .requestExtension)
        },
        .refuses(.beforeDeadline, "until before the deadline", .until) {
            let story = try Story.at(.handling)
            return story.refusal(
                of: .requestExtension,
                [.until: .instant(story.clock(.handle)?.due ?? story.now)]
            )
        },
        .passes(.extensionsLeft, "the second") { try extended(1).refusal(of: .requestExtension) },
        .refuses(.extensionsLeft, "the third", .limitReached) {
            try extended(2).refusal(of: .requestExtension)
        },

        .passes(.withinOriginalLimit, "five work days more for five") {
            try asked(.requestExtension).refusal(
                of: .extendApproved,
                [.until: .instant(City.at("2019-04-18T09:01"))]
            )
        },
        .refuses(.withinOriginalLimit, "a minute more", .until) {
            try asked(.requestExtension).refusal(
                of: .extendApproved,
                [.until: .instant(City.at("2019-04-18T09:02"))]
            )
        },
        .refuses(.withinOriginalLimit, "until before the deadline", .until) {
            try asked(.requestExtension).refusal(
                of: .extendApproved,
                [.until: .instant(City.at("2019-04-11T09:01"))]
            )
        },
        .refuses(.withinOriginalLimit, "too long in the request, and nothing else approved", .until) {
            var story = try Story.at(.handling)
            try story.go(.requestExtension, [.until: .instant(City.at("2019-05-17T09:01"))])
            return story.refusal(of: .extendApproved)
        },
        .passes(.within12345Limit, "ten work days in two extensions") {
            try from12345(then: City.at("2019-04-26T09:01"))
        },
        .refuses(.within12345Limit, "an hour more than ten work days", .until) {
            try from12345(then: City.at("2019-04-26T10:01"))
        },
        .passes(.within12345Limit, "as much for a case by telephone") {
            try from12345(then: City.at("2019-04-26T10:01"), source: "phone")
        },
    ]

    private static func extended(_ count: Int) throws -> Story {
        var story = try Story.at(.handling)
        for _ in 1...count {
            try story.go(.requestExtension)
            try story.go(.extendApproved, by: People.shiftLeader)
        }
        return story
    }

    /// Of six work days: due on 12 April, six more granted, to the 22nd, then the rest of the ten.
    private static func from12345(then until: Timestamp, source: String = "12345") throws -> CaseRefusal? {
        var policy = City.policy
        policy.general = Limit(6, .workDay)
        var story = Story("untimed", source: source)
        story.rules = City.book(policy)
        try story.go(.quickDispatch, [.unit: "ROADS"])
        try story.go(.sign)
        let due = [City.at("2019-04-22T09:01"), until]
        try story.go(.requestExtension, [.until: .instant(due[0])])
        try story.go(.extendApproved)
        try story.go(.requestExtension, [.until: .instant(due[1])])
        return story.refusal(of: .extendApproved)
    }
}
