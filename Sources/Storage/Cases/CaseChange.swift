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

    /// The personal words sealed for the case's row; nil where its first event has them: they need not stand twice.
    func sealed(_ personal: Personal, key: CaseKey) throws -> [UInt8]? {
        if let first = events.first?.event, first.sequence == 1 {
            var told = Personal()
            told.words = first.words
            if told == personal { return nil }
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
    let storedKey: [UInt8]
    let snapshot: [UInt8]
    let sealed: [UInt8]?
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
        (key, storedKey) = keys.newCaseKey()
        change = try CaseChange(decisions, of: draft, key: key)
        snapshot = next.state.stored
        sealed = try change.sealed(next.personal, key: key)
        columns = CaseColumns(next, keys: keys, time: rules.time).values
        nextAt = next.nextDueMove(under: rules)?.at
    }
}
