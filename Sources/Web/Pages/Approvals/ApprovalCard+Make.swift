import Casework

extension ApprovalCard {
    init(
        _ file: Case,
        _ events: [CaseEvent],
        _ names: [Person.ID: String],
        _ wording: Wording,
        _ actions: ActionForms
    ) {
        let state = file.state
        let asked = events.last { Self.requests.contains($0.name) }
        let sums = ApprovalSums(file: file, wording: wording)
        let (kind, clock, facts) = Self.subject(file, sums)
        let topic = wording.topic(state.content.topic)
        self.init(
            path: "/cases/\(file.number)",
            number: file.number,
            kind: kind,
            topic: topic.isEmpty ? "未分类" : topic,
            place: wording.place(state.content, Personal()),
            unit: wording.unit(state.unit),
            due: (state.clocks[clock].flatMap { $0.isRunning ? wording.due($0) : nil }).map { [$0] } ?? [],
            story: Self.story(file, events, names, wording, without: asked?.sequence),
            asker: asked.map { "\(names[$0.by] ?? "") \(wording.instant($0.at))" } ?? "",
            reason: asked?.words[Field.reason.rawValue] ?? asked?.words[Field.words.rawValue] ?? "",
            facts: facts.map { FactRow(name: $0.0, value: $0.1) },
            cost: sums.cost.map { FactRow(name: $0.0, value: $0.1) },
            actions: actions
        )
    }

    private static let requests: Set<EventName> = [
        .requestReturn, .requestExtension, .requestSuspension, .requestAppeal, .startCoordination, .escalate,
        .recordVerdict,
    ]

    private static func subject(_ file: Case, _ sums: ApprovalSums) -> (String, ClockKind, [(String, String)])
    {
        switch file.stage {
        case .coordinating: ("协调裁定", .coordinate, sums.coordination)
        case .callingBack: ("不满意", .callback, sums.judgement)
        default:
            (
                file.state.pending.map { CodeList.request.chinese($0.kind.rawValue) } ?? "", .request,
                sums.request
            )
        }
    }

    /// How it began, and the last two things that happened before the question.
    private static func story(
        _ file: Case,
        _ events: [CaseEvent],
        _ names: [Person.ID: String],
        _ wording: Wording,
        without question: Int?
    ) -> [FactRow] {
        let told = StoryTeller(wording: wording, names: names).story(of: file.number, events)
        let lines = zip(events, told).filter { $0.0.sequence != question && $0.0.name != .comment }
        return (lines.prefix(1) + lines.dropFirst().suffix(2)).map { event, sentence in
            FactRow(name: wording.instant(event.at), value: sentence.what)
        }
    }
}
