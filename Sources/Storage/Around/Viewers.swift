package import Casework
private import Synchronization

/// Who has which case open now, so that two people on one case know of each other.
///
/// Everybody's open pages are kept in memory. Where several servers share the books, each also keeps a row for its own
/// people there, renewed by a lease: what a server leaves behind that has died ends by itself.
package final class Viewers: Sendable {
    package struct Viewer: Sendable, Equatable {
        package let person: Person.ID
        package let since: Timestamp
    }

    /// One open page.
    private struct Look {
        let number: Case.Number
        let viewer: Viewer
    }

    private struct State {
        var looks: [Int: Look] = [:]
        var last = 0
    }

    private let books: Books
    private let scribe: Scribe
    private let server = Secret.token()
    private let state = Mutex(State())

    /// How long a row holds without being renewed, in seconds of real time, and how often it is renewed.
    package static let lease = 50
    package static let renewal = 20

    package init(books: Books, scribe: Scribe) {
        self.books = books
        self.scribe = scribe
    }

    /// Who looks at the case has changed: pages that show it look again.
    package static func topic(of number: Case.Number) -> String { "viewers/" + number }

    /// Somebody has opened the case; gives what `leave` wants.
    ///
    /// `now` is the hotline's clock, which pages show; leases go by real time.
    package func arrive(at number: Case.Number, _ person: Person.ID, now: Timestamp, realNow: Timestamp)
        async throws -> Int
    {
        let (id, viewer, isFirst) = state.withLock { state in
            let earlier = state.looks.values.first { $0.number == number && $0.viewer.person == person }
            let viewer = earlier?.viewer ?? Viewer(person: person, since: now)
            state.last += 1
            state.looks[state.last] = Look(number: number, viewer: viewer)
            return (state.last, viewer, earlier == nil)
        }
        if isFirst { try await tellArrival(viewer, at: number, now, realNow) }
        return id
    }

    /// Somebody has closed a page; other pages on the same case may still be open.
    package func leave(_ id: Int, now: Timestamp, realNow: Timestamp) async throws {
        let gone: Look? = state.withLock { state in
            guard let look = state.looks.removeValue(forKey: id) else { return nil }
            let isStill = state.looks.values.contains {
                $0.number == look.number && $0.viewer.person == look.viewer.person
            }
            return isStill ? nil : look
        }
        if let gone { try await tellDeparture(gone, now, realNow) }
    }

    /// Who else looks at the case, those first who have looked longest.
    package func others(at number: Case.Number, than person: Person.ID, realNow: Timestamp) async throws
        -> [Viewer]
    {
        guard books.areShared else { return inMemory(at: number, than: person) }
        return try await books.read { try Self.rows(at: number, than: person, realNow, in: $0) }
    }

    /// Keeps this server's rows for another while, and takes away what died with another server.
    package func renew(now: Timestamp, realNow: Timestamp) async throws {
        guard books.areShared else { return }
        if state.withLock({ !$0.looks.isEmpty }) {
            try await scribe.write { [server] batch in
                try batch.execute(
                    "UPDATE viewings SET until_at = \(realNow + Self.lease) WHERE server = \(server)"
                )
            }
        }
        let expired = try await books.read {
            try $0.execute("SELECT 1 AS one FROM viewings WHERE until_at < \(realNow) LIMIT 1")
        }
        if expired.isEmpty { return }
        try await scribe.write { batch in
            let gone = try batch.execute("DELETE FROM viewings WHERE until_at < \(realNow) RETURNING number")
            for row in gone { batch.announce(Self.topic(of: try row.text("number")), at: now) }
        }
    }

    /// Takes this server's rows away, when it stops.
    package func giveUp() async throws {
        guard books.areShared else { return }
        try await books.write { [server] in
            try $0.execute("DELETE FROM viewings WHERE server = \(server)")
        }
    }

    private func inMemory(at number: Case.Number, than person: Person.ID) -> [Viewer] {
        let others = state.withLock { state in
            state.looks.values.filter { $0.number == number && $0.viewer.person != person }.map(\.viewer)
        }
        let earliest = Dictionary(others.map { ($0.person, $0) }) { $0.since <= $1.since ? $0 : $1 }
        return earliest.values.sorted { ($0.since, $0.person) < ($1.since, $1.person) }
    }

    private static func rows(
        at number: Case.Number,
        than person: Person.ID,
        _ realNow: Timestamp,
        in connection: any Connection
    ) throws -> [Viewer] {
        try connection.execute(
            """
            SELECT person, MIN(since_at) AS since_at FROM viewings
            WHERE number = \(number) AND person <> \(person) AND until_at >= \(realNow)
            GROUP BY person ORDER BY 2, 1
            """
        ).map {
            Viewer(
                person: try $0.integer("person"),
                since: Timestamp(milliseconds: try $0.integer("since_at"))
            )
        }
    }

    private func tellArrival(
        _ viewer: Viewer,
        at number: Case.Number,
        _ now: Timestamp,
        _ realNow: Timestamp
    ) async throws {
        guard books.areShared else {
            return try await announce(number, to: inMemory(at: number, than: viewer.person), now)
        }
        try await scribe.write { [server] batch in
            try batch.execute(
                """
                INSERT INTO viewings (server, number, person, since_at, until_at)
                VALUES (\(server), \(number), \(viewer.person), \(viewer.since), \(realNow + Self.lease))
                ON CONFLICT (number, person, server) DO UPDATE SET until_at = excluded.until_at
                """
            )
            let others = try Self.rows(at: number, than: viewer.person, realNow, in: batch.connection)
            if !others.isEmpty { batch.announce(Self.topic(of: number), at: now) }
        }
    }

    private func tellDeparture(_ look: Look, _ now: Timestamp, _ realNow: Timestamp) async throws {
        let (number, person) = (look.number, look.viewer.person)
        guard books.areShared else {
            return try await announce(number, to: inMemory(at: number, than: person), now)
        }
        try await scribe.write { [server] batch in
            try batch.execute(
                """
                DELETE FROM viewings
                WHERE number = \(number) AND person = \(person) AND server = \(server)
                """
            )
            let others = try Self.rows(at: number, than: person, realNow, in: batch.connection)
            if !others.isEmpty { batch.announce(Self.topic(of: number), at: now) }
        }
    }

    /// A case that nobody else has open costs no write.
    private func announce(_ number: Case.Number, to others: [Viewer], _ now: Timestamp) async throws {
        if others.isEmpty { return }
        try await scribe.write { $0.announce(Self.topic(of: number), at: now) }
    }
}
