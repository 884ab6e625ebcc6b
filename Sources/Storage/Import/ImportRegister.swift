package import Casework

/// How the reading of old books has come on, and the one place where their cases are written.
///
/// A piece and the mark of how far it reaches are one transaction: wherever it is stopped, it goes on from there.
package struct ImportRegister: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing
    let time: CivilTime

    package init(books: Books, scribe: Scribe, keys: KeyRing, time: CivilTime) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
        self.time = time
    }

    /// How far a file has been read.
    package struct Mark: Sendable, Equatable {
        /// Names the file's content and the way in which it is read.
        package let id: String
        package let begunAt: Timestamp
        package let total: Int
        /// The id of its first case: the others follow without a gap.
        package let firstID: Int64
        package var place: Place
        package var recorded = 0
        package var rejected = 0
        /// The length of the file of rejected rows.
        package var rejectBytes = 0
        package var endedAt: Timestamp?
    }

    /// A place between two rows of the file.
    package struct Place: Sendable, Equatable {
        package var rows = 0
        package var bytes: Int
        package var lines: Int

        package init(rows: Int = 0, bytes: Int, lines: Int) {
            self.rows = rows
            self.bytes = bytes
            self.lines = lines
        }
    }

    package func mark(of id: String) async throws -> Mark? {
        try await books.read {
            try $0.execute("SELECT * FROM imports WHERE id = \(id)").first.map { try Mark($0) }
        }
    }

    /// The serial numbers given so far, by the day of which they are.
    package func serials() async throws -> [LocalDay: Int] {
        let rows = try await books.read {
            try $0.execute("SELECT name, value FROM counters WHERE name >= 'serial/' AND name < 'serial0'")
        }
        return try rows.reduce(into: [:]) { serials, row in
            let digits = try row.text("name").dropFirst(7)
            let text = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6))"
            if let day = LocalDay(text) { serials[day] = Int(try row.integer("value")) }
        }
    }

    /// Begins to read `total` rows, or goes on.
    ///
    /// Ids rise with time. In books that have cases already, old ones get ids below those, so that lists show them as older.
    package func begin(_ id: String, file: String, total: Int, from place: Place, at now: Timestamp)
        async throws
        -> Mark
    {
        if let mark = try await mark(of: id) { return mark }
        return try await scribe.write { batch in
            // Below what other files have kept, too.
            let lowest = try batch.execute(
                """
                SELECT MIN(id) AS id FROM (SELECT MIN(id) AS id FROM cases
                    UNION ALL SELECT MIN(first_id) AS id FROM imports WHERE EXISTS (SELECT 1 FROM cases)) AS known
                """
            ).first?.optionalInteger("id")
            let last = try batch.take(lowest == nil ? total : 0, of: "cases")
            let first = (lowest ?? last + 1) - Int64(total)
            let mark = Mark(id: id, begunAt: now, total: total, firstID: first, place: place)
            try batch.execute(
                """
                INSERT INTO imports (id, file, begun_at, rows_total, first_id, rows_done, bytes_done, lines_done,
                    recorded, rejected, reject_bytes)
                VALUES (\(id), \(file), \(now), \(total), \(first), \(place.rows), \(place.bytes), \(place.lines), 0, 0, 0)
                """
            )
            return mark
        }
    }

    /// Writes cases, and how far `mark` says that the file has been read.
    ///
    /// Nobody is told of what is long past: there are no notices, and one entry of the journal for all. `serials` are the
    /// numbers that were given to the rows of each day, the rejected ones too.
    package func write(_ rows: PastRows, serials: [LocalDay: Range<Int>], mark: Mark) async throws {
        try await scribe.write { batch in
            try batch.look(at: serials.keys.map { "serial/" + $0.digits })
            for (day, numbers) in serials.sorted(by: { $0.key < $1.key }) {
                let last = try batch.take(numbers.count, of: "serial/" + day.digits)
                guard last == Int64(numbers.upperBound) else { throw ImportError.numbersTaken(day) }
            }
            for rows in [rows.cases, rows.events, rows.units, rows.segments] {
                try batch.connection.load(rows)
            }
            batch.add(rows.tallies)
            for (day, ids) in rows.days { batch.note(ids, of: day) }
            try SearchIndex.lookAgain(at: rows.first..<rows.first + Int64(rows.count), in: batch)
            if let end = rows.earliestEnd { try Retention.lookAgain(from: end, in: batch) }
            try seal(rows.heads, mark, in: batch)
            try save(mark, in: batch)
            for topic in ["queue", "wall"] { batch.announce(topic, at: mark.begunAt) }
        }
    }

    /// Notes that the whole file has been read, in the audit log too.
    package func end(_ mark: Mark, of file: String, by person: Person, at now: Timestamp) async throws {
        var mark = mark
        mark.endedAt = now
        try await scribe.write { [mark] batch in
            try save(mark, in: batch)
            let words = "\(file): \(mark.recorded) cases, \(mark.rejected) rows rejected"
            batch.record(AuditRecord(at: now, by: person, from: "command line", .imported, words))
        }
    }

    /// Seals the heads of a piece: the seals of days look for what the journal tells of, and it tells nothing of these.
    private func seal(_ heads: [DaySeal.Head], _ mark: Mark, in batch: Batch) throws {
        if heads.isEmpty { return }
        let newest = try DaySeal.newest(in: batch.connection)
        let seal = DaySeal(
            number: try batch.next("seals"),
            // No later than the newest: the day that ends tonight is still to be sealed.
            day: newest?.day ?? time.day(of: mark.begunAt) + -2,
            at: mark.begunAt,
            position: newest?.position ?? 0,
            heads: heads.map(\.description).joined(separator: " "),
            after: newest?.hash,
            keys: keys
        )
        try seal.insert(in: batch)
    }

    /// Ids that were kept for the rows of a file.
    struct Reserved {
        let first: Int64
        /// Those of rows that are rejected, or not yet read.
        let unused: Range<Int64>
    }

    static func reserved(in connection: any Connection) throws -> [Reserved] {
        try connection.execute("SELECT first_id, rows_total, recorded FROM imports ORDER BY first_id").map {
            row in
            let first = try row.integer("first_id")
            return Reserved(
                first: first,
                unused: first + (try row.integer("recorded"))..<first + (try row.integer("rows_total"))
            )
        }
    }

    private func save(_ mark: Mark, in batch: Batch) throws {
        try batch.execute(
            """
            UPDATE imports SET rows_done = \(mark.place.rows), bytes_done = \(mark.place.bytes),
                lines_done = \(mark.place.lines), recorded = \(mark.recorded), rejected = \(mark.rejected),
                reject_bytes = \(mark.rejectBytes), ended_at = \(mark.endedAt)
            WHERE id = \(mark.id)
            """
        )
    }
}

extension ImportRegister.Mark {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.text("id"),
            begunAt: Timestamp(milliseconds: try row.integer("begun_at")),
            total: Int(try row.integer("rows_total")),
            firstID: try row.integer("first_id"),
            place: ImportRegister.Place(
                rows: Int(try row.integer("rows_done")),
                bytes: Int(try row.integer("bytes_done")),
                lines: Int(try row.integer("lines_done"))
            ),
            recorded: Int(try row.integer("recorded")),
            rejected: Int(try row.integer("rejected")),
            rejectBytes: Int(try row.integer("reject_bytes")),
            endedAt: row.optionalInteger("ended_at").map(Timestamp.init(milliseconds:))
        )
    }
}

package enum ImportError: Error, CustomStringConvertible {
    case numbersTaken(LocalDay)

    package var description: String {
        switch self {
        case .numbersTaken(let day):
            "a server has recorded cases of \(day) meanwhile; begin the same command again, it goes on from here"
        }
    }
}
