package import Casework

extension CaseRegister {
    /// The case of this number, if there is one.
    package func find(_ number: Case.Number) async throws -> CaseFile? {
        try await books.read { [keys] in try OpenCase.load(number: number, in: $0, keys: keys)?.entry }
    }

    /// The case with its whole history, read together.
    package func open(_ number: Case.Number) async throws -> (CaseFile, [CaseEvent])? {
        try await books.read { connection in
            guard let open = try OpenCase.load(number: number, in: connection, keys: keys) else { return nil }
            return (open.entry, try events(of: open, after: 0, in: connection))
        }
    }

    func events(of open: OpenCase, after version: Int, in connection: any Connection) throws -> [CaseEvent] {
        let rows = try connection.execute(
            """
            SELECT seq, at, person, kind, body, private, hash FROM case_events
            WHERE case_id = \(open.entry.id) AND seq > \(version) ORDER BY seq
            """
        )
        return try rows.map { try event(StoredEvent($0), key: open.key) }
    }
}

extension StoredEvent {
    init(_ row: Row) throws {
        self.init(
            sequence: Int(try row.integer("seq")),
            at: Timestamp(milliseconds: try row.integer("at")),
            person: try row.integer("person"),
            kind: try row.text("kind"),
            body: try row.bytes("body"),
            sealed: row.optionalBytes("private"),
            hash: try row.bytes("hash")
        )
    }
}

/// What a list of cases is narrowed by.
package struct CaseFilter: Sendable {
    package var stages: [CaseStage] = []
    package var unit: Unit.ID?
    /// Codes of areas, each with all that lies in it, worked out by whoever asks.
    package var areas: [Area.Code]?
    /// Cases that count for no district.
    package var isUnlocated = false
    package var district: Area.Code?
    package var topic: Topic.Code?
    package var kind: String?
    package var urgency: Urgency?
    package var source: String?
    /// Whoever has it must be done with it before this instant.
    package var dueBefore: Timestamp?
    /// But not before this one.
    package var dueFrom: Timestamp?
    /// Overdue in its handling at this instant.
    package var overdueAt: Timestamp?
    /// Overdue at this instant in its handling, or with whoever has it.
    package var lateAt: Timestamp?
    package var callerPhone: String?
    package var from: LocalDay?
    package var to: LocalDay?
    package var follower: Person.ID?
    /// One of these is waited for.
    package var awaited: [AwaitedWord] = []
    /// This is not waited for.
    package var notAwaited: AwaitedWord?
    package var isUnrouted = false
    package var isLive = false
    /// Ended at this instant or later.
    package var endedFrom: Timestamp?
    package var parent: Case.Number?
    package var number: Case.Number?
    /// One of these.
    package var numbers: [Case.Number] = []
    /// Only what somebody of this unit may see.
    package var visibleToUnit: Unit.ID?
    /// Only where this unit assists another.
    package var assistedBy: Unit.ID?
    /// Without the complaints about this person.
    package var keptFrom: Person.ID?

    package init() {}

    /// What `person` may come upon in a list, a search, an export or a count.
    ///
    /// A complaint about oneself is in none of them; whoever is asked for a word on it is given its number.
    package init(seenBy person: Person) {
        if !person.isSystem, !person.may(.see) { visibleToUnit = person.unit ?? "" }
        keptFrom = person.id
    }

    /// Whether it asks for what has not ended only.
    var isUnderWay: Bool {
        isLive || overdueAt != nil || lateAt != nil || (!stages.isEmpty && stages.allSatisfy { !$0.isFinal })
    }

    /// Whether an index of the database knows the few that it asks for.
    var isOfFew: Bool {
        [number, parent, callerPhone].contains { $0 != nil } || !numbers.isEmpty || !awaited.isEmpty
            || isUnrouted || [overdueAt, lateAt, endedFrom, dueBefore, dueFrom].contains { $0 != nil }
    }

    /// That it is of its kind, for those of which there are few: they have an index.
    var isOfRareKind: SQL? {
        guard let kind, ["suggestion", "praise", "invalid"].contains(kind) else { return nil }
        return "c.kind = \(kind) AND c.kind IN ('suggestion', 'praise', 'invalid')"
    }

    /// The wanted days, as a condition on `case_days`; nil where any will do.
    var days: SQL? {
        switch (from, to) {
        case (let from?, let to?): "day >= \(from.description) AND day <= \(to.description)"
        case (let from?, nil): "day >= \(from.description)"
        case (nil, let to?): "day <= \(to.description)"
        case (nil, nil): nil
        }
    }
}

package struct CasePage: Sendable {
    package let items: [CaseFile]
    /// Where the next page begins; nil at the end.
    package let next: Int64?
}

extension CaseRegister {
    /// Cases, newest first, a page at a time by key.
    package func list(_ filter: CaseFilter, after cursor: Int64? = nil, limit: Int) async throws -> CasePage {
        if SearchQuery.tellsMore(than: filter) {
            return try await walk(SearchQuery("", filter, keys), filter, after: cursor, limit: limit)
        }
        let found = try await books.read { connection in
            let query = newest(filter, after: cursor, in: connection.dialect)
            return try connection.execute("\(query) LIMIT \(limit + 1)").map(file)
        }
        let items = Array(found.prefix(limit))
        return CasePage(items: items, next: found.count > limit ? items.last?.id : nil)
    }

