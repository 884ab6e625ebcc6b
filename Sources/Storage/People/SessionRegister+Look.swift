package import Casework

extension SessionRegister {
    /// A session as the administrator sees it.
    package struct Entry: Sendable {
        /// The digest of the cookie's token: names the session, opens nothing.
        package let id: String
        package let account: String
        package let name: String
        package let startedAt: Timestamp
        package let seenAt: Timestamp
        package let address: String
    }

    /// Sessions, the latest seen first; those of one account, if it is named.
    package func sessions(of account: String? = nil, limit: Int = 200) async throws -> [Entry] {
        let condition: SQL = account.map { "p.account = \($0)" } ?? "1 = 1"
        return try await entries("\(condition) ORDER BY s.seen_at DESC LIMIT \(limit)")
    }

    /// One session, if it has not ended.
    package func session(_ id: String) async throws -> Entry? {
        try await entries("s.token = \(id)").first
    }

    package func count() async throws -> Int {
        try await books.read {
            Int(try $0.execute("SELECT COUNT(*) AS n FROM sessions").first?.integer("n") ?? 0)
        }
    }

    private func entries(_ condition: SQL) async throws -> [Entry] {
        try await books.read {
            try $0.execute(
                """
                SELECT s.token, p.account, p.name, s.started_at, s.seen_at, s.address
                FROM sessions s JOIN people p ON p.id = s.person WHERE \(condition)
                """
            ).map { row in
                Entry(
                    id: try row.text("token"),
                    account: try row.text("account"),
                    name: try row.text("name"),
                    startedAt: Timestamp(milliseconds: try row.integer("started_at")),
                    seenAt: Timestamp(milliseconds: try row.integer("seen_at")),
                    address: try row.text("address")
                )
            }
        }
    }

    /// Ends one session; false if it is gone already.
    package func revoke(session id: String, by changer: Person, from address: String, at now: Timestamp)
        async throws
        -> Bool
    {
        try await scribe.write { batch in
            let ended = try batch.execute(
                """
                SELECT p.account FROM sessions s JOIN people p ON p.id = s.person WHERE s.token = \(id)
                """
            ).first
            guard let ended else { return false }
            try Self.end("WHERE token = \(id)", why: .revoked, at: now, in: batch)
            batch.record(
                AuditRecord(
                    at: now,
                    by: changer,
                    from: address,
                    .sessionRevoked,
                    ended.optionalText("account") ?? ""
                )
            )
            return true
        }
    }
}
