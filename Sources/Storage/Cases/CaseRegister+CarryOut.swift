import Casework
private import Foundation

extension CaseRegister {
    /// Decides and writes, and then what follows for other cases, in order of case id, in the same transaction.
    func carryOut(
        _ commands: [CaseCommand],
        on open: inout OpenCase,
        by person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        in batch: Batch
    ) throws {
        let before = open.entry.file.state
        var done: [Decision] = []
        for command in commands {
            let instant = max(now, open.entry.file.state.changedAt ?? now)
            let other = try parent(of: command, in: batch)
            let decision = try open.entry.file.decide(
                command,
                by: person,
                at: instant,
                under: rules,
                beside: other
            )
            try write(decision, on: &open, under: rules, in: batch)
            done.append(decision)
        }
        try save(open, from: before, under: rules, in: batch)
        let consequences = done.flatMap(\.consequences)
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
            try write(decision, on: &open, under: rules, in: batch)
            try save(open, from: before, under: rules, in: batch)
            if !decision.consequences.isEmpty {
                try follow(decision.consequences, of: open.entry.file, by: .system, at: now, rules, batch)
            }
        }
    }

    /// Appends the event and applies it.
    private func write(_ decision: Decision, on open: inout OpenCase, under rules: Rulebook, in batch: Batch)
        throws
    {
        let event = decision.event
        guard let key = open.key else { throw CaseRefusal(.invalid, "此案的个人信息已按规定清除，不能再操作。") }
        let id = open.entry.id
        let isNew = open.lastHash == nil
        let before = open.entry.file.state
        open.entry.file.apply(event)
        let after = open.entry.file.state
        if isNew { try insert(open, under: rules, in: batch) }
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

    /// The row that the events hang on; `save` fills in the rest.
    private func insert(_ open: OpenCase, under rules: Rulebook, in batch: Batch) throws {
        let file = open.entry.file
        let state = file.state
        let recordedAt = state.recordedAt ?? state.changedAt ?? Timestamp(milliseconds: 0)
        try batch.execute(
            """
            INSERT INTO cases (id, number, version, stage, kind, source, urgency, recorded_by, recorded_at, local_day,
                ended_at, unrouted, case_key, state)
            VALUES (\(open.entry.id), \(file.number), \(state.version), \(state.stage.rawValue), \(state.content.kind),
                \(state.content.source), \(state.urgency.rawValue), \(state.recordedBy ?? 0), \(recordedAt),
                \(rules.time.day(of: recordedAt).description), \(state.endedAt), 0, \(open.storedKey), '{}')
            """
        )
    }

    /// The snapshot: what lists are made of, and what replaying gives.
    private func save(
        _ open: OpenCase,
        from before: CaseState,
        under rules: Rulebook,
        in batch: Batch
    ) throws {
        let file = open.entry.file
        let state = file.state
        let snapshot = String(decoding: try EventCodec.encoder.encode(state), as: UTF8.self)
        let sealed = try open.key.map { try $0.seal(try EventCodec.encoder.encode(file.personal)) }
        let columns = CaseColumns(file, keys: keys, time: rules.time)
        try batch.execute(
            """
            UPDATE cases
            SET \(columns.assignments), next_at = \(file.nextDueMove(under: rules)?.at), state = \(snapshot),
                sealed = \(sealed)
            WHERE id = \(open.entry.id)
            """
        )
        guard before.assisting != state.assisting || before.unit != state.unit else { return }
        if !before.assisting.isEmpty || before.unit != nil {
            try batch.execute("DELETE FROM case_units WHERE case_id = \(open.entry.id)")
        }
        for unit in Set(state.assisting + [state.unit].compactMap { $0 }).sorted() {
            try batch.execute("INSERT INTO case_units (case_id, unit) VALUES (\(open.entry.id), \(unit))")
        }
    }
}
