@testable import Casework

extension GuardExample {
    /// Of the feedback and of the check on the spot.
    static let reviewing: [GuardExample] = [
        .passes(.wantsCallback, "a number, and wanted") {
            try Story.at(.feedback).refusal(of: .passToCallback)
        },
        .refuses(.wantsCallback, "no number") { try silent(.feedback).refusal(of: .passToCallback) },
        .refuses(.wantsCallback, "not wanted") {
            try Story.at(.feedback, Story { $0.state.content.wantsCallback = false }).refusal(
                of: .passToCallback
            )
        },
        .passes(.noCallbackWanted, "no number") { try silent(.feedback).refusal(of: .passToClose) },
        .refuses(.noCallbackWanted, "a number, and wanted") {
            try Story.at(.feedback).refusal(of: .passToClose)
        },
        .passes(.notFromInspector, "by letter") { try silent(.feedback).refusal(of: .passToClose) },
        .refuses(.notFromInspector, "an inspector's") {
            try silent(.feedback, "inspector").refusal(of: .passToClose)
        },
        .passes(.fromInspectorOrNote, "an inspector's, without a word") {
            try silent(.feedback, "inspector").refusal(of: .passToCheck, without: [.note])
        },
        .passes(.fromInspectorOrNote, "another's, with a note") {
            try Story.at(.feedback).refusal(of: .passToCheck)
        },
        .refuses(.fromInspectorOrNote, "another's, without", .note) {
            try Story.at(.feedback).refusal(of: .passToCheck, without: [.note])
        },

        .passes(.hasUnit, "the unit's work") { try Story.at(.feedback).refusal(of: .rework) },
        .refuses(.hasUnit, "an outside body's answer") { try outside().refusal(of: .rework) },
        .refuses(.hasUnit, "an outside body's, checked") {
            try outside(.passToCheck).refusal(of: .checkFail)
        },
        .refuses(.hasUnit, "an outside body's, called back about") {
            try outside(.passToCallback).refusal(of: .redo)
        },
        .refuses(.hasUnit, "an outside body's, to be closed") {
            try outside(.passToCallback, .callerSatisfied).refusal(of: .closeReject)
        },
        .refuses(.hasUnit, "an outside body's, closed") {
            try outside(.passToCallback, .callerSatisfied, .close).refusal(of: .reopen)
        },
        .passes(.hasNoUnit, "an outside body's answer") { try outside().refusal(of: .backToDispatch) },
        .passes(.hasNoUnit, "an outside body's, closed") {
            try outside(.passToCallback, .callerSatisfied, .close).refusal(of: .backToDispatch)
        },
        .refuses(.hasNoUnit, "the unit's work") { try Story.at(.feedback).refusal(of: .backToDispatch) },
        .refuses(.hasNoUnit, "the unit's work, checked") {
            try Story.at(.checking).refusal(of: .backToDispatch)
        },
        .refuses(.hasNoUnit, "the unit's work, called back about") {
            try Story.at(.callingBack).refusal(of: .backToDispatch)
        },

        .passes(.photo, "a photo") { try Story.at(.checking).refusal(of: .checkPassToCallback) },
        .refuses(.photo, "none, passed", .photos) {
            try Story.at(.checking).refusal(of: .checkPassToCallback, without: [.photos])
        },
        .refuses(.photo, "none, failed", .photos) {
            try Story.at(.checking).refusal(of: .checkFail, without: [.photos])
        },
        .passes(.callbackDue, "a number, and wanted") {
            try Story.at(.checking).refusal(of: .checkPassToCallback)
        },
        .refuses(.callbackDue, "no number") { try silent(.checking).refusal(of: .checkPassToCallback) },
        .passes(.noCallbackDue, "no number") { try silent(.checking).refusal(of: .checkPass) },
        .refuses(.noCallbackDue, "a number, and wanted") { try Story.at(.checking).refusal(of: .checkPass) },
    ]

    /// A case whose citizen left no number.
    static func silent(_ stage: CaseStage, _ source: String = "letter") throws -> Story {
        try Story.at(
            stage,
            Story(source: source) {
                $0.state.content.hasPhone = false
                $0.state.content.sourceReference = "X-17"
            }
        )
    }

    /// A case that an outside body has answered, and what happened then.
    static func outside(_ events: EventName...) throws -> Story {
        var story = try Story.at(.forwarded)
        try story.go(.outsideAnswered)
        for event in events { try story.go(event) }
        return story
    }
}
