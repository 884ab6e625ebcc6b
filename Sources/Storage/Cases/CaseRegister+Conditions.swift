import Casework

extension CaseRegister {
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
        // row itself for such a condition: few are of one topic, and it may fetch and sort those; for a unit's see `newest`.
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
            also("c.assisted = 1 AND (c.unit IS NULL OR c.unit <> \(unit)) AND \(isOf(unit))")
        }
        return found
    }
}
