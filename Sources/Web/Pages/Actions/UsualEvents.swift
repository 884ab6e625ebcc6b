import Casework

extension Case {
    /// The most usual next event of those allowed, for the one blue button; nil where nothing is expected of `person`.
    func usual(among events: [EventName], for person: Person) -> EventName? {
        usualOrder(for: person).first { events.contains($0) }
    }

    private func usualOrder(for person: Person) -> [EventName] {
        switch stage {
        case .draft: []
        case .intake: [.accept]
        case .registering: [.register, .quickDispatch, .sendVerify]
        case .verifying: [.verifyFeedback]
        case .dispatching: state.returns >= 2 ? [.startCoordination, .dispatch] : [.dispatch]
        case .coordinating: [.decide]
        // The hall telephones the unit; the unit signs.
        case .signing: requestAnswers + (actsForUnit(person, .sign) ? [.contactUnit, .sign] : [.sign])
        case .handling: requestAnswers + (actsForUnit(person, .handle) ? [] : [.arrive, .submitFeedback])
        case .suspended: [.resume]
        case .forwarded: [.outsideAnswered]
        case .feedback: [.passToCallback, .passToCheck, .passToClose, .backToDispatch]
        case .checking: [.checkPassToCallback, .checkPass, .backToDispatch]
        case .callingBack:
            state.verdict?.isBad == true
                ? [.redo, .escalate, .backToDispatch, .acceptDissatisfied] : [.callerSatisfied]
        case .closing: [.close]
        case .linked: []
        case .closed: [.appealApproved, .appealReviewed] + owedAnswer
        case .answered, .notAccepted, .notRegistered, .voided: owedAnswer
        }
    }

    private var requestAnswers: [EventName] { [.returnApproved, .extendApproved, .suspendApproved] }

    private var owedAnswer: [EventName] {
        state.answeredAt == nil && state.noAnswerReason == nil ? [.answerCaller] : []
    }

    /// The words on the button: the hall's people do it in the unit's stead.
    func words(for event: EventName, by person: Person) -> String {
        switch event {
        case .sign where actsForUnit(person, .sign): "代签收"
        case .arrive where actsForUnit(person, .handle): "代记到场"
        case .submitFeedback where actsForUnit(person, .handle): "代录反馈"
        case .contactUnit: "电话联系单位"
        case .recordVerdict: "只记评价"
        case .comment: "批注"
        default: event.chinese
        }
    }
}

extension EventName {
    /// Kept one level down.
    var isRare: Bool {
        switch self {
        case .requestReturn, .requestExtension, .requestSuspension, .recall, .backToRegister,
            .startCoordination, .void,
            .link, .unlink, .supervise, .raiseUrgency, .lowerUrgency, .forwardOut, .reopen, .convert,
            .refuseAccept,
            .decline, .requestAppeal, .comment, .assignCrew, .handOver:
            true
        default: false
        }
    }

    /// Sets somebody back: shown in red outline.
    var isCaution: Bool {
        switch self {
        case .rework, .redo, .checkFail, .closeReject, .void, .refuseAccept, .decline, .recall,
            .returnRejected,
            .extendRejected, .suspendRejected, .appealRejected, .escalate:
            true
        default: false
        }
    }
}
