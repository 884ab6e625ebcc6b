@testable import Casework

extension GuardExample {
    static let linking: [GuardExample] = [
        .passes(.notLinkedOrForwarded, "to be filed") {
            try beside(.registering, .handling).refusal(of: .link)
        },
        .refuses(.notLinkedOrForwarded, "linked already", .wrongStage) {
            try Story.at(.linked).refusal(of: .link)
        },
        .refuses(.notLinkedOrForwarded, "an outside body's", .wrongStage) {
            try beside(.forwarded, .handling).refusal(of: .link)
        },
        .passes(.parentLive, "being handled") { try beside(.handling, .handling).refusal(of: .link) },
        .refuses(.parentLive, "itself linked", .into) { try beside(.handling, .linked).refusal(of: .link) },
        .refuses(.parentLive, "closed", .into) { try beside(.handling, .closed).refusal(of: .link) },
        .refuses(.parentLive, "a draft", .into) { try beside(.handling, .draft).refusal(of: .link) },
        .refuses(.parentLive, "no such case", .into) {
            try Story.at(.handling).refusal(of: .link, [.into: "9999002019040300002"])
        },
        .refuses(.parentLive, "the case itself", .into) {
            var story = try Story.at(.handling)
            story.other = story.file
            return story.refusal(of: .link)
        },

        .passes(.parentDone, "closed") { try linked(to: .closed).refusal(of: .parentDone) },
        .passes(.parentDone, "answered") { try linked(to: .answered).refusal(of: .parentDone) },
        .refuses(.parentDone, "to be closed yet") { try linked(to: .closing).refusal(of: .parentDone) },
        .refuses(.parentDone, "another case than the one it follows") {
            try linked(to: .closed, number: 3).refusal(of: .parentDone)
        },
        .passes(.parentGone, "voided") { try linked(to: .voided).refusal(of: .parentGone) },
        .passes(.parentGone, "not filed") { try linked(to: .notRegistered).refusal(of: .parentGone) },
        .refuses(.parentGone, "closed") { try linked(to: .closed).refusal(of: .parentGone) },
        .refuses(.parentGone, "another case than the one it follows") {
            try linked(to: .voided, number: 3).refusal(of: .parentGone)
        },
        .passes(.callbackWantedByLinked, "wanted") { try linked(to: .closed).refusal(of: .parentDone) },
        .refuses(.callbackWantedByLinked, "not wanted") {
            try linked(to: .closed, wantsCallback: false).refusal(of: .parentDone)
        },
        .passes(.noCallbackWantedByLinked, "not wanted") {
            try linked(to: .closed, wantsCallback: false).refusal(of: .parentClosed)
        },
        .refuses(.noCallbackWantedByLinked, "wanted") { try linked(to: .closed).refusal(of: .parentClosed) },
    ]

    /// A case in `stage` beside another in `parent`.
    private static func beside(_ stage: CaseStage, _ parent: CaseStage) throws -> Story {
        var story = try Story.at(stage)
        story.other = try Story.at(parent, Story(number: 7)).file
        return story
    }

    /// A case that follows number 2, beside case `number` in `stage`.
    static func linked(to stage: CaseStage, number: Int = 2, wantsCallback: Bool = true) throws -> Story {
        var story = try Story.at(.linked, Story { $0.state.content.wantsCallback = wantsCallback })
        let kind = stage == .answered ? "inquiry" : "repair"
        story.other = try Story.at(stage, Story(kind: kind, number: number)).file
        return story
    }
}
