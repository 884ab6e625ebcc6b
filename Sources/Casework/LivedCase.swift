/// A case lived over again from what is known of it: every step at its own instant, through the same door as always.
package struct LivedCase: Sendable {
    package private(set) var file: Case
    package private(set) var decisions: [Decision] = []

    package init(_ draft: Case) {
        file = draft
    }

    /// Gives a command as somebody gave it then.
    @discardableResult
    package mutating func give(
        _ command: CaseCommand,
        by person: Person,
        at instant: Timestamp,
        under rules: Rulebook,
        beside other: Case? = nil
    ) throws(CaseRefusal) -> Decision {
        let decision = try file.decide(command, by: person, at: instant, under: rules, beside: other)
        take(decision)
        return decision
    }

    /// Makes the move that time itself makes next.
    ///
    /// Gives nil if the rules would not have it: then nothing of the kind is due any more, as the sweep of the clocks has it.
    package mutating func move(_ due: DueMove, under rules: Rulebook) -> Decision? {
        let instant = max(due.at, file.state.changedAt ?? due.at)
        do throws(CaseRefusal) {
            return try give(due.command, by: .system, at: instant, under: rules)
        } catch {
            return nil
        }
    }

    /// Takes what another case's event means for this one.
    package mutating func take(_ decision: Decision) {
        decisions.append(decision)
        file = decision.after
    }

    /// Makes all moves that time makes until `instant`, in their order.
    package mutating func letTimePass(until instant: Timestamp, under rules: Rulebook) {
        while let due = file.nextDueMove(under: rules), due.at <= instant {
            if move(due, under: rules) == nil { return }
        }
    }
}
