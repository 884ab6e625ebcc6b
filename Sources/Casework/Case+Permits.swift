extension Case {
    /// The move that `event` would make, if stage, permission and the guards over the state allow it.
    ///
    /// It makes the buttons of the pages and the API's `allowed`; `decide` asks it first. `other` is the case that a
    /// linked one follows, where the question is about that.
    package func permits(
        _ event: EventName,
        by person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        beside other: Case? = nil
    ) throws(CaseRefusal) -> Move {
        guard let move = Move.of(event, from: stage) else {
            // What time does is nobody's to do, in whatever stage.
            throw Move.isOfTime(event) && !person.isSystem
                ? .notPermitted(event) : .wrongStage(stage, for: event)
        }
        try warrants(move, person, at: now, under: rules)
        guard mayTouch(person, event) else { throw CaseRefusal(.notPermitted, Self.keepAway) }
        for condition in move.guards {
            if let refusal = refusal(by: condition, person, at: now, under: rules, beside: other) {
                throw refusal
            }
        }
        return move
    }

    /// What `person` may do to the case now, in the table's order.
    package func allowed(to person: Person, at now: Timestamp, under rules: Rulebook) -> [EventName] {
        guard isVisible(to: person) || stage == .draft else { return [] }
        return Move.from(stage).filter { move in
            // Who may not is sorted out first, for that needs no words.
            isWarranted(move, person, at: now, under: rules) && mayTouch(person, move.event)
                && move.guards.allSatisfy {
                    refusal(by: $0, person, at: now, under: rules, beside: nil) == nil
                }
        }.map(\.event)
    }

    /// Whether it is a complaint about `person`.
    package func isAbout(_ person: Person) -> Bool { state.content.complainedOf == person.id }

    /// Whom a complaint is about may say a word to it and nothing else: it is recorded, followed, judged and closed by
    /// others.
    private func mayTouch(_ person: Person, _ event: EventName) -> Bool {
        !isAbout(person) || event == .comment
    }

    private static let keepAway = "投诉的是您本人，须回避：请由其他同事登记和办理，您可以批注说明情况。"

    /// Whether `person` may know of the case at all.
    package func isVisible(to person: Person) -> Bool {
        if person.isSystem || person.may(.see) { return true }
        guard let unit = person.unit, person.may(.see, in: unit) else { return false }
        return state.unit == unit || state.assisting.contains(unit)
    }

    /// Whether `person` needs a name to act: the hall's people act for a unit, the unit's for themselves.
    package func actsForUnit(_ person: Person, _ permission: Permission) -> Bool {
        state.unit != nil && !person.may(permission, in: state.unit)
    }

    private func warrants(_ move: Move, _ person: Person, at now: Timestamp, under rules: Rulebook)
        throws(CaseRefusal)
    {
        guard isVisible(to: person) || stage == .draft else {
            throw CaseRefusal(.notFound, "没有这个案件，或者您不能查看。")
        }
        guard isWarranted(move, person, at: now, under: rules) else { throw .notPermitted(move.event) }
    }

    private func isWarranted(_ move: Move, _ person: Person, at now: Timestamp, under rules: Rulebook) -> Bool
    {
        switch move.warrant {
        case .holding(let permission):
            person.may(permission) || (permission == .see && person.may(.see, in: person.unit))
        case .ofUnit(let permission):
            person.may(permission, in: state.unit) || person.may(.actForUnit)
        case .unitManager: person.may(.manageUnit, in: state.unit)
        case .system: person.isSystem
        case .recordOrSource: person.may(.record) || person.sources.contains(state.content.source)
        case .recordOrDecline: person.may(state.content.source == "12345" ? .decline : .record)
        case .resume:
            person.isSystem || person.may(.handle, in: state.unit) || person.may(.dispatch)
        case .approveExtension:
            person.may(state.extensions == 0 ? .approveExtension : .approveSecondExtension)
        case .redo: person.may(state.redos == 0 ? .redo : .redoAgain)
        case .acceptDissatisfied:
            person.may(state.redos < rules.policy.redoMax ? .acceptDissatisfied : .redoAgain)
        case .void: person.may(.void) || mayVoidOwn(person, at: now, under: rules)
        }
    }

    private func mayVoidOwn(_ person: Person, at now: Timestamp, under rules: Rulebook) -> Bool {
        guard let recordedAt = state.recordedAt, state.recordedBy == person.id, state.dispatchedAt == nil
        else {
            return false
        }
        return person.may(.record) && now <= recordedAt + rules.policy.ownVoidMinutes * 60
    }
}
