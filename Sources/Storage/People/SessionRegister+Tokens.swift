package import Casework

/// Tokens of the API; each acts as its person.
extension SessionRegister {
    package struct Token: Sendable {
        package let id: Int64
        package let name: String
        package let account: String
        package let madeAt: Timestamp
        package let expiresAt: Timestamp?
        package let revokedAt: Timestamp?
    }

    /// Makes an API token that acts as its person, and gives it once.
    package func makeToken(
        for person: Person,
        named name: String,
        by changer: Person? = nil,
        from address: String = "",
        at now: Timestamp,
        expiresAt: Timestamp? = nil
    ) async throws -> String {
        let token = Secret.token()
        try await scribe.write { batch in
            try batch.execute(
                """
                INSERT INTO tokens (id, token, person, name, made_at, expires_at)
                VALUES (\(try batch.next("tokens")), \(Secret.digest(token)), \(person.id), \(name), \(now),
                    \(expiresAt))
                """
            )
            batch.record(
                AuditRecord(
                    at: now,
                    by: changer ?? person,
                    from: address,
                    .tokenMade,
                    person.account,
                    after: name
                )
            )
        }
        return token
    }

    /// Whom a token stands for, by what is kept of it, and until when; nil if it is unknown, expired or revoked.
    package func bearer(ofToken digest: String, at now: Timestamp) async throws -> (
        person: Person, until: Timestamp?
    )? {
        try await books.read {
            try $0.execute(
                """
                SELECT p.*, t.expires_at FROM tokens t JOIN people p ON p.id = t.person
                WHERE t.token = \(digest) AND t.revoked_at IS NULL AND p.active = 1
                    AND (t.expires_at IS NULL OR t.expires_at > \(now))
                """
            ).first.map { row in
                let until = row.optionalInteger("expires_at").map(Timestamp.init(milliseconds:))
                return (try Account(row, under: rules).person, until)
            }
        }
    }

    /// Tokens, the newest first; those of one account, if it is named.
    package func tokens(of account: String? = nil, limit: Int = 10_000) async throws -> [Token] {
        let condition: SQL = account.map { "p.account = \($0)" } ?? "1 = 1"
        return try await tokens(where: "\(condition) ORDER BY t.id DESC LIMIT \(limit)")
    }

    /// One token, in force or not.
    package func token(_ id: Int64) async throws -> Token? { try await tokens(where: "t.id = \(id)").first }

    /// How many tokens are in force.
    package func tokenCount(at now: Timestamp) async throws -> Int {
        try await books.read {
            Int(
                try $0.execute(
                    """
                    SELECT COUNT(*) AS n FROM tokens
                    WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > \(now))
                    """
                ).first?.integer("n") ?? 0
            )
        }
    }

    private func tokens(where condition: SQL) async throws -> [Token] {
        try await books.read {
            try $0.execute(
                "SELECT t.*, p.account FROM tokens t JOIN people p ON p.id = t.person WHERE \(condition)"
            ).map { row in
                Token(
                    id: try row.integer("id"),
                    name: try row.text("name"),
                    account: try row.text("account"),
                    madeAt: Timestamp(milliseconds: try row.integer("made_at")),
                    expiresAt: row.optionalInteger("expires_at").map(Timestamp.init(milliseconds:)),
                    revokedAt: row.optionalInteger("revoked_at").map(Timestamp.init(milliseconds:))
                )
            }
        }
    }

    /// Revokes a token, and with it ends the streams that it opened; false if there is none.
    package func revokeToken(
        _ id: Int64,
        by changer: Person? = nil,
        from address: String = "",
        at now: Timestamp
    ) async throws -> Bool {
        try await scribe.write { batch in
            let revoked = try batch.execute(
                "UPDATE tokens SET revoked_at = \(now) WHERE id = \(id) AND revoked_at IS NULL RETURNING person"
            ).first
            if let revoked {
                batch.announce(Self.topic(of: try revoked.integer("person")), at: now)
                batch.record(AuditRecord(at: now, by: changer, from: address, .tokenRevoked, "token \(id)"))
            }
            return revoked != nil
        }
    }
}
