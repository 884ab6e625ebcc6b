package import Casework
package import Storage
private import Synchronization

/// Whom tokens stand for, remembered for a few seconds: a busy client asks for the same one again and again.
package final class TokenCache: Sendable {
    private struct Entry {
        let holder: TokenHolder
        let at: Timestamp
    }

    private let sessions: SessionRegister
    private let known = Mutex<[String: Entry]>([:])
    private static let milliseconds: Int64 = 2000

    package init(_ sessions: SessionRegister) { self.sessions = sessions }

    package func holder(of token: String, at now: Timestamp) async throws -> TokenHolder? {
        if let entry = known.withLock({ $0[token] }),
            abs(now.milliseconds - entry.at.milliseconds) < Self.milliseconds
        {
            return entry.holder
        }
        let digest = Secret.digest(token)
        guard let bearer = try await sessions.bearer(ofToken: digest, at: now) else {
            known.withLock { $0[token] = nil }
            return nil
        }
        let holder = TokenHolder(person: bearer.person, digest: digest, until: bearer.until)
        known.withLock { known in
            if known.count > 10_000 { known.removeAll() }
            known[token] = Entry(holder: holder, at: now)
        }
        return holder
    }

    /// After a change of people or tokens nothing old may stand.
    package func forget() { known.withLock { $0.removeAll() } }
}
