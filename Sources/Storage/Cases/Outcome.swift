package import Casework

/// What became of a request: the case, and whether this was the first time.
///
/// A class of constants: it goes from the Scribe to the caller through many hands.
package final class Outcome: Sendable {
    package let entry: CaseFile
    /// The instant and version at which it was done; earlier than now when it is told again.
    package let at: Timestamp
    package let isRepeated: Bool
    /// The case's latest events, as far as they were at hand.
    let events: [CaseEvent]
    let key: CaseKey?

    init(_ entry: CaseFile, _ key: CaseKey?, events: [CaseEvent], at: Timestamp, isRepeated: Bool) {
        self.entry = entry
        self.key = key
        self.events = events
        self.at = at
        self.isRepeated = isRepeated
    }

    convenience init(_ open: OpenCase, by decisions: [Decision], at now: Timestamp) {
        self.init(open.entry, open.key, events: decisions.map(\.event), at: now, isRepeated: false)
    }
}

extension CaseRegister {
    /// Everything that had happened to the case when it was done; what is not at hand is read.
    package func history(of outcome: Outcome) async throws -> [CaseEvent] {
        let first = outcome.events.first?.sequence ?? outcome.entry.file.state.version + 1
        if first <= 1 { return outcome.events }
        let earlier = try await books.read { connection in
            try connection.execute(
                """
                SELECT seq, at, person, kind, body, private, hash FROM case_events
                WHERE case_id = \(outcome.entry.id) AND seq < \(first) ORDER BY seq
                """
            ).map { try EventCodec.read(StoredEvent($0), key: outcome.key) }
        }
        return earlier + outcome.events
    }
}
