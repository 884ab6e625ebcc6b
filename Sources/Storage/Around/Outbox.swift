package import Casework

/// What somebody is to be told: rows written with the event that asks for it.
///
/// People of the hotline read theirs in the in-app inbox; other channels send what is not yet sent.
package struct Outbox: Sendable {
    let books: Books
    let scribe: Scribe

    package init(books: Books, scribe: Scribe) {
        self.books = books
        self.scribe = scribe
    }

    package struct Message: Sendable, Equatable {
        package let id: Int64
        package let number: Case.Number
        package let at: Timestamp
        package let kind: String
        package let event: String
        package let recipient: String
        package let isRead: Bool
    }

    /// Writes the notices of an event; gives the topics whose watchers are to look again.
    static func write(_ notices: [Notice], _ event: CaseEvent, of entry: CaseFile, in batch: Batch) throws
        -> [String]
    {
        for notice in notices {
            try batch.send(
                """
                INSERT INTO outbox (id, case_id, number, seq, at, recipient, kind, event)
                VALUES (\(try batch.next("outbox")), \(entry.id), \(entry.file.number), \(event.sequence), \(event.at),
                    \(notice.recipient.code), \(notice.kind), \(event.name.rawValue))
                """
            )
        }
        return notices.map { "inbox/" + $0.recipient.code }
    }

    /// The newest messages for somebody, newest first.
    package func inbox(of person: Person, limit: Int = 100) async throws -> [Message] {
        let recipients = Self.recipients(person)
        let rows = try await books.read { connection in
            try connection.execute(
                """
                SELECT o.id, o.number, o.at, o.kind, o.event, o.recipient, m.read_to FROM outbox o
                LEFT JOIN inbox_marks m ON m.person = \(person.id)
                WHERE o.recipient IN (\(SQL.list(recipients))) ORDER BY o.id DESC LIMIT \(limit)
                """
            )
        }
        return try rows.map { row in
            let id = try row.integer("id")
            return Message(
                id: id,
                number: try row.text("number"),
                at: Timestamp(milliseconds: try row.integer("at")),
                kind: try row.text("kind"),
                event: try row.text("event"),
                recipient: try row.text("recipient"),
                isRead: id <= row.optionalInteger("read_to") ?? 0
            )
        }
    }

    /// How many messages somebody has not seen; 99 stands for more.
    package func unread(of person: Person) async throws -> Int {
        let recipients = Self.recipients(person)
        return try await books.read { connection in
            let rows = try connection.execute(
                """
                SELECT COUNT(*) AS n FROM (
                    SELECT o.id FROM outbox o
                    WHERE o.recipient IN (\(SQL.list(recipients)))
                        AND o.id > COALESCE((SELECT m.read_to FROM inbox_marks m WHERE m.person = \(person.id)), 0)
                    ORDER BY o.id DESC LIMIT 99) AS newest
                """
            )
            return Int(try rows.first?.integer("n") ?? 0)
        }
    }

    /// When the oldest message to somebody outside was written that has not been sent yet.
    package static func oldestUnsent(in connection: any Connection) throws -> Timestamp? {
        try connection.execute(
            """
            SELECT MIN(at) AS at FROM outbox
            WHERE sent_at IS NULL AND (recipient = 'caller' OR (recipient >= 'body:' AND recipient < 'body;'))
            """
        ).first?.optionalInteger("at").map(Timestamp.init(milliseconds:))
    }

    /// Everything up to `message` has been seen.
    package func markRead(upTo message: Int64, by person: Person, at now: Timestamp) async throws {
        try await scribe.write { batch in
            try batch.execute(
                """
                INSERT INTO inbox_marks (person, read_to) VALUES (\(person.id), \(message))
                ON CONFLICT (person) DO UPDATE SET read_to = excluded.read_to
                """
            )
            batch.announce("inbox/" + Notice.Recipient.person(person.id).code, at: now)
        }
    }

    /// Under which names somebody is written to.
    package static func recipients(_ person: Person) -> [String] {
        var recipients: [Notice.Recipient] = [.person(person.id)]
        recipients += person.roles.filter { !$0.isOfUnit }.map { .role($0) }
        if let unit = person.unit {
            recipients.append(.unit(unit))
            if person.roles.contains(.unitManager) { recipients.append(.unitManager(unit)) }
        }
        return recipients.map(\.code)
    }
}

extension Notice.Recipient {
    /// As the outbox and the journal's topics write it.
    package var code: String {
        switch self {
        case .unit(let unit): "unit:" + unit
        case .unitManager(let unit): "unitManager:" + unit
        case .role(let role): "role:" + role.rawValue
        case .person(let person): "person:\(person)"
        case .body(let unit): "body:" + unit
        case .caller: "caller"
        }
    }
}
