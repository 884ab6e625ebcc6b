package import Casework

/// Cases that were lived over again, as rows of every table that living them writes to.
///
/// Made by many at once, away from the books; written whole, piece by piece.
package struct PastCases: Sendable {
    private(set) var cases = TableRows("cases", Self.columnsOfCases)
    private(set) var events = TableRows(
        "case_events",
        ["case_id", "seq", "at", "person", "kind", "body", "private", "hash"]
    )
    private(set) var units = TableRows("case_units", ["case_id", "unit"])
    private(set) var segments = TableRows("clock_segments", [ClockSegment].columns)
    private(set) var tallies: [Tally: Int] = [:]

    package init() {}

    package var count: Int { cases.count }
    package var eventCount: Int { events.count }

    private static let columnsOfCases =
        ["id", "number", "next_at", "case_key", "state", "sealed"]
        + CaseColumns.namesText.split(separator: ",").map {
            String($0.unicodeScalars.filter { $0 != " " && $0 != "\n" })
        }

    /// Adds a case with everything that has happened to it.
    package mutating func append(_ lived: LivedCase, id: Int64, keys: KeyRing, under rules: Rulebook) throws {
        let (key, storedKey) = try keys.newCaseKey()
        let change = try CaseChange(lived.decisions, of: lived.draft, key: key)
        let file = lived.file
        append(change, of: id, rules.time)
        cases.append(
            [
                id.sqlValue, file.number.sqlValue, file.nextDueMove(under: rules)?.at.sqlValue ?? .null,
                storedKey.sqlValue, file.state.stored.sqlValue,
                try change.sealed(file.personal, key: key).sqlValue,
            ] + CaseColumns(file, keys: keys, time: rules.time).values
        )
        for unit in Set(file.state.assisting + [file.state.unit].compactMap { $0 }).sorted() {
            units.append([id.sqlValue, unit.sqlValue])
        }
    }

    private mutating func append(_ change: CaseChange, of id: Int64, _ time: CivilTime) {
        var last: String?
        var clocks: [ClockSegment] = []
        for (index, sealed) in change.events.enumerated() {
            let stored = EventCodec.chain(sealed, of: id, after: last)
            last = stored.hash
            events.append([
                id.sqlValue, stored.sequence.sqlValue, stored.at.sqlValue, stored.person.sqlValue,
                stored.kind.sqlValue, stored.body.sqlValue, stored.sealed?.sqlValue ?? .null,
                stored.hash.sqlValue,
            ])
            let (before, after) = (change.states[index], change.states[index + 1])
            clocks.apply(ClockSegments.changes(sealed.event, from: before, to: after))
            for (tally, value) in Tally.changes(from: before, to: after, by: sealed.event, time) {
                tallies[tally, default: 0] += value
            }
        }
        clocks.write(of: id, into: &segments)
    }
}
