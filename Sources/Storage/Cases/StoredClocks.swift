import Casework

/// The clocks of a stored case, read without `Codable`: they are the larger half of it, and a list reads fifty cases.
enum StoredClocks {
    static func read(_ tape: PackedTape, at index: Int) throws -> [ClockKind: Clock] {
        var clocks: [ClockKind: Clock] = [:]
        clocks.reserveCapacity(8)
        try tape.forEachMember(of: index) { name, value in
            guard let kind = ClockKind(rawValue: StoredWords.all[name]) else { throw tape.unreadable(value) }
            clocks[kind] = try clock(tape, at: value)
        }
        return clocks
    }

    private static func clock(_ tape: PackedTape, at index: Int) throws -> Clock {
        var (round, limit, original, used) = (0, 0, 0, 0)
        var kind: ClockKind?
        var unit: Unit.ID?
        var measure: Measure?
        var state: Clock.State?
        var (since, due): (Timestamp?, Timestamp?)
        var written: Limit?
        let names = names
        try tape.forEachMember(of: index) { name, value in
            switch name {
            case names.kind: kind = ClockKind(rawValue: try tape.text(at: value))
            case names.round: round = Int(try tape.integer(at: value))
            case names.unit: unit = try tape.text(at: value)
            case names.limit: limit = Int(try tape.integer(at: value))
            case names.original: original = Int(try tape.integer(at: value))
            case names.measure: measure = Measure(rawValue: try tape.text(at: value))
            case names.used: used = Int(try tape.integer(at: value))
            case names.state: state = Clock.State(rawValue: try tape.text(at: value))
            case names.since: since = Timestamp(milliseconds: try tape.integer(at: value))
            case names.due: due = Timestamp(milliseconds: try tape.integer(at: value))
            case names.written: written = try Self.limit(tape, at: value)
            default: break  // a newer program's
            }
        }
        guard let kind, let measure, let state, let since, let due else { throw tape.unreadable(index) }
        return Clock(
            kind: kind,
            round: round,
            unit: unit,
            limit: limit,
            original: original,
            measure: measure,
            used: used,
            state: state,
            since: since,
            due: due,
            written: written
        )
    }

    private static func limit(_ tape: PackedTape, at index: Int) throws -> Limit {
        var value: Double?
        var unit: LimitUnit?
        let names = names
        try tape.forEachMember(of: index) { name, place in
            switch name {
            case names.value: value = try tape.number(at: place)
            case names.unit: unit = LimitUnit(rawValue: try tape.text(at: place))
            default: break
            }
        }
        guard let value, let unit else { throw tape.unreadable(index) }
        return Limit(value, unit)
    }

    /// The places of the members' names in the list of words.
    private struct Names {
        let kind = StoredWords.place("kind")
        let round = StoredWords.place("round")
        let unit = StoredWords.place("unit")
        let limit = StoredWords.place("limit")
        let original = StoredWords.place("original")
        let measure = StoredWords.place("measure")
        let used = StoredWords.place("used")
        let state = StoredWords.place("state")
        let since = StoredWords.place("since")
        let due = StoredWords.place("due")
        let written = StoredWords.place("written")
        let value = StoredWords.place("value")
    }

    private static let names = Names()
}
