@testable import Casework

/// A case and what happens to it, told step by step.
struct Story: Sendable {
    var file: Case
    var now = City.at("2019-04-03T09:00")
    var rules = City.rules
    /// The case that this one is linked to.
    var other: Case?
    private(set) var events: [CaseEvent] = []
    private(set) var notices: [Notice] = []

    init(
        _ topic: Topic.Code? = "pothole",
        kind: String = "repair",
        source: String = "phone",
        number: Int = 1,
        _ change: (inout Case) -> Void = { _ in }
    ) {
        var content = CaseContent(
            source: source,
            kind: kind,
            topic: topic,
            place: Place(area: "east", road: "中路")
        )
        content.hasPhone = true
        var personal = Personal()
        personal.phone = "13800000000"
        personal.description = "路面有一个大坑影响通行"
        file = Case(
            number: "99990020190403" + padded(number, 5),
            content: content,
            urgency: .normal,
            personal: personal
        )
        change(&file)
    }

    var state: CaseState { file.state }
    func clock(_ kind: ClockKind) -> Clock? { file.state.clocks[kind] }

    /// Does it as whoever does such things, with fields as they should be but for those given or left out.
    @discardableResult
    mutating func go(
        _ event: EventName,
        by person: Person? = nil,
        after seconds: Int = 60,
        _ fields: [Field: FieldValue] = [:],
        without: Set<Field> = []
    ) throws(CaseRefusal) -> Decision {
        now = now + seconds
        let decision = try decision(event, by: person, fields, without: without)
        file.apply(decision.event)
        events.append(decision.event)
        notices += decision.notices
        return decision
    }

    func decision(
        _ event: EventName,
        by person: Person? = nil,
        _ given: [Field: FieldValue] = [:],
        without: Set<Field> = []
    ) throws(CaseRefusal) -> Decision {
        guard let move = Move.of(event, from: file.stage) else { throw .wrongStage(file.stage, for: event) }
        var fields = goodFields(for: move, of: file, at: now, beside: other)
        for (field, value) in given { fields[value: field] = value }
        for field in without { fields[value: field] = nil }
        return try file.decide(
            CaseCommand(event, fields),
            by: person ?? People.doing(move, on: file),
            at: now,
            under: rules,
            beside: other
        )
    }

    /// Why it would be refused; nil if it would not.
    func refusal(
        of event: EventName,
        by person: Person? = nil,
        _ fields: [Field: FieldValue] = [:],
        without: Set<Field> = []
    ) -> CaseRefusal? {
        do throws(CaseRefusal) {
            _ = try decision(event, by: person, fields, without: without)
            return nil
        } catch {
            return error
        }
    }

    /// Lets time pass until the clock has run out, and a second more.
    mutating func runOut(_ kind: ClockKind) { now = max(now, clock(kind).map { $0.due + 1 } ?? now) }

    mutating func set(_ change: (inout Case) -> Void) { change(&file) }

    /// What the parent's end does to this case.
    mutating func parentEnds(_ parent: Case) -> Bool {
        guard let decision = file.decideParentEnded(parent, at: now, under: rules) else { return false }
        file.apply(decision.event)
        events.append(decision.event)
        return true
    }
}
