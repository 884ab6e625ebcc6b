/// Something a person asks to be done to a case.
package struct CaseCommand: Sendable, Equatable {
    package let event: EventName
    package let fields: Fields

    package init(_ event: EventName, _ fields: Fields = Fields()) {
        self.event = event
        self.fields = fields
    }
}

/// What would happen: the event, whom to tell, and what follows for other cases in the same transaction.
///
/// A class of constants, so that handing it on costs one count and not one for each of a case's words.
package final class Decision: Sendable {
    /// What it was decided on.
    package let before: CaseState
    package let event: CaseEvent
    /// The case as applying the event leaves it.
    package let after: Case
    package let notices: [Notice]
    package let consequences: [Consequence]

    init(
        before: CaseState,
        event: CaseEvent,
        after: Case,
        notices: [Notice],
        consequences: [Consequence]
    ) {
        self.before = before
        self.event = event
        self.after = after
        self.notices = notices
        self.consequences = consequences
    }
}

/// Somebody is to be told: one row of the outbox.
package struct Notice: Sendable, Equatable {
    package enum Recipient: Sendable, Equatable, Hashable {
        case unit(Unit.ID)
        case unitManager(Unit.ID)
        case role(Role)
        case person(Person.ID)
        /// An outside body, by whatever channel the city has agreed with it.
        case body(Unit.ID)
        case caller
    }

    package let recipient: Recipient
    /// The effect that asks for it, in the words of the table.
    package let kind: String

    package init(_ recipient: Recipient, _ kind: String) {
        self.recipient = recipient
        self.kind = kind
    }
}

/// What one case's event means for another.
package enum Consequence: Sendable, Equatable {
    /// The parent has one more caller, and is urged.
    case childLinked(parent: Case.Number)
    /// The child goes on by itself.
    case parentEnded(child: Case.Number)

    package var number: Case.Number {
        switch self {
        case .childLinked(let parent): parent
        case .parentEnded(let child): child
        }
    }
}
