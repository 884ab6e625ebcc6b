@testable import Casework

extension GuardExample {
    static let dispatching: [GuardExample] = [
        .passes(.unitByRuleOrReason, "the one winner") {
            Story().refusal(of: .quickDispatch, without: [.unit, .reason])
        },
        .passes(.unitByRuleOrReason, "one of two equal ones") {
            Story("tree").refusal(of: .quickDispatch, [.unit: "PARKS"], without: [.reason])
        },
        .passes(.unitByRuleOrReason, "another, with the reason") {
            Story().refusal(of: .quickDispatch, [.unit: "LAMPS", .reason: "坑在路灯基础旁"])
        },
        .refuses(.unitByRuleOrReason, "another, without", .reason) {
            Story().refusal(of: .quickDispatch, [.unit: "LAMPS"], without: [.reason])
        },
        .refuses(.unitByRuleOrReason, "two equal ones, and none chosen", .unit) {
            Story("tree").refusal(of: .quickDispatch, without: [.unit, .reason])
        },
        .refuses(.unitByRuleOrReason, "nobody responsible, and none chosen", .unit) {
            Story("bench").refusal(of: .quickDispatch, without: [.unit])
        },
        .passes(.unitReceives, "a unit of the city") {
            try Story.at(.dispatching).refusal(of: .dispatch, [.unit: "ROADS"])
        },
        .refuses(.unitReceives, "an outside body", .unit) {
            try Story.at(.dispatching).refusal(of: .dispatch, [.unit: "GRID"])
        },
        .refuses(.unitReceives, "a unit that is no more", .unit) {
            try Story.at(.coordinating).refusal(of: .decide, [.unit: "GONE"])
        },
        .refuses(.unitReceives, "one that nobody knows", .unit) {
            try Story.at(.dispatching).refusal(of: .dispatch, [.unit: "NOBODY"])
        },
        .passes(.unitInScopeOrReason, "one that the table names") {
            try Story.at(.dispatching, Story("tree")).refusal(
                of: .dispatch,
                [.unit: "ROADS"],
                without: [.reason]
            )
        },
        .passes(.unitInScopeOrReason, "another, with the reason") {
            try Story.at(.dispatching).refusal(of: .dispatch, [.unit: "WATER", .reason: "水管引起"])
        },
        .refuses(.unitInScopeOrReason, "another, without", .reason) {
            try Story.at(.dispatching).refusal(of: .dispatch, [.unit: "WATER"], without: [.reason])
        },
        .passes(.fewerReturnsThanCoordination, "after one return") { try returned(1).refusal(of: .dispatch) },
        .refuses(.fewerReturnsThanCoordination, "after two", .unit) {
            try returned(2).refusal(of: .dispatch)
        },

        .passes(.notTheRecorderOfAComplaint, "another signs for the unit") {
            try complaint(.signing).refusal(of: .sign, by: People.otherAgent)
        },
        .passes(.notTheRecorderOfAComplaint, "who recorded a repair signs for the unit") {
            try Story.at(.signing).refusal(of: .sign, by: People.agent)
        },
        .refuses(.notTheRecorderOfAComplaint, "who recorded it signs", .notPermitted) {
            try complaint(.signing).refusal(of: .sign, by: People.agent)
        },
        .refuses(.notTheRecorderOfAComplaint, "who recorded it arrives", .notPermitted) {
            try complaint(.handling).refusal(of: .arrive, by: People.agent)
        },
        .refuses(.notTheRecorderOfAComplaint, "who recorded it reports the work", .notPermitted) {
            try complaint(.handling).refusal(of: .submitFeedback, by: People.agent)
        },

        .passes(.externalBody, "a body of the table") {
            try Story.at(.dispatching).refusal(of: .forwardOut, [.body: "GRID"])
        },
        .refuses(.externalBody, "a unit of the city", .body) {
            try Story.at(.dispatching).refusal(of: .forwardOut, [.body: "ROADS"])
        },
        .refuses(.externalBody, "one that nobody knows", .body) {
            try Story.at(.registering).refusal(of: .forwardOut, [.body: "NOBODY"])
        },
        .passes(.notYetArrived, "nobody there") { try Story.at(.handling).refusal(of: .arrive) },
        .refuses(.notYetArrived, "somebody there") {
            var story = try Story.at(.handling)
            try story.go(.arrive)
            return story.refusal(of: .arrive)
        },
    ]

    /// A case that units have sent back so often.
    private static func returned(_ count: Int) throws -> Story {
        var story = try Story.at(.signing)
        for round in 1...count {
            try story.go(.requestReturn)
            try story.go(.returnApproved)
            if round < count { try story.go(.dispatch) }
        }
        return story
    }

    private static func complaint(_ stage: CaseStage) throws -> Story {
        var story = Story(kind: "complaint")
        try story.go(.quickDispatch, by: People.agent)
        if stage == .handling { try story.go(.sign, by: People.otherAgent) }
        return story
    }
}
