package import Casework
private import Foundation

/// The cases: recording them, carrying out commands on them, finding them.
package struct CaseRegister: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing
    /// What stored states read as, some 15 kB each: lists show the same cases again, and a hall has two thousand under way.
    private let states = Memo<[UInt8], CaseState>(generation: 2000)
    private let bodies = Memo<StoredBody, EventCodec.Body>(generation: 2000)

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    /// From a row with `CaseFile.columns`.
    func file(_ row: Row) throws -> CaseFile {
        var entry = try unopened(row)
        try entry.open(row, with: keys)
        return entry
    }

    /// The public part only: whoever looks for some among many opens no more than those.
    func unopened(_ row: Row) throws -> CaseFile {
        let stored = try row.bytes("state")
        return try CaseFile(unopened: row, states.made(of: stored) { try CaseState(stored: stored) })
    }

    func event(_ stored: StoredEvent, key: CaseKey?) throws -> CaseEvent {
        let body = try bodies.made(of: StoredBody(bytes: stored.body, at: stored.at)) {
            try EventCodec.body(of: stored)
        }
        return try EventCodec.read(stored, body, key: key)
    }

    /// An event's body is read by its bytes and by the instant that those within it are told from.
    private struct StoredBody: Hashable {
        let bytes: [UInt8]
        let at: Timestamp
    }
}

/// A request to be done once, however often it is sent.
package struct Idempotency: Sendable {
    /// How long a key is remembered.
    static let seconds = 24 * 3600

    package let token: String
    package let key: String
    /// Of the request: another one under the same key is a conflict.
    package let digest: String

    package init(token: String, key: String, digest: String) {
        self.token = token
        self.key = key
        self.digest = digest
    }
}

package struct IdempotencyConflict: Error {}

extension CaseRegister {
    /// Records a case and gives its first events, all in one transaction.
    package func record(
        _ content: CaseContent,
        urgency: Urgency,
        personal: Personal,
        giving commands: [CaseCommand],
        by person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        once idempotency: Idempotency? = nil,
        fromDraft draft: Int64? = nil
    ) async throws -> Outcome {
        let prepared = Result {
            let draft = Case(number: "", content: content, urgency: urgency, personal: personal)
            return try NewCase(draft, giving: commands, by: person, at: now, under: rules, keys: keys)
        }
        let (photos, writer) = (content.photos, person.id)
        return try await scribe.write { batch in
            // What was done once is told again, even if it would be refused by now.
            if let repeated = try repeated(idempotency, at: now, in: batch) { return repeated }
            try AttachmentStore.check(photos, for: nil, in: batch)
            let new = try prepared.get()
            let day = rules.time.day(of: now)
            let serial = try batch.next("serial/" + day.digits)
            let number = rules.cityCode + day.digits + padded(Int(serial), 5)
            let file = new.file(as: number)
            var open = OpenCase(
                entry: CaseFile(id: try batch.next("cases"), file: file, isForgotten: false),
                key: new.key,
                storedKey: new.storedKey,
                lastHash: nil
            )
            try insert(new, as: open, in: batch)
            batch.note(open.entry.id...open.entry.id, of: day)
            try saveUnits(of: open, from: nil, in: batch)
            try append(new.change, to: &open, under: rules, in: batch)
            if let draft {
                try batch.send("DELETE FROM drafts WHERE id = \(draft) AND person = \(writer)")
            }
            try AttachmentStore.assign(photos, to: number, in: batch)
            try remember(idempotency, file, at: now, in: batch)
            return Outcome(open, by: new.change.decisions, at: now)
        }
    }

