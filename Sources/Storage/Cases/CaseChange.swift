import Casework

/// What decisions make of a case, encoded and sealed: everything that needs no look into the books.
struct CaseChange: Sendable {
    let decisions: [Decision]
    let events: [SealedEvent]

    init(_ decisions: [Decision], key: CaseKey) throws {
        self.decisions = decisions
        events = try decisions.map { try EventCodec.seal($0.event, key: key) }
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
/// speaks of its number, so that is given when it is written. A class of constants: it is handed on, never copied.
final class NewCase: Sendable {
    let change: CaseChange
    private let after: Case
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
        change = try CaseChange(decisions, key: key)
        snapshot = next.state.stored
        sealed = try change.sealed(next.personal, key: key)
        columns = CaseColumns(next, keys: keys, time: rules.time).values
        nextAt = next.nextDueMove(under: rules)?.at
        after = next
    }

    /// The case as it begins, under the number it is given.
    func file(as number: Case.Number) -> Case {
        Case(number: number, state: after.state, personal: after.personal)
    }
}
