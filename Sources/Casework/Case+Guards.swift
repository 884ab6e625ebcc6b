extension Case {
    /// Why the state does not meet `condition`; nil if it does, or if the condition is one over fields.
    func refusal(
        by condition: Guard,
        _ person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        beside other: Case?
    ) -> CaseRefusal? {
        let content = state.content
        let policy = rules.policy
        switch condition {
        // Recording
        case .answerableAtOnce:
            let kinds: Set<String> = ["inquiry", "suggestion", "praise", "invalid"]
            return kinds.contains(content.kind) || content.isSolvedByItself
                ? nil : .invalid("kind", "求助、维修、投诉不能直接答复办结；来电人说已解决的，请勾选“来电人称已解决”。")
        case .callerOrSourceKnown:
            return content.hasPhone || content.sourceReference != nil
                ? nil : .invalid("caller.phone", "请填写来电号码；非电话来源请填写来源编号。")
        case .described:
            return personal.description.count >= policy.descriptionLength
                ? nil : .invalid("description", "请填写问题描述，不少于 \(policy.descriptionLength) 个字。")
        case .topicChosen: return content.topic != nil ? nil : .invalid("topic", "请选择主题。")
        case .placeOrReason:
            return content.hasPlace || personal.noPlaceReason?.isEmpty == false
                ? nil : .invalid("place", "请填写地点；确实没有地点的，请填写原因。")
        case .notByTelephone:
            return content.source != "phone" ? nil : .invalid("source", "电话来源由受理员登记后提交立案或直接派单。")

        // Time
        case .verifyRanOut: return ranOut(.verify, at: now)
        case .signRanOut: return ranOut(.sign, at: now)
        case .checkRanOut:
            return state.checkTimedOut ? CaseRefusal(.invalid, "核查超时已经记录过。") : ranOut(.check, at: now)
        case .suspensionEnded: return person.isSystem ? ranOut(.suspend, at: now) : nil
        case .cardDue: return nil  // which card is a field

        // Units
        case .fewerReturnsThanCoordination:
            return state.returns < policy.returnsBeforeCoordination
                ? nil : CaseRefusal(.invalid, "已退单 \(state.returns) 次，请提请协调。", fields: ["unit": "须先协调"])
        case .hasUnit: return state.unit != nil ? nil : CaseRefusal(.invalid, "还没有处置单位，请退回派遣。")
        case .hasNoUnit: return state.unit == nil ? nil : CaseRefusal(.invalid, "已有处置单位，请用返工或重办。")
        case .notTheRecorderOfAComplaint:
            return content.kind == "complaint" && state.recordedBy == person.id
                ? CaseRefusal(.notPermitted, "投诉件的登记人不能代被投诉单位操作，请由他人办理。") : nil

        // Requests
        case .mayReturn:
            return state.cannotReturn ? CaseRefusal(.invalid, "经协调裁定的案件不能退单。") : nil
        case .withinReturnWindow:
            return returnWindowEnd(under: rules).map { now <= $0 } ?? true
                ? nil : CaseRefusal(.invalid, "已超过退单时限，请联系指挥中心协调。")
        case .nonePending:
            return state.pending.map {
                CaseRefusal(.invalid, "还有未批复的\(CodeList.request.chinese($0.kind.rawValue))申请。")
            }
        case .noSuspensionPending:
            return state.pending?.kind == .suspension
                ? CaseRefusal(.invalid, "挂账申请未批复，请先撤回申请再反馈。") : nil
        case .returnPending: return pendingRefusal(.return)
        case .extensionPending: return pendingRefusal(.extension)
        case .suspensionPending: return pendingRefusal(.suspension)
        case .appealPending: return pendingRefusal(.appeal)
        case .appealReviewed:
            return state.pending?.opinion != nil ? nil : CaseRefusal(.invalid, "申诉尚未初审。")
        case .namedRequestPending:
            return state.pending != nil ? nil : CaseRefusal(.invalid, "没有待批的申请。")
        case .notYetArrived: return state.arrivedAt == nil ? nil : CaseRefusal(.invalid, "已登记到场。")
        case .beforeDeadline:
            guard let handle = state.clocks[.handle] else { return nil }
            return now <= handle.due ? nil : CaseRefusal(.invalid, "已超过处置时限，不能再申请延期。")
        case .extensionsLeft:
            return state.extensions < policy.extensionMax
                ? nil : CaseRefusal(.limitReached, "延期最多 \(policy.extensionMax) 次，已用完。")
        case .suspensionsLeft:
            return state.suspensions < policy.suspensionMax
                ? nil : CaseRefusal(.limitReached, "挂账最多 \(policy.suspensionMax) 次，已用完。")

        // Review, check, callback
        case .wantsCallback, .callbackDue:
            return isCallbackDue ? nil : CaseRefusal(.invalid, "来电人没有号码或不要回访，请转结案。")
        case .noCallbackWanted, .noCallbackDue:
            return isCallbackDue ? CaseRefusal(.invalid, "来电人要求回访，请转回访。") : nil
        case .notFromInspector:
            return content.source == "inspector" ? CaseRefusal(.invalid, "监督员上报的案件须先核查。") : nil
        case .threeAttempts: return attemptsRefusal(under: rules)
        case .redosLeft:
            return state.redos < policy.redoMax
                ? nil : CaseRefusal(.limitReached, "已重办 \(state.redos) 次，请提级督办。")
        case .redosUsedUp:
            return state.redos >= policy.redoMax
                ? nil : CaseRefusal(.invalid, "重办未满 \(policy.redoMax) 次，请先重办。")

        // The end, and after it
        case .withinReopenDays: return withinDaysOfEnd(policy.reopenDays, at: now, rules.time)
        case .withinConvertDays: return withinDaysOfEnd(policy.reopenDays, at: now, rules.time)
        case .withinConvertHours:
            let hours = policy.convertHours * 3600
            let isFresh = state.endedAt.map { now <= $0 + hours } ?? false
            let isBadAndFresh = state.verdict.map { $0.isBad && now <= $0.at + hours } ?? false
            return isFresh || isBadAndFresh
                ? nil : CaseRefusal(.invalid, "答复已超过 \(policy.convertHours) 小时，请另行登记。")
        case .sampled:
            return sampleNumber(number) < policy.answeredSample
                ? nil : CaseRefusal(.invalid, "这件直接答复未抽中回访。")
        case .notLinkedOrForwarded:
            return stage == .linked || stage == .forwarded
                ? CaseRefusal(.wrongStage, "案件现为“\(stage.chinese)”，不能并案。") : nil
        case .parentLive:
            guard let other else { return nil }
            if other.number == number { return .invalid(.into, "不能并入自己。") }
            return other.stage.isLive && other.stage != .linked
                ? nil : .invalid(.into, "主案须在办且本身未并案；它现为“\(other.stage.chinese)”。")
        case .parentDone:
            return other.map { $0.number == state.parent && ($0.stage == .closed || $0.stage == .answered) }
                ?? false
                ? nil : CaseRefusal(.invalid, "主案尚未办结。")
        case .parentGone:
            return other.map {
                $0.number == state.parent && [.voided, .notRegistered, .notAccepted].contains($0.stage)
            } ?? false
                ? nil : CaseRefusal(.invalid, "主案未撤。")
        case .callbackWantedByLinked: return isCallbackDue ? nil : CaseRefusal(.invalid, "来电人不要回访。")
        case .noCallbackWantedByLinked: return isCallbackDue ? CaseRefusal(.invalid, "来电人要求回访。") : nil
        case .somebodyWaits:
            return stage == .linked ? CaseRefusal(.invalid, "已并案随办，请催办主案。") : nil
        case .orderOpen:
            return state.orders.contains { $0.repliedAt == nil } ? nil : CaseRefusal(.invalid, "没有待回复的督办单。")
        case .urgencyHigher:
            return state.urgency < .critical ? nil : CaseRefusal(.invalid, "已是特急。")
        case .urgencyLower:
            return state.urgency > .normal ? nil : CaseRefusal(.invalid, "已是一般。")
        case .overdueOrReworked:
            return state.wasOverdue || state.reworks > 0
                ? nil : CaseRefusal(.invalid, "案件未超期、未返工，无需申诉。")
        case .noAppealYet:
            return state.appeals == 0 ? nil : CaseRefusal(.limitReached, "每件只能申诉一次。")
        case .withinAppealDays:
            let keeper = rules.hall
            let last = state.closedAt.map {
                keeper.working.endOfWorkday(policy.appealWorkDays, after: $0)
            }
            return last.map { now <= $0 } ?? false
                ? nil : CaseRefusal(.invalid, "结案后超过 \(policy.appealWorkDays) 个工作日，不能再申诉。")

        // Over fields: asked by `decide`
        case .topicOrCategory, .unitByRuleOrReason, .unitReceives, .standardOrFallback,
            .trueFindingNeedsPhoto, .unitInScopeOrReason,
            .withinOriginalLimit, .within12345Limit, .withinAYear, .externalBody, .photosOrReason,
            .fromInspectorOrNote,
            .photo, .judgedWell, .badVerdict, .answeredOrReason, .reasonIfDispatched, .answerUnlessVain:
            return nil
        }
    }

    /// Whether somebody is to be called back: there is a number, and it is wanted.
    package var isCallbackDue: Bool { state.content.isReachable && state.content.wantsCallback }

    /// Until when the unit may ask to return it; nil while it has not signed.
    package func returnWindowEnd(under rules: Rulebook) -> Timestamp? {
        guard let signedAt = state.signedAt, stage != .signing else { return nil }
        let policy = rules.policy
        let limit =
            state.content.source == "12345"
            ? policy.returnWindow12345 : isUrgent ? policy.returnWindowUrgent : policy.returnWindow
        return rules.timekeeper(of: state.unit).due(limit, from: signedAt)
    }

    /// Urgent in itself, or by a limit in urgent units.
    package var isUrgent: Bool { state.urgency > .normal || state.limits?.finish.unit.isUrgent == true }

    private func ranOut(_ kind: ClockKind, at now: Timestamp) -> CaseRefusal? {
        guard let clock = state.clocks[kind], clock.isRunning, now >= clock.due else {
            return CaseRefusal(.invalid, "\(kind.chinese)时限未到。")
        }
        return nil
    }

    private func pendingRefusal(_ kind: PendingRequest.Kind) -> CaseRefusal? {
        state.pending?.kind == kind
            ? nil : CaseRefusal(.invalid, "没有待批的\(CodeList.request.chinese(kind.rawValue))申请。")
    }

    private func withinDaysOfEnd(_ days: Int, at now: Timestamp, _ time: CivilTime) -> CaseRefusal? {
        guard let end = state.closedAt ?? state.endedAt else { return CaseRefusal(.invalid, "案件没有结束。") }
        return time.day(of: now) - time.day(of: end) <= days
            ? nil : CaseRefusal(.invalid, "已超过 \(days) 天，请另行登记新案件。")
    }

    private func attemptsRefusal(under rules: Rulebook) -> CaseRefusal? {
        let attempts = state.attempts
        if attempts.last?.outcome == "wrong_number" { return nil }
        let gap = Int(rules.policy.callbackGapHours * 3600)
        var counted: [Timestamp] = []
        for attempt in attempts where counted.last.map({ attempt.at - $0 >= gap }) ?? true {
            counted.append(attempt.at)
        }
        let halfDays = Set(
            counted.map { "\(rules.time.day(of: $0))-\(rules.time.secondOfDay($0) < 43_200 ? 0 : 1)" }
        )
        let needed = rules.policy.callbackAttempts
        return counted.count >= needed && halfDays.count >= 2
            ? nil
            : CaseRefusal(
                .invalid,
                "须拨打 \(needed) 次，每次相隔 \(Int(rules.policy.callbackGapHours)) 小时以上，且分在两个半天；现计 \(counted.count) 次。"
            )
    }
}

/// 0 to 99, evenly spread over case numbers and the same for ever: whether a direct answer is called back.
package func sampleNumber(_ number: Case.Number) -> Int {
    // FNV-1a, 64 bits.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in number.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(hash % 100)
}
