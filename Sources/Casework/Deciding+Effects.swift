extension Deciding {
    /// One effect of the table, made facts and notices.
    mutating func bringAbout(_ effect: Effect) {
        switch effect {
        // The number is given by the register; these are what the move itself says.
        case .number, .numberKept, .historyKept, .final, .deadlineStays, .sameUnitLeads, .beforeAndAfterKept,
            .proposeRecall, .overdueNoted, .notify, .cancelOtherPending:
            break
        case .answeredCaller: if answersCaller { note(.answered) }
        case .messageCountsAsAnswer:
            note(.answered)
            tell(.caller, effect)
        case .followerIsActor:
            note(.follower(person.id))
            if command.event == .convert || command.event == .unlink { owesAnew() }
        case .followerIsNamed:
            // Who gives it away without having been asked is told, too.
            if let follower = state.follower, follower != person.id { tell(.person(follower), effect) }
            if let follower = fields[.follower].flatMap({ Person.ID($0) }) { note(.follower(follower)) }
        case .registered: break
        case .dispatched: note(.dispatched)
        case .signed: note(.signed)
        case .lateSign:
            note(.signed)
            note(.late(.sign))
        case .arrived: note(.arrived)
        // By the instant, as the deadline is one: after it in a break no work time has passed.
        case .feedback: note(.fedBack(overdue: before.clocks[.handle]?.isOverdue(at: now) ?? false))
        case .notifyUnit: if let unit = before.unit ?? state.unit { tell(.unit(unitToTell ?? unit), effect) }
        case .notifyUnits:
            for unit in Set(fields[list: .units] + fields[list: .assisting] + [state.unit].compactMap { $0 })
                .sorted()
            {
                tell(.unit(unit), effect)
            }
        case .notifyUnitManager: if let unit = state.unit { tell(.unitManager(unit), effect) }
        case .notifyFollower: if let follower = state.follower { tell(.person(follower), effect) }
        case .notifyShiftLeader: tell(.role(.shiftLeader), effect)
        case .taskForFieldSupervisor: tell(.role(.fieldSupervisor), effect)
        case .lateVerify: note(.late(.verify))
        case .lateCheck:
            note(.late(.check))
            note(.checkTimedOut(true))
        case .unitCleared: beginAnew()
        case .cancelPending: cancelPending()
        case .coordinationOrder: note(.coordinated(number: "XT\(serial)-\(state.coordinations.count + 1)"))
        case .cannotReturn: note(.cannotReturn(true))
        case .pendingReturn: ask(.return)
        case .pendingExtension: ask(.extension)
        case .pendingSuspension: ask(.suspension)
        case .pendingAppeal:
            ask(.appeal)
            note(.counted(.appeals, state.appeals + 1))
        case .countReturn: note(.counted(.returns, state.returns + 1))
        case .learnRule: tell(.role(.systemAdmin), effect)
        case .countWrongReturn: note(.counted(.wrongReturns, state.wrongReturns + 1))
        case .countExtension: note(.counted(.extensions, state.extensions + 1))
        case .countSuspension:
            note(.counted(.suspensions, state.suspensions + 1))
            note(.pending(nil))
        case .owesNotice: tell(.caller, effect)
        case .outboxBody: if let body = state.outsideBody { tell(.body(body), effect) }
        case .countRework: note(.counted(.reworks, state.reworks + 1))
        case .countAttempt:
            note(
                .attempted(
                    CallbackAttempt(
                        at: now,
                        outcome: fields[.outcome] ?? "",
                        callAgainAt: fields[instant: .at]
                    )
                )
            )
        case .verdict: break  // noted before, from the fields
        case .waitsForLeader: if state.verdict?.isBad == true { tell(.role(.shiftLeader), effect) }
        case .verdictUnreached: note(.verdict(Verdict(kind: .unreached, at: now)))
        case .verdictDeclined: note(.verdict(Verdict(kind: .declined, at: now)))
        case .countRedo:
            note(.counted(.redos, state.redos + 1))
            owesAnew()
        case .raiseSupervision: note(.counted(.supervision, state.supervision + 1))
        case .raisedSupervision:
            note(.counted(.supervision, state.supervision + 1))
            owesAnew()
            tell(.role(.director), effect)
        case .countsAsDissatisfied:
            var verdict = state.verdict
            verdict?.accepted = fields[.grounds]
            note(.verdict(verdict))
        case .closingNoLongerCounts: note(.notClosed)
        case .countParentCaller: if let into = fields[.into] { follow(.childLinked(parent: into)) }
        case .urgeParent: break  // the parent's own event does both
        case .takeOverFromParent: takeOver()
        case .countUrge: note(.counted(.urges, state.urges + 1))
        case .notifyAtMostHalfHourly: urge()
        case .orderNumber: order()
        case .orderAnswered: if let by = orderedBy { tell(.person(by), effect) }
        case .card:
            if let level = fields[.level] {
                note(.card(level: level, round: state.clocks[.handle]?.round ?? 0))
            }
        case .exempt: note(.exempt)
        }
        if effect == .final { note(.closed) }
    }

    /// The date and serial of the case, which its orders carry too.
    private var serial: String { String(number.dropFirst(6)) }

    /// Whether this event really tells the caller something: a void may say why not instead.
    private var answersCaller: Bool { command.event != .void || fields.has(.answer) }

    /// The unit that loses a case is told so, the one that gets it is told of it.
    private var unitToTell: Unit.ID? {
        switch command.event {
        case .recall, .void: before.unit
        default: state.unit
        }
    }

    private var orderedBy: Person.ID? { state.orders.first { $0.number == fields[.order] }?.by }

    private mutating func beginAnew() {
        note(.unitCleared)
        guard command.event != .backToRegister else { return }
        for kind in ClockKind.allCases where state.clocks[kind] != nil && kind != .accept {
            note(.clock(.forgotten(kind)))
        }
    }

    /// Answers given before no longer count, nor does the verdict.
    private mutating func owesAnew() {
        note(.answerOwedAnew)
        if state.verdict != nil { note(.verdict(nil)) }
        if !state.attempts.isEmpty { note(.attemptsForgotten) }
    }

    private mutating func cancelPending() {
        guard state.pending != nil else { return }
        note(.pending(nil))
        take(.stop(.request))
    }

    private mutating func ask(_ kind: PendingRequest.Kind) {
        note(
            .pending(
                PendingRequest(
                    kind: kind,
                    at: now,
                    by: person.id,
                    reasonCode: fields[.reasonCode],
                    until: fields[instant: .until],
                    properUnit: fields[.properUnit]
                )
            )
        )
        let approver: Role =
            kind == .return || (kind == .extension && state.extensions == 0) ? .dispatcher : .shiftLeader
        tell(.role(approver), kind: "pending:\(kind.rawValue)")
    }

    private mutating func takeOver() {
        guard let parent = other?.state else { return }
        if let unit = parent.unit {
            note(.unit(unit, rule: parent.unitRule ?? ""))
        } else if state.unit != nil {
            note(.unitCleared)
        }
        if let standard = parent.content.standard, standard != state.content.standard {
            note(.classified(category: parent.content.category ?? state.content.category, standard: standard))
        }
        if let limits = parent.limits { note(.limits(limits)) }
        if state.clocks[.arrive] != nil { note(.clock(.forgotten(.arrive))) }
    }

    private mutating func urge() {
        let quiet = rules.policy.urgeQuietMinutes * 60
        if let last = state.urgeNoticeAt, now < last + quiet { return }
        note(.urgeNotified)
        if let unit = state.unit, [.signing, .handling, .suspended].contains(state.stage) {
            tell(.unit(unit), .countUrge)
        } else if let role = state.stage.waitingRole {
            tell(.role(role), .countUrge)
        }
    }

    private mutating func order() {
        let number = "DB\(serial)-\(state.orders.count + 1)"
        note(
            .ordered(
                SupervisionOrder(
                    number: number,
                    level: fields[.level] ?? "yellow",
                    at: now,
                    by: person.id,
                    replyBy: fields[instant: .replyBy]
                )
            )
        )
        if let unit = state.unit { tell(.unit(unit), .orderNumber) }
        note(.counted(.supervision, state.supervision + 1))
    }
}

extension CaseStage {
    /// Whose turn it is in the hall; nil where a unit has it, or nobody.
    package var waitingRole: Role? {
        switch self {
        case .intake, .forwarded, .feedback, .callingBack: .agent
        case .registering, .closing: .shiftLeader
        case .dispatching: .dispatcher
        case .verifying, .checking: .fieldSupervisor
        case .coordinating: .director
        case .draft, .signing, .handling, .suspended, .linked, .answered, .notAccepted, .notRegistered,
            .closed,
            .voided:
            nil
        }
    }
}
