package import Casework

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
    /// Only where this unit assists another, or several are to agree whose it is.
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

    /// The same in parts that a unit's index tells by itself: what is its own, and where it assists; none if no unit is asked for.
    var ofItsUnit: [CaseFilter] {
        guard let seer = visibleToUnit else { return unit == nil ? [] : [self] }
        var (own, assisted) = (self, self)
        (own.visibleToUnit, assisted.visibleToUnit) = (nil, nil)
        (own.unit, assisted.assistedBy) = (seer, seer)
        guard let unit else { return [own, assisted] }
        return [unit == seer ? own : assisted]
    }
}
