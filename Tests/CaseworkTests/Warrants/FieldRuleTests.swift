import Testing

@testable import Casework

@Suite("Fields")
struct FieldRuleTests {
    /// Every starred field of every row.
    static let starred: [(Tables.Row, Field)] = Move.all.flatMap { move in
        move.fields.filter(\.isRequired).compactMap { rule in
            Tables.moves.first { $0["id"] == move.id }.map { ($0, rule.field) }
        }
    }

    @Test("a starred field left out is named in the refusal", arguments: starred)
    func required(_ row: Tables.Row, _ field: Field) throws {
        let move = try #require(Move.row(row))
        let stage = CaseStage(rawValue: row[cell: "from"]) ?? .handling
        let story = try #require(try ready(move, stage))
        let refusal = story.refusal(of: move.event, without: [field])
        #expect(refusal?.code == .invalid)
        #expect(refusal?.fields.keys.sorted() == [field.rawValue])
    }

    @Test("a reason of nine characters is too short where the table asks for ten")
    func tooShort() throws {
        let story = try Story.at(.handling)
        let nine = FieldValue.text("一二三四五六七八九")
        #expect(story.refusal(of: .requestReturn, [.reason: nine])?.fields.keys.sorted() == ["reason"])
        #expect(story.refusal(of: .submitFeedback, [.note: nine])?.fields.keys.sorted() == ["note"])
        #expect(story.refusal(of: .requestReturn, [.reason: "一二三四五六七八九十"]) == nil)
    }

    @Test("an empty text is none")
    func empty() throws {
        let story = try Story.at(.handling)
        #expect(story.refusal(of: .recall, [.reason: ""])?.fields.keys.sorted() == ["reason"])
    }

    @Test(
        "what people wrote stands among the sealed words, never among the codes",
        arguments: Move.all.map(\.event)
    )
    func sealed(_ event: EventName) throws {
        for stage in CaseStage.allCases {
            guard let move = Move.of(event, from: stage), let story = try ready(move, stage) else { continue }
            let decision = try story.decision(event)
            for field in decision.event.fields.keys { #expect(field.kind(in: event) != .words) }
            for rule in move.fields where rule.isRequired && rule.field.kind(in: event) == .words {
                #expect(decision.event.words[rule.field.rawValue]?.isEmpty == false)
            }
        }
    }

    /// A story in which the move is possible but for its fields; nil where only a longer story leads.
    private func ready(_ move: Move, _ stage: CaseStage) throws -> Story? {
        var story =
            move.guards.contains(.hasNoUnit) || (stage == .dispatching && move.event == .backToDispatch)
            ? try outside(stage) : try Story.fit(for: stage)
        switch move.event {
        case .returnRejected: try story.go(.requestReturn)
        case .cancelRequest where stage != .closed: try story.go(.requestReturn)
        case .extendRejected: try story.go(.requestExtension)
        case .suspendRejected: try story.go(.requestSuspension)
        case .supervisionReply: try story.go(.supervise)
        case .lowerUrgency: try story.go(.raiseUrgency)
        case .escalate: story = try GuardExample.redone(2)
        case .link: story.other = try Story.at(.handling, Story(number: 2)).file
        case .requestAppeal, .appealReviewed, .appealApproved, .appealRejected, .cancelRequest:
            story = try GuardExample.late()
            if move.event != .requestAppeal { try story.go(.requestAppeal) }
            if move.event == .appealRejected || move.event == .appealApproved {
                try story.go(.appealReviewed)
            }
        case .checkPass: story = try GuardExample.silent(stage)
        default: break
        }
        if move.event == .answerDirectly { story.set { $0.state.content.kind = "inquiry" } }
        return story.refusal(of: move.event) == nil ? story : nil
    }

    private func outside(_ stage: CaseStage) throws -> Story {
        switch stage {
        case .checking: try GuardExample.outside(.passToCheck)
        case .callingBack: try GuardExample.outside(.passToCallback)
        case .closed: try GuardExample.outside(.passToCallback, .callerSatisfied, .close)
        default: try GuardExample.outside()
        }
    }
}
