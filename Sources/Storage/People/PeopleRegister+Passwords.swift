package import Casework

/// Passwords, and who fails to give the right one.
extension PeopleRegister {
    /// Sets a hashed password, and remembers the last five; all sessions end, but for the one that is kept.
    package func setPassword(
        _ hash: String,
        of id: Person.ID,
        mustChange: Bool,
        keeping session: String? = nil,
        by changer: Person? = nil,
        from address: String = "",
        at now: Timestamp
    ) async throws {
        try await scribe.write { batch in
            try batch.execute(
                """
                INSERT INTO old_passwords (person, at, password)
                SELECT id, \(now), password FROM people WHERE id = \(id) AND password IS NOT NULL
                ON CONFLICT (person, at) DO NOTHING
                """
            )
            try batch.execute(
                """
                DELETE FROM old_passwords WHERE person = \(id) AND at NOT IN (
                    SELECT at FROM old_passwords WHERE person = \(id) ORDER BY at DESC LIMIT 5)
                """
            )
            try batch.execute(
                """
                UPDATE people SET password = \(hash), password_at = \(now), must_change = \(mustChange ? 1 : 0),
                    failures = 0, locked_until = NULL
                WHERE id = \(id)
                """
            )
            try SessionRegister.end(
                "WHERE person = \(id) AND token <> \(session ?? "")",
                why: .password,
                at: now,
                in: batch
            )
            if let changer {
                let whose = try batch.execute("SELECT account FROM people WHERE id = \(id)").first?.text(
                    "account"
                )
                batch.record(AuditRecord(at: now, by: changer, from: address, .passwordChanged, whose ?? ""))
            }
        }
    }

    package func oldPasswords(of id: Person.ID) async throws -> [String] {
        try await books.read {
            try $0.execute("SELECT password FROM old_passwords WHERE person = \(id) ORDER BY at DESC")
                .map { try $0.text("password") }
        }
    }

    /// Counts a failed attempt, at the password or at the code; so many in a row lock the account for a while.
    package func countFailure(of account: Account, from address: String, at now: Timestamp) async throws {
        let policy = rules.identity
        try await scribe.write { batch in
            let known = try batch.execute("SELECT failures FROM people WHERE id = \(account.person.id)").first
            let failures = Int(try known?.integer("failures") ?? 0) + 1
            let isLocked = failures >= policy.failuresUntilLock
            try batch.execute(
                """
                UPDATE people SET failures = \(isLocked ? 0 : failures),
                    locked_until = \(isLocked ? now + 60 * policy.lockMinutes : account.lockedUntil)
                WHERE id = \(account.person.id)
                """
            )
            let action: AuditRecord.Action = isLocked ? .lockedOut : .signInFailed
            batch.record(
                AuditRecord(
                    at: now,
                    by: account.person,
                    from: address,
                    action,
                    account.person.account,
                    result: "refused"
                )
            )
        }
    }

    package func clearFailures(of id: Person.ID) async throws {
        try await scribe.write {
            try $0.execute("UPDATE people SET failures = 0, locked_until = NULL WHERE id = \(id)")
        }
    }
}