    /// Carries out a command on a case: reads it, lets it decide, writes what changed and what happened.
    ///
    /// `version` is the one the person has seen; another one is refused with what happened meanwhile.
    package func carryOut(
        _ command: CaseCommand,
        on number: Case.Number,
        by person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        ifVersion version: Int? = nil,
        once idempotency: Idempotency? = nil
    ) async throws -> Outcome {
        try await scribe.write { [keys] batch in
            if let repeated = try repeated(idempotency, at: now, in: batch) { return repeated }
            guard var open = try OpenCase.load(number: number, in: batch.connection, keys: keys),
                open.entry.file.isVisible(to: person)
            else { throw CaseRefusal(.notFound, "没有这个案件，或者您不能查看。") }
            if let version, version != open.entry.file.state.version {
                throw ChangedMeanwhile(since: try events(of: open, after: version, in: batch.connection))
            }
            let photos = command.fields[list: .photos]
            try AttachmentStore.check(photos, for: number, in: batch)
            let decisions = try decide(
                [command],
                on: open.entry.file,
                by: person,
                at: now,
                under: rules,
                in: batch
            )
            try carryOut(decisions, on: &open, by: person, at: now, under: rules, in: batch)
            try AttachmentStore.assign(photos, to: number, in: batch)
            try remember(idempotency, open.entry.file, at: now, in: batch)
            return Outcome(open, by: decisions, at: now)
        }
    }

    /// Whether this has been done already.
    ///
    /// - Throws: `IdempotencyConflict` if something else was done under the same key.
    package func remembers(_ idempotency: Idempotency, at now: Timestamp) async throws -> Bool {
        try await books.read { try Self.remembered(idempotency, at: now, in: $0) != nil }
    }

    /// The row of what was done under the key, if it is still known.
    private static func remembered(
        _ idempotency: Idempotency,
        at now: Timestamp,
        in connection: any Connection
    )
        throws -> Row?
    {
        let row = try connection.execute(
            """
            SELECT digest, at, subject, version FROM idempotency
            WHERE token = \(idempotency.token) AND key = \(idempotency.key)
                AND at > \(now + -Idempotency.seconds)
            """
        ).first
        guard try row.map({ try $0.text("digest") == idempotency.digest }) != false else {
            throw IdempotencyConflict()
        }
        return row
    }

    private func repeated(_ idempotency: Idempotency?, at now: Timestamp, in batch: Batch) throws -> Outcome?
    {
        guard let idempotency, let row = try Self.remembered(idempotency, at: now, in: batch.connection)
        else { return nil }
        let number = try row.text("subject")
        guard let open = try OpenCase.load(number: number, in: batch.connection, keys: keys) else {
            return nil
        }
        // The case as it was then, so that the same request gets the same answer.
        let version = Int(try row.integer("version"))
        let history = try events(of: open, after: 0, in: batch.connection).filter { $0.sequence <= version }
        let file = Case.replayed(number: number, events: history)
        let at = Timestamp(milliseconds: try row.integer("at"))
        return Outcome(
            CaseFile(id: open.entry.id, file: file, isForgotten: open.entry.isForgotten),
            open.key,
            events: history,
            at: at,
            isRepeated: true
        )
    }

    private func remember(_ idempotency: Idempotency?, _ file: Case, at now: Timestamp, in batch: Batch)
        throws
    {
        guard let idempotency else { return }
        try batch.send(
            """
            INSERT INTO idempotency (token, key, digest, at, subject, version)
            VALUES (\(idempotency.token), \(idempotency.key), \(idempotency.digest), \(now), \(file.number),
                \(file.state.version))
            ON CONFLICT (token, key) DO UPDATE SET digest = excluded.digest, at = excluded.at,
                subject = excluded.subject, version = excluded.version
            """
        )
    }
}

/// Somebody else has changed the case since it was read; this is what happened.
package struct ChangedMeanwhile: Error {
    package let since: [CaseEvent]
}

extension Case {
    /// A case as its events tell it.
    package static func replayed(number: Case.Number, events: some Sequence<CaseEvent>) -> Case {
        var file = Case(
            number: number,
            content: CaseContent(source: "", kind: ""),
            urgency: .normal,
            personal: Personal()
        )
        for event in events { file.apply(event) }
        return file
    }
}