    /// How many there are, up to `most`: a number on a tab need not be exact beyond that.
    package func count(_ filter: CaseFilter, most: Int = 1000) async throws -> Int {
        let conditions = conditions(filter)
        return try await books.read { connection in
            let inner: SQL = "SELECT c.id FROM cases c WHERE \(conditions) LIMIT \(most)"
            return Int(
                try connection.execute("SELECT COUNT(*) AS n FROM (\(inner)) AS found").first?.integer("n")
                    ?? 0
            )
        }
    }

    func newest(_ filter: CaseFilter, after cursor: Int64?, in dialect: Dialect) -> SQL {
        let older: SQL = cursor.map { "AND c.id < \($0)" } ?? ""
        return "\(Self.columns) WHERE \(conditions(filter, byIDIn: dialect)) \(older) ORDER BY c.id DESC"
    }

    static let columns: SQL = "SELECT \(CaseFile.columns) FROM cases c"

    /// The unit's own cases and those in which it assists: never all that it has ever had.
    private func underWay(of unit: Unit.ID) -> SQL {
        """
        SELECT o.id FROM cases o WHERE o.unit = \(unit) AND o.ended_at IS NULL
        UNION ALL SELECT a.id FROM cases a JOIN case_units u ON u.unit = \(unit) AND u.case_id = a.id
            WHERE a.assisted = 1
        """
    }

    private func isOf(_ unit: Unit.ID) -> SQL {
        "EXISTS (SELECT 1 FROM case_units u WHERE u.unit = \(unit) AND u.case_id = c.id)"
    }

    /// What `filter` asks of a row; the list is by id if a `dialect` is named.
    func conditions(_ filter: CaseFilter, byIDIn dialect: Dialect? = nil) -> SQL {
        var found: SQL = "1 = 1"
        func also(_ condition: SQL) { found = "\(found) AND \(condition)" }
        // Of what is under way one index has the ids in order, and tells all this. Others, found sooner by an equality,
        // would have the database fetch and sort every row that fits: so it is said as no index has it. PostgreSQL reads the
        // row itself for such a condition: few are of one topic or one unit, and it may fetch and sort those.
        let isByID = dialect != nil && filter.isUnderWay
        // A unit has an index in the order of deadlines, which tells the stage too: that of all units' stages is not meant.
        let stage: SQL = isByID || (filter.isUnderWay && filter.unit != nil) ? "c.stage || ''" : "c.stage"
        let (text, number): (SQL, SQL) = isByID && dialect == .sqlite ? (" || ''", " + 0") : ("", "")
        if !filter.stages.isEmpty {
            also("\(stage) IN (\(SQL.list(filter.stages.map(\.rawValue))))")
        }
        // Said once more for the indexes, which hold what is under way only.
        if filter.isUnderWay { also("c.ended_at IS NULL") }
        if let unit = filter.unit { also("c.unit\(text) = \(unit)") }
        if let areas = filter.areas {
            also("(c.area IN (\(SQL.list(areas))) OR c.district IN (\(SQL.list(areas))))")
        }
        if let district = filter.district { also("c.district = \(district)") }
        if filter.isUnlocated { also("c.district IS NULL") }
        if let topic = filter.topic { also("c.topic\(text) = \(topic)") }
        if let kind = filter.kind { also(filter.isOfRareKind ?? "c.kind = \(kind)") }
        if let urgency = filter.urgency { also("c.urgency = \(urgency.rawValue)") }
        if let source = filter.source { also("c.source = \(source)") }
        if let instant = filter.dueBefore { also("c.waiting_due_at < \(instant)") }
        if let instant = filter.dueFrom { also("c.waiting_due_at >= \(instant)") }
        if let now = filter.overdueAt { also("c.due_at\(number) < \(now) AND c.due_at IS NOT NULL") }
        if let now = filter.lateAt {
            // Whatever gives the order of what is under way has both instants; there is no second index to look into.
            also("(c.waiting_due_at + 0 < \(now) OR c.due_at + 0 < \(now))")
        }
        if let phone = filter.callerPhone { also("c.caller_key = \(keys.searchMark(phone: phone))") }
        if let from = filter.from { also("c.local_day >= \(from.description)") }
        if let to = filter.to { also("c.local_day <= \(to.description)") }
        if let days = filter.days {
            // Said once more by ids: newest first is by id, and other days are not even looked at.
            also("c.id >= (SELECT MIN(first_id) FROM case_days WHERE \(days))")
            also("c.id <= (SELECT MAX(last_id) FROM case_days WHERE \(days))")
        }
        if let follower = filter.follower { also("c.follower = \(follower)") }
        if !filter.awaited.isEmpty { also("c.pending IN (\(SQL.list(filter.awaited.map(\.rawValue))))") }
        if let word = filter.notAwaited { also("(c.pending IS NULL OR c.pending <> \(word.rawValue))") }
        if filter.isUnrouted { also("c.unrouted = 1") }
        if let from = filter.endedFrom { also("c.ended_at IS NOT NULL AND c.ended_at >= \(from)") }
        if let parent = filter.parent { also("c.parent = \(parent)") }
        if let number = filter.number { also("c.number = \(number)") }
        if !filter.numbers.isEmpty { also("c.number IN (\(SQL.list(filter.numbers)))") }
        if let unit = filter.visibleToUnit {
            also(filter.isUnderWay ? "c.id IN (\(underWay(of: unit)))" : isOf(unit))
        }
        if let person = filter.keptFrom {
            // Of these there are few, in an index of their own; the lists' indexes stay enough for a count.
            also("c.id NOT IN (SELECT k.id FROM cases k WHERE k.complained_of = \(person))")
        }
        if let unit = filter.assistedBy {
            also("c.assisted = 1 AND c.unit <> \(unit) AND \(isOf(unit))")
        }
        return found
    }
}
