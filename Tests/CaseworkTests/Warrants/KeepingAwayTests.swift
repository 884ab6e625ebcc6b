import Testing

@testable import Casework

/// Whom a complaint is about keeps away from it.
@Suite("回避")
struct KeepingAwayTests {
    private func complaint() -> Story {
        Story(kind: "complaint") { $0.state.content.complainedOf = People.otherAgent.id }
    }

    @Test("nobody records a complaint about oneself")
    func recording() {
        #expect(complaint().refusal(of: .submit, by: People.otherAgent)?.code == .notPermitted)
        #expect(complaint().refusal(of: .submit, by: People.agent) == nil)
    }

    @Test("in every stage, whom it is about may comment and do nothing else", arguments: CaseStage.allCases)
    func everyStage(stage: CaseStage) {
        var story = complaint()
        story.set { $0.state.stage = stage }
        let allowed = story.file.allowed(to: People.otherAgent, at: story.now, under: story.rules)
        #expect(Set(allowed).isSubset(of: [.comment]))
    }

    @Test("it is handed over to others only")
    func following() throws {
        var story = try Story.at(.registering)
        story.set { $0.state.content.complainedOf = People.otherAgent.id }
        let about = FieldValue.text(String(People.otherAgent.id))
        #expect(story.refusal(of: .handOver, by: People.agent, [.follower: about])?.code == .invalid)
    }

    @Test("one of the same shift sees the caller in clear, but not whom it is about")
    func sight() {
        var story = complaint()
        let person = People.otherAgent
        story.set {
            $0.state.recordedTeam = person.team
            $0.state.recordedBy = People.agent.id
        }
        #expect(story.file.sight(of: person, at: story.now, under: story.rules) == .masked)
        story.set { $0.state.content.complainedOf = nil }
        #expect(story.file.sight(of: person, at: story.now, under: story.rules) == .clear)
    }
}
