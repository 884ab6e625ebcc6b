package import Casework

/// Second factors, of administrators and of whoever signs in from outside the hall: a secret sealed by the key ring, and recovery codes of which only marks are kept.
package struct SecondFactors: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    package static let recoveryCodes = 10

    /// What a code was.
    package enum Answer: Sendable, Equatable {
        case wrong
        case code
        /// A recovery code, and how many are left.
        case recovery(left: Int)
    }

    /// How many recovery codes somebody has left; nil if there is no second factor.
    package func codesLeft(of person: Person.ID) async throws -> Int? {
        try await books.read { connection in
            guard
                !(try connection.execute("SELECT person FROM second_factors WHERE person = \(person)")
                    .isEmpty)
            else { return nil }
            return try Self.left(of: person, in: connection)
        }
    }

    /// Everybody who has one.
    package func enrolled() async throws -> Set<Person.ID> {
        try await books.read {
            Set(try $0.execute("SELECT person FROM second_factors").map { try $0.integer("person") })
        }
    }

    /// Takes a secret whose code was right, in the place of any other, and gives new recovery codes, this once.
    package func enrol(
        _ person: Person,
        _ factor: TOTP,
        usedStep: Int64,
        from address: String,
        at now: Timestamp
    ) async throws -> [String] {
        let sealed = try keys.seal(factor.secret)
        let codes = Self.drawCodes()
        try await scribe.write { batch in
            try batch.execute(
                """
                INSERT INTO second_factors (person, sealed, made_at, last_step)
                VALUES (\(person.id), \(sealed), \(now), \(usedStep))
                ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed, made_at = excluded.made_at,
                    last_step = excluded.last_step
                """
            )
            try replaceCodes(of: person.id, codes, in: batch)
            batch.record(
                AuditRecord(at: now, by: person, from: address, .secondFactorEnrolled, person.account)
            )
        }
        return codes
    }

    /// New recovery codes in the place of all old ones.
    package func renewCodes(of person: Person, from address: String, at now: Timestamp) async throws
        -> [String]
    {
        let codes = Self.drawCodes()
        try await scribe.write { batch in
            try replaceCodes(of: person.id, codes, in: batch)
            batch.record(
                AuditRecord(
                    at: now,
                    by: person,
                    from: address,
                    .secondFactorEnrolled,
                    person.account,
                    after: "new recovery codes"
                )
            )
        }
        return codes
    }

    /// Whether a code is right; one that was right is used up, an authenticator's as well as a recovery code.
    package func use(_ given: String, of person: Person, from address: String, at now: Timestamp) async throws
        -> Answer
    {
        let typed = Self.plain(given)
        let stored = try await books.read {
            try $0.execute("SELECT sealed FROM second_factors WHERE person = \(person.id)").first?.text(
                "sealed"
            )
        }
        guard let stored else { return .wrong }
        let factor = TOTP(secret: Array(try keys.open(stored)))
        if let step = factor.step(of: typed, at: now) {
            let used = try await scribe.write { batch in
                // In one statement, so that of two who come with one code one only gets in.
                try batch.execute(
                    """
                    UPDATE second_factors SET last_step = \(step)
                    WHERE person = \(person.id) AND last_step < \(step) RETURNING person
                    """
                )
            }
            return used.isEmpty ? .wrong : .code
        }
        guard typed.utf8.count == Self.codeLength else { return .wrong }
        let mark = mark(typed, of: person.id)
        return try await scribe.write { batch in
            let used = try batch.execute(
                """
                UPDATE recovery_codes SET used_at = \(now)
                WHERE person = \(person.id) AND mark = \(mark) AND used_at IS NULL RETURNING person
                """
            )
            guard !used.isEmpty else { return .wrong }
            let left = try Self.left(of: person.id, in: batch.connection)
            batch.record(
                AuditRecord(
                    at: now,
                    by: person,
                    from: address,
                    .recoveryCodeUsed,
                    person.account,
                    after: "\(left) left"
                )
            )
            return .recovery(left: left)
        }
    }

    /// Takes the factor away from somebody who has lost it, and ends their sessions.
    ///
    /// - Returns: false if there was none.
    package func reset(
        of person: Person,
        by changer: Person,
        reason: String,
        from address: String,
        at now: Timestamp
    ) async throws -> Bool {
        try await scribe.write { batch in
            let gone = try batch.execute(
                "DELETE FROM second_factors WHERE person = \(person.id) RETURNING person"
            )
            guard !gone.isEmpty else { return false }
            try batch.execute("DELETE FROM recovery_codes WHERE person = \(person.id)")
            try SessionRegister.end("WHERE person = \(person.id)", why: .revoked, at: now, in: batch)
            batch.record(
                AuditRecord(
                    at: now,
                    by: changer,
                    from: address,
                    .secondFactorReset,
                    person.account,
                    reason: reason
                )
            )
            return true
        }
    }
}
