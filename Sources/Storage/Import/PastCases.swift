package import Casework

/// Cases that were lived over again, encoded and sealed: all that can be made of them before they have their ids.
package struct PastCases: Sendable {
    private struct PastCase: Sendable {
        let number: Case.Number
        let day: LocalDay
        let version: Int
        let endedAt: Timestamp?
        /// The values of its row but for the id.
        let row: [SQLValue]
        let events: [SealedEvent]
        let segments: [ClockSegment]
        let units: [Unit.ID]
        /// The marks of the words it is found by.
        let words: Set<Int64>
    }

    private var cases: [PastCase] = []
    private var tallies: [Tally: Int] = [:]

    package init() {}

    package var count: Int { cases.count }

    /// Adds a case with everything that has happened to it.
    package mutating func append(
        _ lived: LivedCase,
        keys: KeyRing,
        _ marks: inout MarkCache,
        under rules: Rulebook
    ) throws {
        let (key, storedKey) = keys.newCaseKey()
        let change = try CaseChange(lived.decisions, key: key)
        let file = lived.file
        var segments: [ClockSegment] = []
        for decision in change.decisions {
            let (event, before, after) = (decision.event, decision.before, decision.after.state)
            segments.apply(ClockSegments.changes(event, from: before, to: after))
            for (tally, value) in Tally.changes(from: before, to: after, by: event, rules.time) {
                tallies[tally, default: 0] += value
            }
        }
        cases.append(
            PastCase(
                number: file.number,
                day: rules.time.day(of: CaseColumns.recordedAt(file.state)),
                version: file.state.version,
                endedAt: file.state.endedAt,
                row: [
                    file.number.sqlValue, file.nextDueMove(under: rules)?.at.sqlValue ?? .null,
                    storedKey.sqlValue, file.state.stored.sqlValue,
                    try change.sealed(file.personal, key: key)?.sqlValue ?? .null,
                ] + CaseColumns(file, keys: keys, time: rules.time).values,
                events: change.events,
                segments: segments,
                units: file.state.units.sorted(),
                words: file.searchWords(&marks)
            )
        )
    }

    /// As rows of every table, under the ids from `first` on: a chain begins with the id of its case.
    package func rows(from first: Int64) -> PastRows {
        var rows = PastRows(
            first: first,
            tallies: tallies,
            earliestEnd: cases.compactMap(\.endedAt).min()
        )
        for (offset, file) in cases.enumerated() {
            let id = first + Int64(offset)
            rows.cases.append([id.sqlValue] + file.row)
            var last: [UInt8]?
            for sealed in file.events {
                let stored = EventCodec.chain(sealed, of: id, after: last)
                last = stored.hash
                rows.events.append([
                    id.sqlValue, stored.sequence.sqlValue, stored.at.sqlValue, stored.person.sqlValue,
                    stored.kind.sqlValue, stored.body.sqlValue, stored.sealed?.sqlValue ?? .null,
                    stored.hash.sqlValue,
                ])
            }
            file.segments.write(of: id, into: &rows.segments)
            rows.days.note(id...id, of: file.day)
            for unit in file.units { rows.units.append([id.sqlValue, unit.sqlValue]) }
            rows.words.add(id, version: file.version, file.words)
            rows.heads.append(DaySeal.Head(number: file.number, sequence: file.version, hash: last ?? []))
        }
        return rows
    }
}

/// Cases as rows of every table that living them writes to, to be written whole.
package struct PastRows: Sendable {
    let first: Int64
    let tallies: [Tally: Int]
    let earliestEnd: Timestamp?
    var cases = TableRows("cases", Self.columnsOfCases)
    var events = TableRows(
        "case_events",
        ["case_id", "seq", "at", "person", "kind", "body", "private", "hash"]
    )
    var units = TableRows("case_units", ["case_id", "unit"])
    var segments = TableRows("clock_segments", [ClockSegment].columns)
    var heads: [DaySeal.Head] = []
    package fileprivate(set) var words = GatheredWords()
    /// Between which ids the cases of each day are.
    var days: [LocalDay: ClosedRange<Int64>] = [:]

    init(first: Int64, tallies: [Tally: Int], earliestEnd: Timestamp?) {
        self.first = first
        self.tallies = tallies
        self.earliestEnd = earliestEnd
    }

    package var count: Int { cases.count }

    private static let columnsOfCases =
        ["id", "number", "next_at", "case_key", "state", "sealed"]
        + CaseColumns.namesText.split(separator: ",").map {
            String($0.unicodeScalars.filter { $0 != " " && $0 != "\n" })
        }
}
