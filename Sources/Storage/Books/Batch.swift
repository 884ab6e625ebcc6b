package import Casework

/// One transaction of the Scribe, with what its bodies note for its end.
///
/// No body touches a row that all share: counters, tallies, journal and the audit's chain are written once a batch.
package final class Batch {
    package let connection: any Connection
    private var counters: [String: Int64] = [:]
    /// Counters as they stood when they were looked at.
    private var known: [String: Int64] = [:]
    private var tallies: [Tally: Int] = [:]
    private var topics: [String: Timestamp] = [:]
    private var days: [LocalDay: ClosedRange<Int64>] = [:]
    private var records: [AuditRecord] = []
    private var notes = 0

    init(_ connection: any Connection) { self.connection = connection }

    @discardableResult
    package func execute(_ sql: SQL) throws(StorageError) -> [Row] { try connection.execute(sql) }

    /// For what nobody looks at the answer of: on PostgreSQL it saves a round trip.
    package func send(_ sql: SQL) throws(StorageError) { try connection.send(sql) }

    /// The next value of a counter; it counts once the batch is committed.
    package func next(_ counter: String) throws(StorageError) -> Int64 { try take(1, of: counter) }

    /// Looks at many counters at once, which are then taken of one by one.
    func look(at names: [String]) throws(StorageError) {
        guard let first = names.min(), let last = names.max() else { return }
        for name in names { known[name] = 0 }
        for row in try execute("SELECT name, value FROM counters WHERE name BETWEEN \(first) AND \(last)") {
            known[try row.text("name")] = try row.integer("value")
        }
    }

    /// Moves a counter to a value of its own.
    func set(_ value: Int64, as counter: String) {
        notes += 1
        counters[counter] = value
    }

    package func add(_ changes: [Tally: Int]) {
        notes += 1
        tallies.merge(changes, uniquingKeysWith: +)
    }

    /// Cases of `day` have these ids, among others.
    func note(_ ids: ClosedRange<Int64>, of day: LocalDay) {
        notes += 1
        days.note(ids, of: day)
    }

    /// Whoever watches `topic` is to look again.
    package func announce(_ topic: String, at now: Timestamp) {
        notes += 1
        topics[topic] = now
    }

    package func record(_ record: AuditRecord) {
        notes += 1
        records.append(record)
    }

    /// Changes whenever a body has written or noted anything.
    var mark: Int { connection.changes + notes }

    /// Writes what was noted, as the last thing in the transaction.
    func finish() throws {
        try writeTallies()
        try writeDays()
        if !topics.isEmpty {
            var position = try take(topics.count, of: "journal") - Int64(topics.count)
            for (topic, at) in topics.sorted(by: { $0.key < $1.key }) {
                position += 1
                try connection.send(
                    "INSERT INTO journal (position, topic, at) VALUES (\(position), \(topic), \(at))"
                )
            }
        }
        try AuditLog.write(records, in: self)
        var values = TableRows("counters", ["name", "value"])
        for (name, value) in counters.sorted(by: { $0.key < $1.key }) {
            values.append([name.sqlValue, value.sqlValue])
        }
        try connection.send(values, onConflict: "(name) DO UPDATE SET value = excluded.value")
    }

    private func writeTallies() throws(StorageError) {
        var districts = TableRows("tallies", ["day", "district", "name", "value"])
        var units = TableRows("unit_months", ["month", "unit", "name", "value"])
        for (tally, value) in tallies.sorted(by: { $0.key < $1.key }) where value != 0 {
            let figure = [tally.name.rawValue.sqlValue, value.sqlValue]
            if let unit = tally.unit {
                units.append([(tally.day?.month ?? "").sqlValue, unit.sqlValue] + figure)
            } else {
                let day = (tally.day?.description ?? "").sqlValue
                districts.append([day, (tally.district ?? "").sqlValue] + figure)
            }
        }
        try connection.send(
            districts,
            onConflict: "(day, district, name) DO UPDATE SET value = tallies.value + excluded.value"
        )
        try connection.send(
            units,
            onConflict: "(month, unit, name) DO UPDATE SET value = unit_months.value + excluded.value"
        )
    }

    private func writeDays() throws(StorageError) {
        var rows = TableRows("case_days", ["day", "first_id", "last_id"])
        for (day, ids) in days.sorted(by: { $0.key < $1.key }) {
            rows.append([day.description.sqlValue, ids.lowerBound.sqlValue, ids.upperBound.sqlValue])
        }
        try connection.send(
            rows,
            onConflict: """
                (day) DO UPDATE SET
                    first_id = CASE WHEN excluded.first_id < case_days.first_id
                        THEN excluded.first_id ELSE case_days.first_id END,
                    last_id = CASE WHEN excluded.last_id > case_days.last_id
                        THEN excluded.last_id ELSE case_days.last_id END
                """
        )
    }

    /// Takes a block of values and gives its last.
    func take(_ count: Int, of counter: String) throws(StorageError) -> Int64 {
        let value = try value(of: counter) + Int64(count)
        counters[counter] = value
        notes += 1
        return value
    }

    private func value(of counter: String) throws(StorageError) -> Int64 {
        if let value = counters[counter] ?? known[counter] { return value }
        let stored = try connection.execute("SELECT value FROM counters WHERE name = \(counter)").first
        return try stored?.integer("value") ?? 0
    }
}

extension [LocalDay: ClosedRange<Int64>] {
    /// Cases of `day` have these ids, among others.
    mutating func note(_ ids: ClosedRange<Int64>, of day: LocalDay) {
        self[day] = self[day]?.including(ids) ?? ids
    }
}

extension ClosedRange where Bound == Int64 {
    /// The least that holds both.
    func including(_ other: Self) -> Self {
        Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
    }
}

extension Timestamp: SQLConvertible {
    package var sqlValue: SQLValue { .integer(milliseconds) }
}
