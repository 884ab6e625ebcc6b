package import Casework

/// What somebody has asked to be reminded of, on a case or by itself: promises, calls to make, things to look at again.
///
/// The words may name people, so they are sealed.
package struct Reminders: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    package struct Reminder: Sendable, Equatable {
        package let id: Int64
        package let number: Case.Number?
        package let text: String
        package let due: Timestamp

        package init(id: Int64, number: Case.Number?, text: String, due: Timestamp) {
            self.id = id
            self.number = number
            self.text = text
            self.due = due
        }
    }

    /// Whose reminders have changed; a page that shows them looks again.
    package static func topic(of person: Person) -> String {
        "inbox/" + Notice.Recipient.person(person.id).code
    }

    /// What is open, at most; a hundred things to remember are none.
    package static let most = 100

    /// Keeps one more for each of the cases, or one of no case, and gives their ids.
    ///
    /// Whoever asks has checked that `person` may see the cases.
    @discardableResult
    package func add(
        _ text: String,
        on numbers: [Case.Number?] = [nil],
        due: Timestamp,
        of person: Person,
        at now: Timestamp
    ) async throws -> [Int64] {
        let sealed = try keys.seal(Array(text.utf8))
        return try await scribe.write { batch in
            batch.announce(Self.topic(of: person), at: now)
            return try numbers.map { number in
                let id = try batch.next("reminders")
                try batch.execute(
                    """
                    INSERT INTO reminders (id, person, number, sealed, due_at, made_at)
                    VALUES (\(id), \(person.id), \(number), \(sealed), \(due), \(now))
                    """
                )
                return id
            }
        }
    }

    /// What is still open, soonest first.
    package func list(of person: Person) async throws -> [Reminder] { try await open(of: person) }

    /// The same, of one case.
    package func list(of person: Person, on number: Case.Number) async throws -> [Reminder] {
        try await open(of: person, and: "AND number = \(number)")
    }

    /// How many should have come to mind by now.
    package func countDue(of person: Person, at now: Timestamp) async throws -> Int {
        try await books.read {
            Int(
                try $0.execute(
                    """
                    SELECT COUNT(*) AS due FROM reminders
                    WHERE person = \(person.id) AND done_at IS NULL AND due_at <= \(now)
                    """
                ).first?.integer("due") ?? 0
            )
        }
    }

    /// Crosses one off; somebody else's stays.
    package func done(_ id: Int64, of person: Person, at now: Timestamp) async throws {
        try await scribe.write { batch in
            try batch.execute(
                """
                UPDATE reminders SET done_at = \(now)
                WHERE id = \(id) AND person = \(person.id) AND done_at IS NULL
                """
            )
            batch.announce(Self.topic(of: person), at: now)
        }
    }

    /// Puts one off until later.
    package func postpone(_ id: Int64, to due: Timestamp, of person: Person, at now: Timestamp) async throws {
        try await scribe.write { batch in
            try batch.execute(
                """
                UPDATE reminders SET due_at = \(due)
                WHERE id = \(id) AND person = \(person.id) AND done_at IS NULL
                """
            )
            batch.announce(Self.topic(of: person), at: now)
        }
    }

    private func open(of person: Person, and more: SQL = "") async throws -> [Reminder] {
        try await books.read { [keys] connection in
            try connection.execute(
                """
                SELECT id, number, sealed, due_at FROM reminders
                WHERE person = \(person.id) AND done_at IS NULL \(more)
                ORDER BY due_at, id LIMIT \(Self.most)
                """
            ).map { row in
                Reminder(
                    id: try row.integer("id"),
                    number: row.optionalText("number"),
                    text: String(decoding: try keys.open(row.text("sealed")), as: UTF8.self),
                    due: Timestamp(milliseconds: try row.integer("due_at"))
                )
            }
        }
    }
}
