package import Casework

/// Which copies of the books were made, and what went wrong.
package struct BackupLog: Sendable {
    let books: Books
    let scribe: Scribe

    package init(books: Books, scribe: Scribe) {
        self.books = books
        self.scribe = scribe
    }

    package struct Entry: Sendable, Equatable {
        package let id: Int64
        package let day: LocalDay
        package let beganAt: Timestamp
        /// Nil while it is being made, or where the server ended meanwhile.
        package let endedAt: Timestamp?
        package let file: String
        package let bytes: Int64?
        package let problem: String?

        package var isGood: Bool { endedAt != nil && problem == nil }
    }

    private static let keptDays = 400

    /// Notes that the copy of a day is begun, and gives its number; nil if one is good already, or under way elsewhere.
    package func begin(_ day: LocalDay, file: String, at now: Timestamp, realNow: Timestamp) async throws
        -> Int64?
    {
        // Alone, whoever left one unfinished is no more.
        let patience = books.areShared ? 6 * 3600 : 0
        return try await scribe.write { batch in
            let latest = try Self.latest(1, in: batch.connection).first
            if let latest, latest.day == day {
                if latest.isGood { return nil }
                // Half an hour after a failure it is tried again; what has not ended in time has been given up.
                let wait = latest.endedAt == nil ? patience : 1800
                if realNow < (latest.endedAt ?? latest.beganAt) + wait { return nil }
            }
            let id = try batch.next("backups")
            try batch.execute(
                """
                INSERT INTO backups (id, day, began_at, file)
                VALUES (\(id), \(day.description), \(realNow), \(file))
                """
            )
            try batch.execute(
                "DELETE FROM backups WHERE day < \(LocalDay(number: day.number - Self.keptDays).description)"
            )
            return id
        }
    }

    /// Notes how it ended.
    package func end(_ id: Int64, bytes: Int64?, problem: String?, at now: Timestamp) async throws {
        try await scribe.write { batch in
            try batch.execute(
                "UPDATE backups SET ended_at = \(now), bytes = \(bytes), problem = \(problem) WHERE id = \(id)"
            )
        }
    }

    /// The newest first.
    package func latest(_ count: Int) async throws -> [Entry] {
        try await books.read { try Self.latest(count, in: $0) }
    }

    package static func latest(_ count: Int, in connection: any Connection) throws -> [Entry] {
        try connection.execute("SELECT * FROM backups ORDER BY id DESC LIMIT \(count)").map(Entry.init)
    }

    /// When the newest good copy was finished.
    package static func newestGood(in connection: any Connection) throws -> Timestamp? {
        try connection.execute(
            "SELECT MAX(ended_at) AS at FROM backups WHERE problem IS NULL AND ended_at IS NOT NULL"
        ).first?.optionalInteger("at").map(Timestamp.init(milliseconds:))
    }
}

extension BackupLog.Entry {
    fileprivate init(_ row: Row) throws {
        guard let day = LocalDay(try row.text("day")) else { throw StorageError.unreadable("a copy's day") }
        self.init(
            id: try row.integer("id"),
            day: day,
            beganAt: Timestamp(milliseconds: try row.integer("began_at")),
            endedAt: row.optionalInteger("ended_at").map(Timestamp.init(milliseconds:)),
            file: try row.text("file"),
            bytes: row.optionalInteger("bytes"),
            problem: row.optionalText("problem")
        )
    }
}
