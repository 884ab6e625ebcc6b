import Casework

/// Follows the chain of one case.
struct ChainCheck {
    private let id: Int64
    private let number: String
    private let version: Int
    private let key: CaseKey?

    init(_ row: Row, _ key: CaseKey?) throws {
        id = try row.integer("id")
        number = row.optionalText("number") ?? "?"
        version = Int(try row.integer("version"))
        self.key = key
    }

    /// The case's events if its chain is whole; nil, with a finding, if it is not.
    func run(_ rows: [Row], _ report: inout Verification.Report) throws -> [CaseEvent]? {
        report.events += rows.count
        var previous: [UInt8]?
        var events: [CaseEvent] = []
        for (index, row) in rows.enumerated() {
            let stored = try StoredEvent(row)
            guard stored.sequence == index + 1 else {
                report.found("case \(number) event \(index + 1)", "is missing: dropped, or renumbered")
                return nil
            }
            if let fault = fault(of: stored, after: previous) {
                report.found("case \(number) event \(stored.sequence)", fault)
                return nil
            }
            previous = stored.hash
            events.append(try EventCodec.read(stored, key: key))
        }
        guard events.count == version else {
            let words =
                events.count < version
                ? "event \(events.count + 1) is missing: the row says \(version) events"
                : "has more events than its row says (\(version)): inserted"
            report.found("case \(number) event \(min(events.count, version) + 1)", words)
            return nil
        }
        return events
    }

    private func fault(of stored: StoredEvent, after previous: [UInt8]?) -> String? {
        let hash = EventCodec.hash(
            after: previous,
            caseID: id,
            sequence: stored.sequence,
            at: stored.at,
            person: stored.person,
            kind: stored.kind,
            body: stored.body
        )
        if hash != stored.hash {
            return "does not fit the chain: altered, inserted, or its predecessor was dropped"
        }
        if key == nil, stored.sealed != nil { return "its case is forgotten, but not its words" }
        return EventCodec.wordsAreGenuine(stored, key: key)
            ? nil : "its words are not those it was written with"
    }
}
