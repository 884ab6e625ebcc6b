extension Tally {
    /// What `event` adds to the month of a unit.
    ///
    /// Source: docs/domain.md, “Figures of units”. What was done counts for the unit that has the case, in the month in which it happened.
    static func countUnits(
        from before: CaseState,
        to after: CaseState,
        by event: CaseEvent,
        _ time: CivilTime,
        into changes: inout [Tally: Int]
    ) {
        let month = time.day(of: event.at).firstOfMonth
        func add(_ name: Name, _ unit: Unit.ID?, _ count: Int = 1) {
            guard let unit, count != 0 else { return }
            changes[Tally(name, month: month, unit: unit), default: 0] += count
        }
        if after.unit != before.unit, after.unit != nil { add(.received, after.unit) }
        for fact in event.facts {
            switch fact {
            case .fedBack(let overdue):
                add(.finished, after.unit)
                if overdue { add(.late, after.unit) }
            case .late(.sign): add(.signedLate, after.unit)
            case .counted(.returns, let count): add(.returned, before.unit, count - before.returns)
            case .counted(.reworks, let count): add(.reworked, after.unit, count - before.reworks)
            case .counted(.redos, let count): add(.redone, after.unit, count - before.redos)
            default: continue
            }
        }
        if let verdict = event.newVerdict, verdict.kind == .judged {
            add(.judged, after.unit)
            if verdict.isSatisfied { add(.satisfied, after.unit) }
        }
    }
}
