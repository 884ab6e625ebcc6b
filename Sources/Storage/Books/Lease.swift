package import Casework

/// Work that one of several servers does for all: whoever holds the lease goes on, and another one takes over when it ends.
package struct Lease: Sendable {
    private let books: Books
    private let name: String
    private let holder = Secret.token()
    /// How long it holds without being renewed, in seconds of real time.
    private let seconds: Int

    package init(_ name: String, for seconds: Int, in books: Books) {
        self.books = books
        self.name = name
        self.seconds = seconds
    }

    /// Takes or renews the lease; false while another server holds it.
    ///
    /// Books with one server need none.
    package func take(at now: Timestamp) async throws -> Bool {
        guard books.areShared else { return true }
        return try await books.write { [name, holder, seconds] connection in
            let taken = try connection.execute(
                """
                INSERT INTO leases (name, holder, until) VALUES (\(name), \(holder), \(now + seconds))
                ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                WHERE leases.holder = excluded.holder OR leases.until < \(now)
                RETURNING holder
                """
            )
            return !taken.isEmpty
        }
    }

    /// Gives it back, so that another server need not wait for its end.
    package func giveBack() async throws {
        guard books.areShared else { return }
        try await books.write { [name, holder] in
            try $0.execute("DELETE FROM leases WHERE name = \(name) AND holder = \(holder)")
        }
    }
}
