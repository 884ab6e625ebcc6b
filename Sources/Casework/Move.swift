/// One row of the table of moves: from where, by what, to where, by whom, on what conditions, with what consequences.
///
/// Source: docs/domain.md, “Stages and moves”.
package struct Move: Sendable, Equatable {
    package enum Origin: Sendable, Equatable {
        case stage(CaseStage)
        /// Any stage that is neither final nor a draft.
        case live

        package func includes(_ stage: CaseStage) -> Bool {
            switch self {
            case .stage(let own): own == stage
            case .live: stage.isLive
            }
        }
    }

    package let id: String
    package let from: Origin
    package let event: EventName
    /// nil: the stage stays.
    package let to: CaseStage?
    package let warrant: Warrant
    package let guards: [Guard]
    package let fields: [FieldRule]
    package let clocks: [ClockStep]
    package let effects: [Effect]
}

/// Who may make a move.
package enum Warrant: Sendable, Equatable {
    case holding(Permission)
    /// The permission in the case's own unit; or `case.actForUnit` with the name of the one acted for.
    case ofUnit(Permission)
    case unitManager
    case system
    /// `case.record`, or the source's own token.
    case recordOrSource
    /// `case.record`; for cases from 12345 `case.decline`.
    case recordOrDecline
    /// The system when the date comes, the unit, or the dispatcher.
    case resume
    /// The second extension asks for more.
    case approveExtension
    case redo
    case acceptDissatisfied
    /// `case.void`; one's own undispatched case within ten minutes: `case.record`.
    case void
}

/// What a move does to one clock.
package enum ClockStep: Sendable, Equatable {
    case start(ClockKind)
    case stop(ClockKind)
    case pause(ClockKind)
    case resume(ClockKind)
    case restart(ClockKind)
    case stopAll
    /// Handle and arrive: start at first, resume for the same unit, restart for another.
    case work
    case extend
    /// Restart handle with the smaller of its own limit and the redo limit.
    case restartForRedo
    /// Restart handle with the redo limit.
    case restartWithRedoLimit
    /// Sign clock of the new urgency; handle gets the urgent limit, else half of what is left; never later.
    case hasten
}

/// What a move brings about, in the words of the table.
package enum Effect: String, Sendable, CaseIterable {
    case number
    case answeredCaller = "answered_caller"
    case followerIsActor = "follower=actor"
    case followerIsNamed = "follower=named"
    case registered, dispatched, signed, arrived, feedback
    case notifyUnit = "notify:unit"
    case notifyUnits = "notify:units"
    case notifyUnitManager = "notify:unitManager"
    case notifyFollower = "notify:follower"
    case notifyShiftLeader = "notify:shiftLeader"
    case taskForFieldSupervisor = "task:fieldSupervisor"
    case lateVerify = "late_verify"
    case lateSign = "late_sign"
    case lateCheck = "late_check"
    case unitCleared = "unit cleared"
    case historyKept = "history kept"
    case cancelPending = "cancel pending"
    case cancelOtherPending = "cancel other pending"
    case coordinationOrder = "coordination order"
    case cannotReturn = "no_return=true"
    case pendingReturn = "pending:return"
    case pendingExtension = "pending:extension"
    case pendingSuspension = "pending:suspension"
    case pendingAppeal = "pending:appeal"
    case countReturn = "returns+1"
    case learnRule = "learn:rule"
    case countWrongReturn = "wrong_returns+1"
    case countExtension = "extensions+1"
    case countSuspension = "suspensions+1"
    case owesNotice = "owes_notice to caller"
    case outboxBody = "outbox:body"
    case overdueNoted = "overdue noted"
    case countRework = "reworks+1"
    case countAttempt = "attempts+1"
    case verdict
    case waitsForLeader = "bad: waits for the leader"
    case verdictUnreached = "verdict=unreached"
    case messageCountsAsAnswer = "message sent counts as answer"
    case verdictDeclined = "verdict=declined"
    case countRedo = "redos+1"
    case raiseSupervision = "supervision+1"
    case sameUnitLeads = "same unit leads"
    case raisedSupervision = "raised supervision"
    case countsAsDissatisfied = "verdict counts as dissatisfied"
    case final
    case closingNoLongerCounts = "the closing no longer counts"
    case countParentCaller = "parent.callers+1"
    case urgeParent = "urges parent"
    case numberKept = "number kept"
    case takeOverFromParent = "takes over the parent's unit and standard"
    case beforeAndAfterKept = "before and after kept"
    case proposeRecall = "new place or topic proposes recall"
    case countUrge = "urges+1"
    case notify
    case notifyAtMostHalfHourly = "at most once in 30 minutes"
    case orderNumber = "order number"
    case orderAnswered = "order answered"
    case card
    case deadlineStays = "deadline stays"
    case exempt = "exempt=true"
}
