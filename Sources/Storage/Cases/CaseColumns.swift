import Casework

/// The columns of a case's row that lists are made of.
///
/// One list for whoever writes the row and for `verify`: a column cannot say anything else than the case does.
/// `next_at` is not here, for it depends on the rules in force.
struct CaseColumns {
    private let columns: [(name: String, value: SQLValue)]

    init(_ file: Case, keys: KeyRing, time: CivilTime) {
        let state = file.state
        let content = state.content
        let handle = state.clocks[.handle]
        let recordedAt = Self.recordedAt(state)
        func value(_ value: (some SQLConvertible)?) -> SQLValue { value?.sqlValue ?? .null }
        columns = [
            ("version", value(state.version)), ("stage", value(state.stage.rawValue)),
            ("kind", value(content.kind)), ("source", value(content.source)),
            ("urgency", value(state.urgency.rawValue)), ("topic", value(content.topic)),
            ("category", value(content.category)), ("district", value(content.district)),
            ("area", value(content.place.area)), ("unit", value(state.unit)),
            ("follower", value(state.follower)), ("recorded_by", value(state.recordedBy ?? 0)),
            ("recorded_at", value(recordedAt)), ("local_day", value(time.day(of: recordedAt).description)),
            ("due_at", value(handle?.isRunning == true ? handle?.due : nil)),
            ("waiting_due_at", value(file.waitingClock?.due)), ("ended_at", value(state.endedAt)),
            ("pending", value(file.awaitedWord?.rawValue)), ("parent", value(state.parent)),
            ("unrouted", value(state.isUnrouted ? 1 : 0)),
            ("caller_key", value(file.personal.phone.map(keys.searchMark))),
            ("complained_of", value(content.complainedOf)),
            ("assisted", state.assisting.isEmpty || state.endedAt != nil ? .null : value(1)),
        ]
    }

    /// By it a case counts for a day.
    static func recordedAt(_ state: CaseState) -> Timestamp {
        state.recordedAt ?? state.changedAt ?? Timestamp(milliseconds: 0)
    }

    /// `stage = …, kind = …`, for an `UPDATE`.
    var assignments: SQL {
        var sql: SQL = ""
        for (index, column) in columns.enumerated() {
            sql.append((index > 0 ? ", " : "") + column.name + " = ")
            sql.append(column.value)
        }
        return sql
    }

    /// The values in the order of `names`.
    var values: [SQLValue] { columns.map(\.value) }

    /// For a `SELECT`, or an `INSERT`.
    static let names = SQL(stringLiteral: namesText)

    static let namesText = """
        version, stage, kind, source, urgency, topic, category, district, area, unit, follower, recorded_by,
        recorded_at, local_day, due_at, waiting_due_at, ended_at, pending, parent, unrouted, caller_key,
        complained_of, assisted
        """

    /// The columns in which `row` says something else.
    func different(in row: Row, without forgotten: Set<String> = []) -> [String] {
        columns.filter { row[$0.name] != $0.value && !forgotten.contains($0.name) }.map(\.name)
    }
}
