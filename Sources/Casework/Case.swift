/// One citizen's matter, from the first word to the last.
///
/// Everything but `personal` is codes, numbers and instants: the snapshot that lists are made of. It is what replaying
/// the events gives, always.
package struct Case: Sendable, Equatable {
    package typealias Number = String

    package let number: Number
    package var state: CaseState
    package var personal: Personal

    package init(number: Number, content: CaseContent, urgency: Urgency, personal: Personal) {
        self.number = number
        state = CaseState(content: content, urgency: urgency)
        self.personal = personal
    }

    package init(number: Number, state: CaseState, personal: Personal) {
        self.number = number
        self.state = state
        self.personal = personal
    }

    package var stage: CaseStage { state.stage }
}

/// The public part of a case.
package struct CaseState: Sendable, Equatable, Codable {
    package internal(set) var stage = CaseStage.draft
    /// How many events have happened.
    package internal(set) var version = 0
    package internal(set) var content: CaseContent
    package internal(set) var urgency: Urgency
    package internal(set) var recordedAt: Timestamp?
    package internal(set) var recordedBy: Person.ID?
    package internal(set) var recordedTeam: String?
    /// 跟踪人: who follows it until it ends.
    package internal(set) var follower: Person.ID?
    /// Whether the table of responsibilities knew no unit, or several: for the “unrouted” queue.
    package internal(set) var isUnrouted = false
    package internal(set) var unit: Unit.ID?
    /// The rule that chose the unit, or the reason for another.
    package internal(set) var unitRule: String?
    package internal(set) var assisting: [Unit.ID] = []
    package internal(set) var outsideBody: Unit.ID?
    package internal(set) var theirNumber: String?
    package internal(set) var limits: ChosenLimits?
    package internal(set) var clocks: [ClockKind: Clock] = [:]

    package internal(set) var dispatchedAt: Timestamp?
    package internal(set) var signedAt: Timestamp?
    package internal(set) var arrivedAt: Timestamp?
    package internal(set) var feedbackAt: Timestamp?
    package internal(set) var closedAt: Timestamp?
    package internal(set) var endedAt: Timestamp?
    package internal(set) var changedAt: Timestamp?

    package internal(set) var returns = 0
    package internal(set) var wrongReturns = 0
    package internal(set) var extensions = 0
    package internal(set) var extendedWorkSeconds = 0
    package internal(set) var suspensions = 0
    package internal(set) var reworks = 0
    package internal(set) var redos = 0
    package internal(set) var supervision = 0
    package internal(set) var urges = 0
    package internal(set) var urgeNoticeAt: Timestamp?
    package internal(set) var callers = 1

    package internal(set) var pending: PendingRequest?
    package internal(set) var cannotReturn = false
    package internal(set) var proposesRecall = false
    package internal(set) var attempts: [CallbackAttempt] = []
    package internal(set) var verdict: Verdict?
    /// The instant of the latest recorded answer to the caller that still counts.
    package internal(set) var answeredAt: Timestamp?
    package internal(set) var noAnswerReason: String?
    package internal(set) var orders: [SupervisionOrder] = []
    package internal(set) var yellowRound = 0
    package internal(set) var redRound = 0
    package internal(set) var wasOverdue = false
    package internal(set) var lateMarks: Set<LateMark> = []
    package internal(set) var checkTimedOut = false
    package internal(set) var isExempt = false
    package internal(set) var appeals = 0
    package internal(set) var parent: Case.Number?
    package internal(set) var children: [Case.Number] = []
    /// Numbers of coordination orders (协调单).
    package internal(set) var coordinations: [String] = []

    init(content: CaseContent, urgency: Urgency) {
        self.content = content
        self.urgency = urgency
    }
}

/// A request of a unit that waits for a decision.
package struct PendingRequest: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable {
        case `return`, `extension`, suspension, appeal
    }

    package let kind: Kind
    package let at: Timestamp
    package let by: Person.ID
    package var reasonCode: String?
    package var until: Timestamp?
    package var properUnit: Unit.ID?
    /// What the first reviewer of an appeal thinks.
    package var opinion: String?
}

package struct CallbackAttempt: Sendable, Equatable, Codable {
    package let at: Timestamp
    package let outcome: String
    package let callAgainAt: Timestamp?
}

/// What the caller said of the work, in three answers, or why there are none.
package struct Verdict: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable {
        case judged, unreached, declined
    }

    package let kind: Kind
    package let at: Timestamp
    package var satisfaction: String?
    package var solved: String?
    package var manner: String?
    /// The leader accepted it; it counts as dissatisfied all the same.
    package var accepted: String?

    /// Dissatisfied, or not solved however friendly it was done.
    package var isBad: Bool {
        guard kind == .judged else { return false }
        return satisfaction.map(Self.unhappy.contains) ?? false || solved == "no"
    }

    package var isSatisfied: Bool {
        kind == .judged && satisfaction.map { !Self.unhappy.contains($0) } ?? false
    }

    /// Whether the answer to “are you satisfied” is no.
    package static func isUnhappy(_ satisfaction: String) -> Bool { unhappy.contains(satisfaction) }

    static let unhappy: Set<String> = ["dissatisfied", "very_dissatisfied"]
}

/// 督办单: a numbered order that owes a reply.
package struct SupervisionOrder: Sendable, Equatable, Codable {
    package let number: String
    package let level: String
    package let at: Timestamp
    package let by: Person.ID
    package let replyBy: Timestamp?
    package var repliedAt: Timestamp?
}

package enum LateMark: String, Sendable, Codable, Hashable {
    case verify = "late_verify"
    case sign = "late_sign"
    case check = "late_check"

    package var chinese: String {
        switch self {
        case .verify: "核实超时"
        case .sign: "签收超时"
        case .check: "核查超时"
        }
    }
}

/// One fact of a case's history.
package struct CaseEvent: Sendable, Equatable {
    package let sequence: Int
    package let name: EventName
    package let at: Timestamp
    package let by: Person.ID
    /// The fields it was given with, but for people's words.
    package let fields: [Field: FieldValue]
    package let facts: [Fact]
    /// People's words, by field or by `Personal`'s names: kept sealed, apart.
    package let words: [String: String]

    package init(
        sequence: Int,
        name: EventName,
        at: Timestamp,
        by: Person.ID,
        fields: [Field: FieldValue],
        facts: [Fact],
        words: [String: String]
    ) {
        self.sequence = sequence
        self.name = name
        self.at = at
        self.by = by
        self.fields = fields
        self.facts = facts
        self.words = words
    }
}
