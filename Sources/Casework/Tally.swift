/// A figure that screens show, kept by day and district: what one event adds to it.
///
/// Pure, so that counting again from the events gives the same figures; `huiyin verify` does.
package struct Tally: Sendable, Hashable, Comparable {
    package enum Name: String, Sendable, HashedByPlace, CaseIterable {
        /// Calls answered: cases that came by telephone, and callers' later words.
        case calls
        case opened
        /// Reached one of the final stages; taken back when it begins anew.
        case ended
        /// Callers spoken to about the result, or given up after the attempts the rule asks for.
        case callbacks
        case judged, satisfied
        /// Not by day: how many stand there now.
        case open
        /// Of a unit: cases it was given, reported as done, and of these too late.
        case received, finished, late
        /// Of a unit: signed after the limit, given back, done again after a check, and after a callback.
        case signedLate = "signed_late"
        case returned, reworked, redone
    }

    package let name: Name
    /// nil for figures of now; the first of the month for a unit's.
    package let day: LocalDay?
    /// nil for 未定位.
    package let district: Area.Code?
    /// Whose month it is; nil for figures of districts.
    package let unit: Unit.ID?

    package init(_ name: Name, day: LocalDay?, district: Area.Code?) {
        self.name = name
        self.day = day
        self.district = district
        unit = nil
    }

    /// `month` is the first of it.
    package init(_ name: Name, month: LocalDay, unit: Unit.ID) {
        self.name = name
        day = month
        district = nil
        self.unit = unit
    }

    package static func < (a: Self, b: Self) -> Bool {
        let (day, other) = (a.day?.number ?? 0, b.day?.number ?? 0)
        // Of old books most differ in their day: then their words need not be looked at.
        if day != other { return day < other }
        return (a.unit ?? "", a.district ?? "", a.name.rawValue) < (
            b.unit ?? "", b.district ?? "", b.name.rawValue
        )
    }

    /// What `event` adds, between the case as it was and as it is.
    package static func changes(
        from before: CaseState,
        to after: CaseState,
        by event: CaseEvent,
        _ time: CivilTime
    )
        -> [Tally: Int]
    {
        var changes: [Tally: Int] = [:]
        let today = time.day(of: event.at)
        let district = after.content.district
        func add(_ name: Name, _ day: LocalDay? = nil, _ area: Area.Code? = nil, _ count: Int) {
            changes[Tally(name, day: day, district: area), default: 0] += count
        }
        let isNew = before.stage == .draft
        if isNew {
            add(.opened, today, district, 1)
            if after.content.source == "phone" { add(.calls, today, district, 1) }
        }
        if event.name == .addCallerWords { add(.calls, today, district, 1) }
        if after.stage.isFinal, !before.stage.isFinal { add(.ended, today, district, 1) }
        if before.stage.isFinal, !after.stage.isFinal, let end = before.endedAt {
            add(.ended, time.day(of: end), before.content.district, -1)
        }
        let (wasOpen, isOpen) = (before.stage.isLive, after.stage.isLive)
        if wasOpen != isOpen || before.content.district != district {
            if wasOpen { add(.open, nil, before.content.district, -1) }
            if isOpen { add(.open, nil, district, 1) }
        }
        if let verdict = event.newVerdict {
            add(.callbacks, today, district, 1)
            if verdict.kind == .judged {
                add(.judged, today, district, 1)
                if verdict.isSatisfied { add(.satisfied, today, district, 1) }
            }
        }
        countUnits(from: before, to: after, by: event, time, into: &changes)
        return changes
    }
}

extension CaseEvent {
    /// The verdict that this event records, if it is one of its own.
    var newVerdict: Verdict? {
        for fact in facts {
            if case .verdict(let verdict?) = fact, verdict.at == at, verdict.accepted == nil {
                return verdict
            }
        }
        return nil
    }
}
