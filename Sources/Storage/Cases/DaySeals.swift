package import Casework
private import Synchronization

/// Each day's heads, sealed together: what a chain cannot miss by itself, its own end and itself, is missed here.
///
/// A seal names every case that changed since the one before it, with its newest event; it is made after midnight of the
/// hall's time, under a key that stands outside the books, and takes in the seal before it.
package final class DaySeals: Sendable {
    private let books: Books
    private let scribe: Scribe
    private let keys: KeyRing
    /// The newest day known to be sealed: most looks end here.
    private let sealed = Mutex<LocalDay?>(nil)

    private static let mostHeads = 5000

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    /// Whether the day before `today` may have no seal yet.
    package func mayBeDue(on today: LocalDay) -> Bool {
        sealed.withLock { $0 }.map { $0.number < today.number - 1 } ?? true
    }

    /// Seals what has changed up to the end of the day before `today`, unless that is done; gives how many seals it made.
    @discardableResult
    package func seal(before today: LocalDay, at now: Timestamp) async throws -> Int {
        let day = LocalDay(number: today.number - 1)
        let found = try await books.read {
            connection -> (newest: DaySeal?, news: [DaySeal.Head], position: Int64)? in
            let newest = try DaySeal.newest(in: connection)
            if let newest, newest.day >= day { return nil }
            let position = try connection.counter("journal") ?? 0
            return (newest, try Self.changed(since: newest?.position, in: connection), position)
        }
        var made = 0
        if let found {
            var newest = found.newest
            var rest = found.news[...]
            repeat {
                let heads = rest.prefix(Self.mostHeads)
                rest = rest.dropFirst(heads.count)
                // Only the last piece says that everything up to the position is sealed.
                let position = rest.isEmpty ? found.position : newest?.position ?? 0
                guard let next = try await write(heads, of: day, after: newest, upTo: position, at: now)
                else {
                    break  // another server was quicker
                }
                newest = next
                made += 1
            } while !rest.isEmpty
        }
        sealed.withLock { $0 = day }
        return made
    }

    private func write(
        _ heads: ArraySlice<DaySeal.Head>,
        of day: LocalDay,
        after newest: DaySeal?,
        upTo position: Int64,
        at now: Timestamp
    ) async throws -> DaySeal? {
        let words = heads.map(\.description).joined(separator: " ")
        return try await scribe.write { [keys] batch -> DaySeal? in
            guard try DaySeal.newest(in: batch.connection)?.number == newest?.number else { return nil }
            let seal = DaySeal(
                number: try batch.next("seals"),
                day: day,
                at: now,
                position: position,
                heads: words,
                after: newest?.hash,
                keys: keys
            )
            try seal.insert(in: batch)
            return seal
        }
    }

    /// The newest events of the cases that changed after a position of the journal; of all cases if there is no seal yet.
    private static func changed(since position: Int64?, in connection: any Connection) throws
        -> [DaySeal.Head]
    {
        let oldest = try connection.execute("SELECT MIN(position) AS p FROM journal").first?.optionalInteger(
            "p"
        )
        guard let position, oldest.map({ $0 <= position + 1 }) ?? true else { return try all(in: connection) }
        let prefix = "case/"
        let numbers = try connection.execute(
            """
            SELECT DISTINCT topic FROM journal
            WHERE position > \(position) AND topic >= 'case/' AND topic < 'case0' ORDER BY topic
            """
        ).map { String(try $0.text("topic").dropFirst(prefix.count)) }
        return try stride(from: 0, to: numbers.count, by: 500).flatMap { start in
            let piece = Array(numbers[start..<min(start + 500, numbers.count)])
            return try connection.execute(
                """
                SELECT c.number, e.seq, e.hash FROM cases c
                JOIN case_events e ON e.case_id = c.id AND e.seq = c.version
                WHERE c.number IN (\(SQL.list(piece))) ORDER BY c.number
                """
            ).map(DaySeal.Head.init)
        }
    }

    private static func all(in connection: any Connection) throws -> [DaySeal.Head] {
        var heads: [DaySeal.Head] = []
        try connection.forEach(
            """
            SELECT c.number, e.seq, e.hash FROM cases c
            JOIN case_events e ON e.case_id = c.id AND e.seq = c.version ORDER BY c.id
            """
        ) { heads.append(try DaySeal.Head($0)) }
        return heads
    }
}
