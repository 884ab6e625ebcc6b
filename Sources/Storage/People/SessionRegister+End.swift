package import Casework

/// Why a session ended without its person having asked for it.
package struct SessionEnd: Sendable, Equatable {
    package enum Cause: String, Sendable {
        /// Signed in at another place.
        case elsewhere
        case idle
        /// By an administrator.
        case revoked
        /// The password was changed.
        case password
    }

    package let why: Cause
    package let at: Timestamp
    /// Where the other sign-in came from.
    package let address: String
}

extension SessionRegister {
    /// What rings when a session or a token of somebody has ended: a stream that it opened ends with it.
    package static func topic(of person: Person.ID) -> String { "session/\(person)" }

    /// Ends the sessions of a condition, and keeps for two days why, so that the old screen can say it.
    static func end(
        _ condition: SQL,
        why: SessionEnd.Cause,
        from address: String = "",
        at now: Timestamp,
        in batch: Batch
    ) throws {
        let ended = try batch.execute("DELETE FROM sessions \(condition) RETURNING token, person")
        for row in ended {
            batch.announce(topic(of: try row.integer("person")), at: now)
            try batch.execute(
                """
                INSERT INTO ended_sessions (token, at, why, address)
                VALUES (\(try row.text("token")), \(now), \(why.rawValue), \(address))
                ON CONFLICT (token) DO NOTHING
                """
            )
        }
    }

    /// Why the session of this cookie has ended; nil if it has not, or nobody knows any more.
    package func end(ofCookie token: String) async throws -> SessionEnd? {
        let row = try await books.read {
            try $0.execute("SELECT * FROM ended_sessions WHERE token = \(Secret.digest(token))").first
        }
        guard let row, let why = SessionEnd.Cause(rawValue: try row.text("why")) else { return nil }
        return SessionEnd(
            why: why,
            at: Timestamp(milliseconds: try row.integer("at")),
            address: try row.text("address")
        )
    }
}
