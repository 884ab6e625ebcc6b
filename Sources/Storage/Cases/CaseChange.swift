import Casework

/// What decisions make of a case, encoded and sealed: everything that needs no look into the books.
struct CaseChange: Sendable {
    let decisions: [Decision]
    /// As it was, and as it is after each of them.
    let states: [CaseState]
    let personal: Personal
    let events: [SealedEvent]

    init(_ decisions: [Decision], of file: Case, key: CaseKey) throws {
        self.decisions = decisions
        states = [file.state] + decisions.map(\.after.state)
        personal = decisions.last?.after.personal ?? file.personal
        events = try decisions.map { try EventCodec.seal($0.event, key: key) }
    }

    func after(_ file: Case) -> Case {
        Case(number: file.number, state: states[states.count - 1], personal: personal)
    }

    /// The personal words sealed for the case's row: where an event brought just these, its own seal serves the row too.
    func sealed(_ personal: Personal, key: CaseKey) throws -> String {
        for event in events where event.event.words == personal.words {
            if let words = event.words { return words }
        }
        return try key.seal(personal.stored)
    }
}

/// A case that is about to begin, worked out before its turn to be written comes.
///
/// The Scribe writes one after the other; what many can do at once is done outside. None of the events that begin a case
/// speaks of its number, so that is given when it is written.
struct NewCase: Sendable {
    let change: CaseChange
    let key: CaseKey
    let storedKey: String
    let snapshot: String
    let sealed: String
    let columns: [SQLValue]
    let nextAt: Timestamp?

    init(
        _ draft: Case,
        giving commands: [CaseCommand],
        by person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        keys: KeyRing
    ) throws {
        var next = draft
        let decisions = try commands.map { command in
            let decision = try next.decide(command, by: person, at: now, under: rules)
            next = decision.after
            return decision
        }
        (key, storedKey) = try keys.newCaseKey()
        change = try CaseChange(decisions, of: draft, key: key)
        snapshot = next.state.stored
        sealed = try change.sealed(next.personal, key: key)
        columns = CaseColumns(next, keys: keys, time: rules.time).values
        nextAt = next.nextDueMove(under: rules)?.at
    }
}
