extension Case {
    /// Decides what would happen if `person` gave `command` at `now`.
    ///
    /// Pure: reads no clock, touches no database, sends nothing. The caller stores the event, and only then tells
    /// anyone. `other` is the case to link to, or the parent that ended.
    package func decide(
        _ command: CaseCommand,
        by person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        beside other: Case? = nil
    ) throws(CaseRefusal) -> Decision {
        let move = try permits(command.event, by: person, at: now, under: rules, beside: other)
        let routing = Routing(under: rules)
        if let refusal = refusal(
            of: command.fields,
            in: move,
            person,
            at: now,
            under: rules,
            routing,
            beside: other
        ) {
            throw refusal
        }
        var deciding = Deciding(
            self,
            command: command,
            by: person,
            at: now,
            under: rules,
            routing,
            beside: other
        )
        deciding.carryOut(move)
        return deciding.decision
    }

    /// What the parent records when `child` is linked to it: one caller more, and an urge.
    package func decideChildLinked(
        _ child: Case.Number,
        by person: Person,
        at now: Timestamp,
        under rules: Rulebook
    )
        -> Decision
    {
        var deciding = Deciding(
            self,
            command: CaseCommand(.urge, Fields([.into: .text(child)])),
            by: person,
            at: now,
            under: rules,
            Routing(under: rules),
            beside: nil
        )
        deciding.note(.child(child))
        deciding.note(.counted(.callers, state.callers + 1))
        deciding.bringAbout(.countUrge)
        deciding.bringAbout(.notifyAtMostHalfHourly)
        return deciding.decision
    }

    /// What a linked case does when its parent has ended; nil if it is not waiting for it.
    package func decideParentEnded(_ parent: Case, at now: Timestamp, under rules: Rulebook) -> Decision? {
        for event in [EventName.parentDone, .parentClosed, .parentGone] {
            do throws(CaseRefusal) {
                return try decide(CaseCommand(event), by: .system, at: now, under: rules, beside: parent)
            } catch {}  // one of the three fits, or the case has gone its own way
        }
        return nil
    }
}

/// A decision in the making: what has been noted so far, and the case as it stands after that.
struct Deciding {
    let before: CaseState
    let number: Case.Number
    let command: CaseCommand
    let person: Person
    let now: Timestamp
    let rules: Rulebook
    let routing: Routing
    let other: Case?
    private(set) var next: Case
    private var facts: [Fact] = []
    private var words: [String: String] = [:]
    private var notices: [Notice] = []
    private var consequences: [Consequence] = []

    init(
        _ file: Case,
        command: CaseCommand,
        by person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        _ routing: Routing,
        beside other: Case?
    ) {
        before = file.state
        number = file.number
        next = file
        self.command = command
        self.person = person
        self.now = now
        self.rules = rules
        self.routing = routing
        self.other = other
        for (field, value) in command.fields.values where field.kind(in: command.event) == .words {
            if case .text(let text) = value { words[field.rawValue] = text }
        }
    }

    var state: CaseState { next.state }
    var fields: Fields { command.fields }
    /// What the table of responsibilities says of the case as it stands now.
    var route: Route { routing.route(of: next.state.content) }

    var decision: Decision {
        // By itself: with `self` the closure would carry a copy of everything.
        let name = command.event
        let codes = fields.values.isEmpty ? [:] : fields.values.filter { $0.key.kind(in: name) != .words }
        let event = CaseEvent(
            sequence: before.version + 1,
            name: name,
            at: now,
            by: person.id,
            fields: codes,
            facts: facts,
            words: words
        )
        var after = next
        after.mark(with: event)
        return Decision(
            before: before,
            event: event,
            after: after,
            notices: notices,
            consequences: consequences
        )
    }

    mutating func note(_ fact: Fact) {
        facts.append(fact)
        next.state.apply(fact, at: now, by: person.id)
    }

    mutating func tell(_ recipient: Notice.Recipient, _ effect: Effect) {
        let notice = Notice(recipient, effect.rawValue)
        if !notices.contains(notice) { notices.append(notice) }
    }

    mutating func tell(_ recipient: Notice.Recipient, kind: String) {
        notices.append(Notice(recipient, kind))
    }

    mutating func follow(_ consequence: Consequence) { consequences.append(consequence) }

    mutating func keep(_ personal: Personal) {
        words.merge(personal.words) { _, new in new }
        next.personal = personal
    }

    mutating func carryOut(_ move: Move) {
        if before.stage == .draft { record() }
        prepare(move)
        for step in move.clocks { take(step) }
        for effect in move.effects { bringAbout(effect) }
        if let stage = move.to { note(.stage(stage)) }
        if next.stage.isFinal, !before.stage.isFinal {
            for child in state.children { follow(.parentEnded(child: child)) }
        }
    }

    /// The first event carries all that was recorded.
    private mutating func record() {
        var content = state.content
        content.district = rules.district(of: content.place)
        keep(next.personal)
        note(.recorded(content: content, urgency: state.urgency, team: person.team))
        if command.event != .answerDirectly, route.winner == nil, !fields.has(.unit) {
            note(.unrouted(true))
            tell(.role(.shiftLeader), kind: "unrouted")
        }
    }
}
