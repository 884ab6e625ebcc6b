import Testing

@testable import Casework

@Suite("A case that follows another")
struct LinkedCaseTests {
    @Test("is a caller more for the other, and an urge")
    func linking() throws {
        var child = try Story.at(.registering)
        child.other = try Story.at(.handling, Story(number: 2)).file
        let decision = try child.go(.link)
        #expect(decision.consequences == [.childLinked(parent: "9999002019040300002")])
        var parent = try #require(child.other)
        let noted = parent.decideChildLinked(
            child.file.number,
            by: People.agent,
            at: child.now,
            under: child.rules
        )
        parent.apply(noted.event)
        #expect((parent.state.callers, parent.state.urges) == (2, 1))
        #expect(parent.state.children == [child.file.number])
        #expect(noted.notices.map(\.recipient) == [.unit("ROADS")])
    }

    @Test(
        "goes on by itself when the other ends",
        arguments: [
            (CaseStage.closed, CaseStage.callingBack), (.answered, .callingBack), (.voided, .registering),
            (.notRegistered, .registering),
        ]
    )
    func parentEnds(_ end: CaseStage, _ stage: CaseStage) throws {
        var story = try GuardExample.linked(to: end)
        let parent = try #require(story.other)
        let moves = story.parentEnds(parent)
        #expect(moves)
        #expect(story.file.stage == stage)
    }

    @Test("goes to be closed, if nobody is to be called back")
    func noCallback() throws {
        var story = try GuardExample.linked(to: .closed, wantsCallback: false)
        let parent = try #require(story.other)
        let moves = story.parentEnds(parent)
        #expect(moves)
        #expect(story.file.stage == .closing)
    }

    @Test("takes over the unit and the standard")
    func takesOver() throws {
        var story = try GuardExample.linked(to: .closed)
        var parent = Story(number: 2)
        try parent.go(.quickDispatch, [.standard: "component:0301/1"])
        for event in [EventName.sign, .submitFeedback, .passToCallback, .callerSatisfied, .close] {
            try parent.go(event)
        }
        let moves = story.parentEnds(parent.file)
        #expect(moves)
        #expect(story.state.unit == "ROADS")
        #expect(story.state.content.standard == "component:0301/1")
        #expect(story.state.limits?.standard == "component:0301/1")
    }

    @Test("has no unit after an outside body settled the other")
    func outside() throws {
        var story = try Story.at(.handling)
        var parent = Story(number: 2)
        for event in [EventName.submit, .register] { try parent.go(event) }
        story.other = parent.file
        try story.go(.link)
        for event in [EventName.forwardOut, .outsideAnswered, .passToCallback, .callerSatisfied, .close] {
            try parent.go(event)
        }
        let moves = story.parentEnds(parent.file)
        #expect(moves)
        #expect(story.state.unit == nil)
        #expect(story.refusal(of: .backToDispatch) == nil)
    }

    @Test("stays where it is while the other lives")
    func parentLives() throws {
        var story = try GuardExample.linked(to: .closing)
        let parent = try #require(story.other)
        let moves = story.parentEnds(parent)
        #expect(moves == false)
        #expect(story.file.stage == .linked)
    }

    @Test("does not heed the end of a case that it followed before")
    func formerParent() throws {
        var story = try GuardExample.linked(to: .closed, number: 3)
        let stranger = try #require(story.other)
        let moves = story.parentEnds(stranger)
        #expect(moves == false)
        #expect(story.file.stage == .linked)
    }

    @Test("is told of the other's end once only")
    func told() throws {
        var parent = try Story.at(.closing, Story(number: 2))
        for _ in 1...2 {
            let noted = parent.file.decideChildLinked(
                "9999002019040300001",
                by: People.agent,
                at: parent.now,
                under: parent.rules
            )
            parent.set { $0.apply(noted.event) }
        }
        let consequences = try parent.go(.close).consequences
        #expect(consequences == [.parentEnded(child: "9999002019040300001")])
    }
}
