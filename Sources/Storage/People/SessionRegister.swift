package import Casework

/// A browser that somebody has signed in with.
package struct Session: Sendable, Equatable {
    package let person: Person
    /// What every form must carry back.
    package let formToken: String
    package let startedAt: Timestamp
    package let seenAt: Timestamp
    /// As stored: the digest of the cookie's token.
    package let id: String
    package let mustChangePassword: Bool
    /// An administrator without the second factor that the city demands.
    package let mustEnrol: Bool
    /// Whether it holds outside the hall's own networks: begun there, by somebody with a second factor.
    package let holdsElsewhere: Bool
}

/// Sessions and API tokens; of both only digests are kept.
package struct SessionRegister: Sendable {
    let books: Books
    let scribe: Scribe
    let rules: RulesInForce

    package init(books: Books, scribe: Scribe, rules: RulesInForce = RulesInForce()) {
        self.books = books
        self.scribe = scribe
        self.rules = rules
    }

    /// Begins a session and gives the cookie's token; other sessions of the person end if the city allows one only,
    /// but never a demonstration's.
    package func begin(_ account: Account, from address: String, at now: Timestamp) async throws -> String {
        let token = Secret.token()
        let formToken = Secret.token()
        let isTheOnlyOne = rules.identity.oneSession && !account.isDemonstration
        try await scribe.write { batch in
            let person = account.person
            if isTheOnlyOne {
                try Self.end(
                    "WHERE person = \(person.id)",
                    why: .elsewhere,
                    from: address,
                    at: now,
                    in: batch
                )
            }
            try batch.execute(
                """
                INSERT INTO sessions (token, person, form_token, started_at, seen_at, address)
                VALUES (\(Secret.digest(token)), \(person.id), \(formToken), \(now), \(now), \(address))
                """
            )
            batch.record(AuditRecord(at: now, by: person, from: address, .signIn, person.account))
        }
        return token
    }

    /// The session of a cookie, unless it has been idle for longer than its person may be; `isBusy` says whether somebody
    /// did something: a page that looks again by itself does not.
    package func find(_ token: String, at now: Timestamp, isBusy: Bool = true) async throws -> Session? {
        let digest = Secret.digest(token)
        let row = try await books.read {
            try $0.execute(
                """
                SELECT p.*, s.token, s.form_token, s.started_at, s.seen_at, s.address, f.person AS factor
                FROM sessions s JOIN people p ON p.id = s.person LEFT JOIN second_factors f ON f.person = p.id
                WHERE s.token = \(digest) AND p.active = 1
                """
            ).first
        }
        guard let row else { return nil }
        let account = try Account(row, under: rules)
        let policy = rules.identity
        let hasFactor = row.optionalInteger("factor") != nil
        let isBegunElsewhere = policy.isElsewhere(try row.text("address"))
        let session = Session(
            person: account.person,
            formToken: try row.text("form_token"),
            startedAt: Timestamp(milliseconds: try row.integer("started_at")),
            seenAt: Timestamp(milliseconds: try row.integer("seen_at")),
            id: digest,
            mustChangePassword: account.mustChangePassword(at: now),
            mustEnrol: account.person.roles.contains(where: \.isAdministrator) && !account.isDemonstration
                && policy.administratorsNeedCode && !hasFactor,
            holdsElsewhere: account.isDemonstration
                || hasFactor && isBegunElsewhere
        )
        let idle = account.isDemonstration ? 86_400 * 30 : policy.idleSeconds(of: account.person)
        guard now - session.seenAt <= idle else {
            try await scribe.write {
                try Self.end("WHERE token = \(digest)", why: .idle, at: now, in: $0)
            }
            return nil
        }
        // Once a minute is often enough to know that somebody is there.
        if isBusy, now - session.seenAt > 60 {
            try await scribe.write {
                try $0.execute("UPDATE sessions SET seen_at = \(now) WHERE token = \(digest)")
            }
        }
        return session
    }

    package func end(_ session: Session, at now: Timestamp) async throws {
        try await scribe.write { try Self.forget(session, at: now, in: $0) }
    }

    /// Ended by its own person, who need not be told why.
    private static func forget(_ session: Session, at now: Timestamp, in batch: Batch) throws {
        try batch.execute("DELETE FROM sessions WHERE token = \(session.id)")
        batch.announce(topic(of: session.person.id), at: now)
    }

    package func signOut(_ session: Session, from address: String, at now: Timestamp) async throws {
        try await scribe.write { batch in
            try Self.forget(session, at: now, in: batch)
            batch.record(
                AuditRecord(at: now, by: session.person, from: address, .signOut, session.person.account)
            )
        }
    }

    /// Ends all sessions of somebody.
    package func revoke(of person: Person.ID, by changer: Person, from address: String, at now: Timestamp)
        async throws
    {
        try await scribe.write { batch in
            try Self.end("WHERE person = \(person)", why: .revoked, at: now, in: batch)
            batch.record(
                AuditRecord(at: now, by: changer, from: address, .sessionRevoked, "person \(person)")
            )
        }
    }
}
