import Casework
private import Foundation

extension CaseRegister {
    /// Decides what commands, one after the other, would make of a case; nothing is taken or written yet.
    func decide(
        _ commands: [CaseCommand],
        on file: Case,
        by person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        in batch: Batch
    ) throws -> [Decision] {
        var next = file
        return try commands.map { command in
            let instant = max(now, next.state.changedAt ?? now)
            let other = try parent(of: command, in: batch)
            let decision = try next.decide(command, by: person, at: instant, under: rules, beside: other)
            next = decision.after
            return decision
        }
    }

    /// Writes what was decided, and then what follows for other cases, in order of case id, in the same transaction.
    func carryOut(
        _ decisions: [Decision],
        on open: inout OpenCase,
        by person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        in batch: Batch
    ) throws {
        try write(decisions, on: &open, under: rules, in: batch)
        let consequences = decisions.flatMap(\.consequences)
        if !consequences.isEmpty {
            try follow(consequences, of: open.entry.file, by: person, at: now, rules, batch)
        }
    }

    /// The case that a command names to link to.
    func parent(of command: CaseCommand, in batch: Batch) throws -> Case? {
        guard command.event == .link, let into = command.fields[.into] else { return nil }
        return try OpenCase.load(number: into, in: batch.connection, keys: keys)?.entry.file
    }

    private func follow(
        _ consequences: [Consequence],
        of origin: Case,
        by person: Person,
        at now: Timestamp,
        _ rules: Rulebook,
        _ batch: Batch
    ) throws {
        let touched = try consequences.compactMap { consequence in
            try OpenCase.load(number: consequence.number, in: batch.connection, keys: keys).map {
                ($0, consequence)
            }
        }.sorted { $0.0.entry.id < $1.0.entry.id }
        for (file, consequence) in touched {
            var open = file
            let before = open.entry.file.state
            let instant = max(now, before.changedAt ?? now)
            let decision: Decision? =
                switch consequence {
                case .childLinked:
                    open.entry.file.decideChildLinked(origin.number, by: person, at: instant, under: rules)
                case .parentEnded: open.entry.file.decideParentEnded(origin, at: instant, under: rules)
                }
            guard let decision else { continue }
            try write([decision], on: &open, under: rules, in: batch)
            if !decision.consequences.isEmpty {
                try follow(decision.consequences, of: open.entry.file, by: .system, at: now, rules, batch)
            }
        }
    }

    /// Applies the events, saves the case as it then stands, and appends them.
    private func write(
        _ decisions: [Decision],
        on open: inout OpenCase,
        under rules: Rulebook,
        in batch: Batch
    ) throws {
        guard let key = open.key else { throw CaseRefusal(.invalid, "此案的个人信息已按规定清除，不能再操作。") }
        guard let last = decisions.last else { return }
        let before = open.entry.file
        let change = try CaseChange(decisions, key: key)
        open.entry.file = last.after
        try update(open, key, from: before, under: rules, in: batch)
        try saveUnits(of: open, from: before.state, in: batch)
        try append(change, to: &open, under: rules, in: batch)
    }

    /// Appends events, with all that goes by them.
    func append(_ change: CaseChange, to open: inout OpenCase, under rules: Rulebook, in batch: Batch) throws
    {
        for (decision, sealed) in zip(change.decisions, change.events) {
            try append(decision, sealed, to: &open, in: batch)
            let event = decision.event
            try ClockSegments.write(
                event,
                from: decision.before,
                to: decision.after.state,
                of: open.entry.id,
                in: batch
            )
            batch.add(Tally.changes(from: decision.before, to: decision.after.state, by: event, rules.time))
            let (former, unit) = (decision.before.unit, decision.after.state.unit)
            if let unit { batch.announce("unit/" + unit, at: event.at) }
            if let former, former != unit { batch.announce("unit/" + former, at: event.at) }
        }
    }

    private func append(_ decision: Decision, _ sealed: SealedEvent, to open: inout OpenCase, in batch: Batch)
        throws
    {
        let event = decision.event
        let stored = EventCodec.chain(sealed, of: open.entry.id, after: open.lastHash)
        open.lastHash = stored.hash
        try batch.send(
            """
            INSERT INTO case_events (case_id, seq, at, person, kind, body, private, hash)
            VALUES (\(open.entry.id), \(stored.sequence), \(stored.at), \(stored.person), \(stored.kind),
                \(stored.body), \(stored.sealed), \(stored.hash))
            """
        )
        for topic in try Outbox.write(decision.notices, event, of: open.entry, in: batch) {
            batch.announce(topic, at: event.at)
        }
        for topic in ["case/" + open.entry.file.number, "queue", "wall"] {
            batch.announce(topic, at: event.at)
        }
    }
}
