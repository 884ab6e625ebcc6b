import Testing

@testable import Casework

/// Warrants that ask for more, or for less, by what has happened.
@Suite("Who may, by what has happened")
struct WarrantOfStateTests {
    @Test("the dispatcher grants the first extension, the leader on shift the second")
    func secondExtension() throws {
        var story = try Story.at(.handling)
        try story.go(.requestExtension)
        #expect(story.refusal(of: .extendApproved, by: People.dispatcher) == nil)
        try story.go(.extendApproved)
        try story.go(.requestExtension)
        #expect(story.refusal(of: .extendApproved, by: People.dispatcher)?.code == .notPermitted)
        #expect(story.refusal(of: .extendApproved, by: People.shiftLeader) == nil)
    }

    @Test("the leader on shift orders the first redo, the director the second")
    func secondRedo() throws {
        let first = try Story.at(.callingBack)
        #expect(first.refusal(of: .redo, by: People.shiftLeader) == nil)
        let second = try GuardExample.redone(1)
        #expect(second.refusal(of: .redo, by: People.shiftLeader)?.code == .notPermitted)
        #expect(second.refusal(of: .redo, by: People.director) == nil)
    }

    @Test("after two redos only the director accepts a dissatisfied caller")
    func acceptance() throws {
        let before = try GuardExample.redone(1)
        #expect(before.refusal(of: .acceptDissatisfied, by: People.shiftLeader) == nil)
        let after = try GuardExample.redone(2)
        #expect(after.refusal(of: .acceptDissatisfied, by: People.shiftLeader)?.code == .notPermitted)
        #expect(after.refusal(of: .acceptDissatisfied, by: People.director) == nil)
    }

    @Test("an agent refuses what came by the web site, only who may decline what came from 12345")
    func refusing12345() throws {
        let web = try Story.at(.intake, Story(source: "web"))
        #expect(web.refusal(of: .refuseAccept, by: People.agent) == nil)
        let other = try Story.at(.intake, Story(source: "12345"))
        #expect(other.refusal(of: .refuseAccept, by: People.agent)?.code == .notPermitted)
        #expect(other.refusal(of: .refuseAccept, by: People.shiftLeader) == nil)
    }

    @Test("a source brings in its own cases, no others, and does nothing else")
    func source() throws {
        #expect(Story(source: "web").refusal(of: .receive, by: People.website) == nil)
        #expect(Story(source: "letter").refusal(of: .receive, by: People.website)?.code == .notPermitted)
        let story = try Story.at(.intake, Story(source: "web"))
        #expect(story.refusal(of: .accept, by: People.website)?.code == .notFound)
    }

    @Test("an agent voids her own undispatched case within ten minutes")
    func ownVoid() throws {
        var story = try Story.at(.registering)
        story.now = story.now + 600
        #expect(story.refusal(of: .void, by: People.agent) == nil)
        #expect(story.refusal(of: .void, by: People.otherAgent)?.code == .notPermitted)
        story.now = story.now + 1
        #expect(story.refusal(of: .void, by: People.agent)?.code == .notPermitted)
        let dispatched = try Story.at(.signing)
        #expect(dispatched.refusal(of: .void, by: People.agent)?.code == .notPermitted)
    }

    @Test("who acts for a unit says for whom; the unit's own people need not")
    func actingForUnit() throws {
        let story = try Story.at(.signing)
        #expect(story.refusal(of: .sign, by: People.agent, without: [.by])?.fields.keys.sorted() == ["by"])
        #expect(story.refusal(of: .sign, by: People.agent) == nil)
        #expect(story.refusal(of: .sign, by: People.handler(of: "ROADS"), without: [.by]) == nil)
    }

    @Test("a request is taken back for the unit without a name: its row has no field for one")
    func cancelForUnit() throws {
        let story = try GuardExample.asked(.requestReturn)
        #expect(story.refusal(of: .cancelRequest, by: People.agent, without: [.by]) == nil)
    }

    @Test("an order is answered by the hall where no unit has the case")
    func replyWithoutUnit() throws {
        var story = try Story.at(.registering)
        try story.go(.supervise)
        #expect(story.refusal(of: .supervisionReply, by: People.agent, without: [.by]) == nil)
        #expect(story.refusal(of: .supervisionReply, by: People.handler(of: "ROADS"))?.code == .notFound)
    }

    @Test("a unit sees the cases it has and those it assists in, no others")
    func visibility() throws {
        var story = try Story.at(.handling)
        #expect(story.file.isVisible(to: People.handler(of: "ROADS")))
        #expect(story.file.isVisible(to: People.handler(of: "LAMPS")) == false)
        try story.go(.startCoordination, [.units: ["LAMPS"]])
        #expect(story.file.isVisible(to: People.handler(of: "LAMPS")))
        #expect(story.file.isVisible(to: People.website) == false)
    }

    @Test("a unit that assists does nothing for the one that leads")
    func assisting() throws {
        var story = try Story.at(.coordinating)
        try story.go(.decide, [.unit: "ROADS", .assisting: ["LAMPS"]])
        #expect(story.file.isVisible(to: People.handler(of: "LAMPS")))
        #expect(story.refusal(of: .sign, by: People.handler(of: "LAMPS"))?.code == .notPermitted)
        #expect(story.refusal(of: .comment, by: People.handler(of: "LAMPS")) == nil)
    }

    @Test(
        "what is allowed is what would not be refused for who, when or where",
        arguments: CaseStage.allCases
    )
    func allowed(_ stage: CaseStage) throws {
        let story = try Story.fit(for: stage)
        for person in People.all + [.system] {
            let allowed = story.file.allowed(to: person, at: story.now, under: story.rules)
            for event in EventName.allCases {
                let refusal = story.refusal(of: event, by: person)
                if refusal == nil { #expect(allowed.contains(event)) }
                if refusal?.code == .notPermitted || refusal?.code == .wrongStage {
                    #expect(!allowed.contains(event))
                }
            }
        }
    }
}
