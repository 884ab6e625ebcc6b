import Testing

@testable import Casework

/// 事事有回音: no case ends without an answer, or the reason why none.
@Suite("An answer to the caller")
struct AnswerTests {
    @Test(
        "is recorded with every end that carries one",
        arguments: [CaseStage.answered, .notAccepted, .notRegistered, .voided, .closed]
    )
    func ends(_ stage: CaseStage) throws {
        #expect(try Story.fit(for: stage).state.answeredAt != nil)
    }

    @Test("is replaced by the code of the void, where none is owed")
    func vain() throws {
        var story = try Story.at(.registering)
        try story.go(.void, [.reasonCode: "nuisance"], without: [.answer, .channel])
        #expect(story.state.answeredAt == nil)
        #expect(story.state.noAnswerReason == "nuisance")
    }

    @Test("is replaced by the reason given with the closing")
    func reason() throws {
        var story = try GuardExample.silent(.feedback)
        try story.go(.passToClose)
        try story.go(.close, [.noAnswerReason: "anonymous"])
        #expect(story.state.noAnswerReason == "anonymous")
    }

    @Test("is owed anew after a redo, with verdict and attempts forgotten")
    func redo() throws {
        var story = try Story.at(.callingBack)
        for event in [EventName.answerCaller, .callbackAttempt, .redo] { try story.go(event) }
        #expect(story.state.answeredAt == nil)
        #expect(story.state.verdict == nil)
        #expect(story.state.attempts == [])
    }

    @Test("is owed anew after reopening")
    func reopen() throws {
        var story = try Story.at(.closed)
        try story.go(.reopen)
        #expect(story.state.answeredAt == nil)
        #expect(story.state.verdict == nil)
    }

    @Test(
        "is owed anew after a convert",
        arguments: [CaseStage.answered, .notAccepted, .notRegistered, .voided]
    )
    func convert(_ stage: CaseStage) throws {
        var story = try Story.fit(for: stage)
        try story.go(.convert)
        #expect(story.state.answeredAt == nil)
        #expect(story.state.noAnswerReason == nil)
        #expect(story.state.endedAt == nil)
    }

    @Test("is owed anew after a convert, whatever unit the case once had")
    func convertWithUnit() throws {
        var story = try Story.at(.handling, Story(kind: "inquiry"))
        story.other = try Story.at(.handling, Story(number: 2)).file
        try story.go(.link)
        story.other = try Story.at(.voided, Story(number: 2)).file
        for event in [EventName.parentGone, .answerDirectly, .convert] { try story.go(event) }
        #expect(story.state.unit == "ROADS")
        #expect(story.state.answeredAt == nil)
    }

    @Test("is owed anew after a link is undone")
    func unlink() throws {
        var story = try Story.at(.linked)
        try story.go(.answerCaller)
        try story.go(.unlink)
        #expect(story.state.answeredAt == nil)
    }

    @Test("is not owed anew when the case goes back to be filed, nor by rework")
    func backToRegister() throws {
        var story = try Story.at(.dispatching)
        try story.go(.answerCaller)
        try story.go(.backToRegister)
        #expect(story.state.answeredAt != nil)
        var reworked = try Story.at(.feedback)
        try reworked.go(.answerCaller)
        try reworked.go(.rework)
        #expect(reworked.state.answeredAt != nil)
    }

    @Test("by message counts, when nobody can be reached")
    func unreached() throws {
        var story = try Story.at(.callingBack)
        try story.go(.callbackAttempt, [.outcome: "wrong_number"])
        try story.go(.callerUnreachable)
        #expect(story.state.answeredAt == story.now)
        #expect(story.state.verdict?.kind == .unreached)
        #expect(story.notices.contains { $0.recipient == .caller })
    }

    @Test("may be given after the end")
    func late() throws {
        for stage in CaseStage.allCases where stage.isFinal {
            var story = try Story.fit(for: stage)
            try story.go(.answerCaller, after: 3600)
            #expect(story.state.answeredAt == story.now)
            #expect(story.file.stage == stage)
        }
    }
}
