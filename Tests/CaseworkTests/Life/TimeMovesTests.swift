import Testing

@testable import Casework

@Suite("What time does next")
struct TimeMovesTests {
    @Test(
        "is the move of the clock that runs",
        arguments: [
            (CaseStage.verifying, EventName.verifyTimeout), (.signing, .autoSign), (.suspended, .resume),
            (.checking, .checkTimeout), (.handling, .card),
        ]
    )
    func next(_ stage: CaseStage, _ event: EventName) throws {
        let story = try Story.at(stage)
        #expect(story.file.nextDueMove(under: story.rules)?.command.event == event)
    }

    @Test(
        "is nothing where no clock is time's",
        arguments: [CaseStage.draft, .registering, .feedback, .linked, .closed]
    )
    func nothing(_ stage: CaseStage) throws {
        let story = try Story.at(stage)
        #expect(story.file.nextDueMove(under: story.rules) == nil)
    }

    @Test(
        "goes through at its instant, and not a second before",
        arguments: CaseStage.allCases.filter(\.isLive)
    )
    func exact(_ stage: CaseStage) throws {
        let story = try Story.fit(for: stage)
        guard let due = story.file.nextDueMove(under: story.rules) else { return }
        #expect(throws: CaseRefusal.self) {
            try story.file.decide(due.command, by: .system, at: due.at + -1, under: story.rules)
        }
        _ = try story.file.decide(due.command, by: .system, at: due.at, under: story.rules)
    }

    @Test("is a yellow card, then a red one, then nothing in this round")
    func cards() throws {
        var story = try Story.at(.handling)
        var levels: [String?] = []
        while let due = story.file.nextDueMove(under: story.rules) {
            story.now = due.at
            levels.append(due.command.fields[.level])
            let decision = try story.file.decide(due.command, by: .system, at: due.at, under: story.rules)
            story.set { $0.apply(decision.event) }
        }
        #expect(levels == ["yellow", "red"])
        #expect(story.state.wasOverdue)
    }

    @Test("is a check timed out once, and once more after another check")
    func check() throws {
        var story = try Story.at(.checking)
        story.runOut(.check)
        try story.go(.checkTimeout)
        #expect(story.file.nextDueMove(under: story.rules) == nil)
        #expect(story.state.lateMarks == [.check])
        for event in [EventName.checkFail, .submitFeedback, .passToCheck] { try story.go(event) }
        #expect(story.file.nextDueMove(under: story.rules)?.command.event == .checkTimeout)
    }
}
