package import Casework

/// What became of a request: the case, and whether this was the first time.
package struct Outcome: Sendable {
    package let entry: CaseFile
    /// The instant and version at which it was done; earlier than now when it is told again.
    package let at: Timestamp
    package let isRepeated: Bool
    /// The case's latest events, as far as they were at hand.
    let events: [CaseEvent]
    let key: CaseKey?
}

extension Outcome {
    init(_ open: OpenCase, by decisions: [Decision], at now: Timestamp) {
        self.init(
            entry: open.entry,
            at: now,
            isRepeated: false,
            events: decisions.map(\.event),
            key: open.key
        )
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
