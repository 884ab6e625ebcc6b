extension Deciding {
    /// What an event means beyond its clocks and effects, before those: units, limits, verdicts, corrections.
    mutating func prepare(_ move: Move) {
        switch move.event {
        case .quickDispatch, .dispatch, .decide: assignUnit()
        case .register:
            note(
                .classified(
                    category: fields[.category] ?? state.content.category,
                    standard: fields[.standard] ?? state.content.standard
                )
            )
        case .startCoordination: note(.assisting(fields[list: .units]))
        case .forwardOut:
            note(.unitCleared)
            note(.outside(fields[.body], theirNumber: fields[.theirNumber]))
        case .outsideAnswered:
            if let theirs = fields[.theirNumber] { note(.outside(state.outsideBody, theirNumber: theirs)) }
        case .outsideRefused: note(.outside(nil, theirNumber: nil))
        case .returnApproved, .returnRejected, .extendRejected, .suspendRejected, .cancelRequest,
            .appealApproved,
            .appealRejected:
            note(.pending(nil))
        case .extendApproved, .suspendApproved: break  // their clock steps read the pending request first
        case .appealReviewed:
            var request = state.pending
            request?.opinion = fields[.opinion]
            note(.pending(request))
        case .recordVerdict, .callerSatisfied: note(.verdict(givenVerdict))
        case .redo, .backToDispatch, .escalate, .acceptDissatisfied:
            if fields.has(.satisfaction) { note(.verdict(givenVerdict)) }
        case .passToCheck: note(.checkTimedOut(false))
        case .close:
            if let reason = fields[.noAnswerReason], state.answeredAt == nil {
                note(.noAnswer(reason: reason))
            }
        case .link: if let into = fields[.into] { note(.parent(into)) }
        case .unlink, .parentGone: note(.parent(nil))
        case .amend: amend()
        case .addCallerWords: if let call = fields[.call] { note(.called(call)) }
        case .supervisionReply: if let order = fields[.order] { note(.orderReplied(order)) }
        case .raiseUrgency, .lowerUrgency:
            if let urgency = fields[.urgency].flatMap(Urgency.init) { note(.urgency(urgency)) }
        case .void:
            if !fields.has(.answer), let code = fields[.reasonCode] { note(.noAnswer(reason: code)) }
        case .answerDirectly, .submit, .receive, .accept, .refuseAccept, .sendVerify, .verifyFeedback,
            .verifyTimeout,
            .decline, .backToRegister, .recall, .contactUnit, .sign, .autoSign, .arrive, .assignCrew,
            .submitFeedback,
            .requestReturn, .requestExtension, .requestSuspension, .resume, .passToCallback, .passToClose,
            .rework,
            .checkPass, .checkPassToCallback, .checkFail, .checkTimeout, .callbackAttempt, .callerUnreachable,
            .callerDeclined, .closeReject, .reopen, .convert, .parentDone, .parentClosed, .answerCaller,
            .comment,
            .urge, .supervise, .card, .requestAppeal, .handOver:
            break
        }
    }

    var givenVerdict: Verdict {
        Verdict(
            kind: .judged,
            at: now,
            satisfaction: fields[.satisfaction],
            solved: fields[.solved],
            manner: fields[.manner]
        )
    }

    private mutating func assignUnit() {
        let route = route
        guard let unit = fields[.unit] ?? route.winner?.unit else { return }
        let rule = (route.best + route.runnersUp).first { $0.unit == unit }?.rule
        note(.unit(unit, rule: rule ?? "按说明的理由选择"))
        note(.assisting(fields[list: .assisting]))
        let standard = fields[.standard] ?? state.content.standard
        if standard != state.content.standard {
            note(.classified(category: state.content.category, standard: standard))
        }
        // A clock that goes on keeps its limits; one that begins anew has those of now.
        let goesOn = command.event == .dispatch && state.clocks[.handle]?.unit == unit
        let isOther = state.limits?.standard != standard || state.clocks[.handle]?.unit != unit
        if state.limits == nil || (!goesOn && isOther) {
            note(.limits(rules.limits(standard: standard, topic: state.content.topic)))
        }
    }

    private mutating func amend() {
        guard let amendment = fields.amendment else { return }
        var content = amendment.content
        content.district = rules.district(of: content.place)
        keep(amendment.personal)
        let moved = content.place != state.content.place || content.topic != state.content.topic
        note(.amended(content: content))
        guard moved else { return }
        let winner = route.winner?.unit
        if state.unit == nil {
            note(.unrouted(winner == nil))
        } else if winner != state.unit {
            note(.proposesRecall(true))
            if let follower = state.follower { tell(.person(follower), .proposeRecall) }
            tell(.role(.dispatcher), .proposeRecall)
        }
    }
}
