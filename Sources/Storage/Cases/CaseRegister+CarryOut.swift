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
            next.apply(decision.event)
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
        let isNew = open.lastHash == nil
        let before = open.entry.file
        var states = [before.state]
        for decision in decisions {
            open.entry.file.apply(decision.event)
            states.append(open.entry.file.state)
        }
        if isNew {
            try insert(open, key, under: rules, in: batch)
        } else {
            try update(open, key, from: before, under: rules, in: batch)
        }
        try saveUnits(of: open, from: isNew ? nil : before.state, in: batch)
        for (index, decision) in decisions.enumerated() {
            try append(
                decision,
                to: &open,
                key,
                from: states[index],
                to: states[index + 1],
                under: rules,
                in: batch
            )
        }
    }

    /// Appends an event, with all that goes by it.
    private func append(
        _ decision: Decision,
        to open: inout OpenCase,
        _ key: CaseKey,
        from before: CaseState,
        to after: CaseState,
        under rules: Rulebook,
        in batch: Batch
    ) throws {
        let event = decision.event
        let id = open.entry.id
        let stored = try EventCodec.store(event, of: id, after: open.lastHash, key: key)
        open.lastHash = stored.hash
        try batch.execute(
            """
            INSERT INTO case_events (case_id, seq, at, person, kind, body, private, hash)
            VALUES (\(id), \(stored.sequence), \(stored.at), \(stored.person), \(stored.kind), \(stored.body),
                \(stored.sealed), \(stored.hash))
            """
        )
        try ClockSegments.write(event, from: before, to: after, of: id, in: batch)
        batch.add(Tally.changes(from: before, to: after, by: event, rules.time))
        for topic in try Outbox.write(decision.notices, event, of: open.entry, in: batch) {
            batch.announce(topic, at: event.at)
        }
        batch.announce("case/" + open.entry.file.number, at: event.at)
        batch.announce("queue", at: event.at)
        batch.announce("wall", at: event.at)
        for unit in Set([before.unit, after.unit].compactMap { $0 }) {
            batch.announce("unit/" + unit, at: event.at)
        }
    }
}
