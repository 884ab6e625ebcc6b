/// One change of a case, with everything worked out: replaying needs no calendar and no table.
///
/// Codes of facts are stored. New ones are added; old ones stay.
package enum Fact: Sendable, Equatable, Codable {
    // Indirect: the content is several times as big as any other fact, and each would take its room.
    indirect case recorded(content: CaseContent, urgency: Urgency, team: String?)
    indirect case amended(content: CaseContent)
    case stage(CaseStage)
    case follower(Person.ID)
    case unrouted(Bool)
    case unit(Unit.ID, rule: String)
    case unitCleared
    case assisting([Unit.ID])
    case outside(Unit.ID?, theirNumber: String?)
    case limits(ChosenLimits)
    case clock(ClockChange)
    case classified(category: Category.Code?, standard: FilingStandard.Code?)
    case urgency(Urgency)
    case dispatched
    case signed
    case arrived
    case notArrived
    case fedBack(overdue: Bool)
    case counted(Counter, Int)
    case pending(PendingRequest?)
    case cannotReturn(Bool)
    case proposesRecall(Bool)
    case attempted(CallbackAttempt)
    case verdict(Verdict?)
    case attemptsForgotten
    case answered
    case answerOwedAnew
    case noAnswer(reason: String)
    case ordered(SupervisionOrder)
    case orderReplied(String)
    case card(level: String, round: Int)
    case late(LateMark)
    case checkTimedOut(Bool)
    case exempt
    case parent(Case.Number?)
    case child(Case.Number)
    case called(String)
    case closed
    case notClosed
    case urgeNotified
    case coordinated(number: String)

    package enum Counter: String, Sendable, Codable {
        case returns, wrongReturns, extensions, extendedWorkSeconds, suspensions, reworks, redos, supervision,
            urges
        case callers, appeals
    }
}

extension Case {
    /// Makes what happened so; never refuses, never looks anything up.
    package mutating func apply(_ event: CaseEvent) {
        for fact in event.facts { state.apply(fact, at: event.at, by: event.by) }
        mark(with: event)
        if event.facts.contains(where: \.bringsPersonalWords) { personal.words = event.words }
    }
}

extension Case {
    /// What follows all facts of `event`.
    mutating func mark(with event: CaseEvent) {
        state.version = event.sequence
        state.changedAt = event.at
    }
}

extension Fact {
    fileprivate var bringsPersonalWords: Bool {
        switch self {
        case .recorded, .amended: true
        default: false
        }
    }
}

extension CaseState {
    mutating func apply(_ fact: Fact, at now: Timestamp, by person: Person.ID) {
        switch fact {
        case .recorded(let content, let urgency, let team):
            self.content = content
            self.urgency = urgency
            recordedAt = now
            recordedBy = person
            recordedTeam = team
        case .amended(let content): self.content = content
        case .stage(let stage):
            self.stage = stage
            endedAt = stage.isFinal ? now : nil
            if stage.isFinal || stage == .forwarded { isUnrouted = false }
        case .follower(let person): follower = person
        case .unrouted(let isUnrouted): self.isUnrouted = isUnrouted
        case .unit(let unit, let rule):
            self.unit = unit
            unitRule = rule
            proposesRecall = false
            isUnrouted = false
        case .unitCleared:
            unit = nil
            unitRule = nil
            assisting = []
        case .assisting(let units): assisting = units
        case .outside(let body, let number):
            outsideBody = body
            theirNumber = number
        case .limits(let limits): self.limits = limits
        case .clock(let change): apply(change, at: now)
        case .classified(let category, let standard):
            content.category = category
            content.standard = standard
        case .urgency(let urgency): self.urgency = urgency
        case .dispatched: dispatchedAt = now
        case .signed: signedAt = now
        case .arrived: arrivedAt = now
        case .notArrived: arrivedAt = nil
        case .fedBack(let overdue):
            feedbackAt = now
            if overdue { wasOverdue = true }
        case .counted(let counter, let value): count(counter, value)
        case .pending(let request): pending = request
        case .cannotReturn(let cannot): cannotReturn = cannot
        case .proposesRecall(let proposes): proposesRecall = proposes
        case .attempted(let attempt): attempts.append(attempt)
        case .attemptsForgotten: attempts = []
        case .verdict(let verdict): self.verdict = verdict
        case .answered:
            answeredAt = now
            noAnswerReason = nil
        case .answerOwedAnew:
            answeredAt = nil
            noAnswerReason = nil
        case .noAnswer(let reason): noAnswerReason = reason
        case .ordered(let order): orders.append(order)
        case .orderReplied(let number):
            for index in orders.indices where orders[index].number == number { orders[index].repliedAt = now }
        case .card(let level, let round):
            if level == "yellow" { yellowRound = round } else { redRound = round }
            if level == "red" { wasOverdue = true }
        case .late(let mark): lateMarks.insert(mark)
        case .checkTimedOut(let timedOut): checkTimedOut = timedOut
        case .exempt: isExempt = true
        case .parent(let number): parent = number
        case .child(let number): if !children.contains(number) { children.append(number) }
        case .called(let call): if !content.calls.contains(call) { content.calls.append(call) }
        case .closed: closedAt = now
        case .notClosed: closedAt = nil
        case .urgeNotified: urgeNoticeAt = now
        case .coordinated(let number): coordinations.append(number)
        }
    }

    private mutating func count(_ counter: Fact.Counter, _ value: Int) {
        switch counter {
        case .returns: returns = value
        case .wrongReturns: wrongReturns = value
        case .extensions: extensions = value
        case .extendedWorkSeconds: extendedWorkSeconds = value
        case .suspensions: suspensions = value
        case .reworks: reworks = value
        case .redos: redos = value
        case .supervision: supervision = value
        case .urges: urges = value
        case .callers: callers = value
        case .appeals: appeals = value
        }
    }

    private mutating func apply(_ change: ClockChange, at now: Timestamp) {
        switch change {
        case .started(let clock): clocks[clock.kind] = clock
        case .stopped(let kind, let used):
            clocks[kind]?.state = .stopped
            clocks[kind]?.used = used
            clocks[kind]?.since = now
        case .paused(let kind, let used):
            clocks[kind]?.state = .paused
            clocks[kind]?.used = used
            clocks[kind]?.since = now
        case .resumed(let kind, let due):
            clocks[kind]?.state = .running
            clocks[kind]?.since = now
            clocks[kind]?.due = due
        case .changed(let kind, let limit, let measure, let used, let due):
            clocks[kind]?.limit = limit
            clocks[kind]?.measure = measure
            clocks[kind]?.used = used
            clocks[kind]?.since = now
            clocks[kind]?.due = due
        case .forgotten(let kind):
            clocks[kind] = nil
            if kind == .handle { (yellowRound, redRound) = (0, 0) }  // rounds are counted from 1 again
        }
    }
}
