import Testing

@testable import Casework

@Suite("Clocks of a stage")
struct StageClocksTests {
    @Test("exactly those of its row run and wait", arguments: CaseStage.allCases, [nil, "burst"])
    func everyStage(_ stage: CaseStage, _ topic: String?) throws {
        let story =
            try topic.map { try Story.at(stage, Story($0, kind: kind(stage), source: source(stage))) }
            ?? Story.fit(for: stage)
        let owes = stage != .dispatching
        #expect(try StageClocks(of: story.state) == StageClocks(tableFor: story.state, unitOwes: owes))
    }

    @Test("a final stage runs none", arguments: CaseStage.allCases.filter(\.isFinal))
    func finalStages(_ stage: CaseStage) throws {
        let story = try Story.fit(for: stage)
        #expect(story.state.clocks.values.allSatisfy { $0.state == .stopped })
    }

    @Test("voiding stops them all, paused ones too")
    func voiding() throws {
        var story = try Story.at(.suspended)
        try story.go(.void)
        #expect(story.state.clocks.values.allSatisfy { $0.state == .stopped })
    }

    @Test(
        "a request runs its own, until it is answered, taken back or void",
        arguments: [
            EventName.returnRejected, .cancelRequest, .recall, .startCoordination, .returnApproved,
            .submitFeedback, .void,
        ]
    )
    func request(_ end: EventName) throws {
        var story = try GuardExample.asked(.requestReturn)
        #expect(story.clock(.request)?.isRunning == true)
        #expect(story.clock(.handle)?.isRunning == true)
        try story.go(end)
        #expect(story.clock(.request)?.isRunning == false)
        #expect(story.state.pending == nil)
    }

    private func kind(_ stage: CaseStage) -> String { stage == .answered ? "inquiry" : "repair" }

    private func source(_ stage: CaseStage) -> String {
        [.intake, .notAccepted].contains(stage) ? "web" : "phone"
    }
}
