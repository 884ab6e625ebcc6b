@testable import Casework

extension Story {
    /// The story of a case that stands in `stage` now, told the usual way.
    static func at(_ stage: CaseStage, _ story: Story = Story()) throws -> Story {
        var story = story
        for event in way(to: stage) {
            if event == .link {
                story.other = try Story.at(.handling, Story(number: 2)).file
            }
            try story.go(event)
        }
        return story
    }

    private static func way(to stage: CaseStage) -> [EventName] {
        switch stage {
        case .draft: []
        case .intake: [.receive]
        case .registering: [.submit]
        case .verifying: [.submit, .sendVerify]
        case .dispatching: [.submit, .register]
        case .coordinating: way(to: .handling) + [.startCoordination]
        case .signing: [.quickDispatch]
        case .handling: [.quickDispatch, .sign]
        case .suspended: way(to: .handling) + [.requestSuspension, .suspendApproved]
        case .forwarded: way(to: .dispatching) + [.forwardOut]
        case .feedback: way(to: .handling) + [.submitFeedback]
        case .checking: way(to: .feedback) + [.passToCheck]
        case .callingBack: way(to: .feedback) + [.passToCallback]
        case .closing: way(to: .callingBack) + [.callerSatisfied]
        case .linked: [.submit, .link]
        case .answered: [.answerDirectly]
        case .notAccepted: [.receive, .refuseAccept]
        case .notRegistered: [.submit, .decline]
        case .closed: way(to: .closing) + [.close]
        case .voided: [.submit, .void]
        }
    }

    /// A story fit to reach `stage`: some stages are not for those who telephone, or who ask for repairs.
    static func fit(for stage: CaseStage) throws -> Story {
        switch stage {
        case .intake, .notAccepted: try at(stage, Story(source: "web"))
        case .answered: try at(stage, Story(kind: "inquiry"))
        default: try at(stage)
        }
    }
}
