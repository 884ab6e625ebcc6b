package import Casework
import HTTPTypes
package import Storage

/// What every door does around a case: the desk, the unit's page, the API.
extension Hotline {
    /// Reads what was recorded and records it, with the photographs it names.
    package func record(
        _ raw: [String: RawValue],
        by person: Person,
        once idempotency: Idempotency? = nil,
        fromDraft draft: Int64? = nil
    ) async throws -> Outcome {
        let now = clock.now
        let raw = try await namingComplainedOf(raw)
        let (recorded, commands) = try RecordRequest.read(raw, city)
        return try await cases.record(
            recorded.content,
            urgency: recorded.urgency,
            personal: recorded.personal,
            giving: commands,
            by: person,
            at: now,
            under: rules,
            once: idempotency,
            fromDraft: draft
        )
    }

    /// The case, if `person` may know of it; what one may not see is not found.
    package func find(_ number: Case.Number, for person: Person) async throws -> CaseFile {
        guard let entry = try await cases.find(number), entry.file.isVisible(to: person) else {
            throw Problem(.notFound, "not_found", "没有这个案件，或者您不能查看。")
        }
        return entry
    }

    /// The same with its whole history.
    package func open(_ number: Case.Number, for person: Person) async throws -> (CaseFile, [CaseEvent]) {
        guard let (entry, history) = try await cases.open(number), entry.file.isVisible(to: person) else {
            throw Problem(.notFound, "not_found", "没有这个案件，或者您不能查看。")
        }
        return (entry, history)
    }

    /// Those of the cases that `person` may know of, read together.
    func visible(_ numbers: some Collection<Case.Number>, to person: Person) async throws -> [Case] {
        if numbers.isEmpty { return [] }
        var filter = CaseFilter(seenBy: person)
        filter.numbers = Array(Set(numbers))
        return try await cases.list(filter, limit: numbers.count).items.map(\.file)
            .filter { $0.isVisible(to: person) }
    }

    /// Reads an event's fields and gives it.
    package func give(
        _ event: EventName,
        _ raw: [String: RawValue],
        to number: Case.Number,
        by person: Person,
        ifVersion version: Int? = nil,
        once idempotency: Idempotency? = nil
    ) async throws -> Outcome {
        let entry = try await find(number, for: person)
        // What the case allows comes before what the fields say: whoever may not, or is too late, hears just that.
        if let idempotency, try await cases.remembers(idempotency, at: clock.now) {
            // Done already: what the case allows by now is not the question.
        } else {
            try precheck(event, on: entry.file, version, by: person)
        }
        let raw = try await namingPeople(raw, of: event)
        let fields = try FieldReader.read(raw, for: event, on: entry.file, FieldReader(city))
        do {
            return try await cases.carryOut(
                CaseCommand(event, fields),
                on: number,
                by: person,
                at: clock.now,
                under: rules,
                ifVersion: version,
                once: idempotency
            )
        } catch let changed as ChangedMeanwhile {
            throw try await explained(changed)
        }
    }

    private func precheck(_ event: EventName, on file: Case, _ version: Int?, by person: Person) throws {
        if let version, version != file.state.version { return }  // said better by who changed what
        _ = try file.permits(event, by: person, at: clock.now, under: rules)
    }

    private func explained(_ changed: ChangedMeanwhile) async throws -> Problem {
        let names = try await people.names(Set(changed.since.map(\.by)))
        let words = changed.since.suffix(3).map { event in
            let (hour, minute, _) = rules.time.hourMinuteSecond(event.at)
            return "\(names[event.by] ?? "他人") \(padded(hour, 2)):\(padded(minute, 2)) \(event.name.chinese)"
        }
        return Problem(.conflict, "changed_meanwhile", "您打开之后案件已有变化：\(words.joined(separator: "；"))。请刷新后再操作。")
    }

    /// How whoever asks sees the caller; a look in clear leaves a trace.
    func sight(of asker: some Asker, on file: Case, at now: Timestamp) async throws -> Sight {
        let person = asker.person
        var sight = file.sight(of: person, at: now, under: rules)
        if sight == .masked, person.may(.reveal),
            try await reveals.isRevealed(file.number, to: person, at: now)
        {
            sight = .clear
        }
        if sight == .clear {
            try await audit.record(
                AuditRecord(at: now, by: person, from: asker.address, .sawPersonal, "case \(file.number)")
            )
        }
        return sight
    }

    /// Shows the caller in clear for a minute to somebody who says why.
    package func reveal(
        _ number: Case.Number,
        to person: Person,
        because reason: String?,
        from address: String
    )
        async throws
    {
        let file = try await find(number, for: person).file
        guard person.may(.reveal), !file.isAbout(person) else { throw Problem.notPermitted("您没有查看脱敏信息的权限。") }
        guard let reason, reason.count >= 4 else { throw Problem.invalid("reason", "请填写查看的理由，不少于 4 个字。") }
        try await reveals.reveal(number, to: person, because: reason, from: address, at: clock.now)
    }

    package func names(in file: Case, _ history: [CaseEvent]) async throws -> [Person.ID: String] {
        var ids = Set(history.map(\.by))
        let state = file.state
        ids.formUnion(
            [state.follower, state.recordedBy, state.pending?.by, state.content.complainedOf].compactMap {
                $0
            }
        )
        for event in history {
            for case .follower(let follower) in event.facts { ids.insert(follower) }
        }
        ids.formUnion(file.state.orders.map(\.by))
        return try await people.names(ids)
    }
}
