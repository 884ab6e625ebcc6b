extension Case {
    /// Why the fields do not meet the rules and guards of `move`; nil if they do.
    func refusal(
        of fields: Fields,
        in move: Move,
        _ person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        _ routing: Routing,
        beside other: Case?
    ) -> CaseRefusal? {
        for rule in move.fields {
            if rule.isRequired, !fields.has(rule.field) {
                return .invalid(rule.field, "请填写\(rule.field.chinese)。")
            }
            if rule.minimum > 0, let text = fields[rule.field], text.count < rule.minimum {
                return .invalid(rule.field, "\(rule.field.chinese)不少于 \(rule.minimum) 个字。")
            }
        }
        if let named = fields[.follower].flatMap({ Person.ID($0) }), named == state.content.complainedOf {
            return .invalid(.follower, "投诉的就是这位同事，不能由其跟踪。")
        }
        if case .ofUnit(let permission) = move.warrant, move.fields.contains(where: { $0.field == .by }),
            actsForUnit(person, permission), !fields.has(.by)
        {
            return .invalid(.by, "代单位操作，请填写单位经办人姓名。")
        }
        for condition in move.guards {
            if let refusal = refusal(
                by: condition,
                over: fields,
                person,
                at: now,
                under: rules,
                routing,
                beside: other
            ) {
                return refusal
            }
        }
        return nil
    }

    private func refusal(
        by condition: Guard,
        over fields: Fields,
        _ person: Person,
        at now: Timestamp,
        under rules: Rulebook,
        _ routing: Routing,
        beside other: Case?
    ) -> CaseRefusal? {
        let policy = rules.policy
        switch condition {
        case .topicOrCategory:
            return state.content.topic != nil || state.content.category != nil || fields.has(.category)
                ? nil : .invalid(.category, "请选择主题或类别。")
        case .unitByRuleOrReason:
            let route = routing.route(of: state.content)
            guard let unit = fields[.unit] ?? route.winner?.unit else {
                let names = route.best.compactMap { rules.units[$0.unit]?.name }
                return .invalid(
                    .unit,
                    names.isEmpty
                        ? "责任表没有找到处置单位，请选择单位并说明理由，或提交立案。" : "有几个单位的规则相当，请选择：\(names.joined(separator: "、"))。"
                )
            }
            return unit == route.winner?.unit || route.best.contains { $0.unit == unit }
                || fields.has(.reason)
                ? nil : .invalid(.reason, "所选单位不是责任表给出的单位，请说明理由。")
        case .unitReceives:
            guard let id = fields[.unit] ?? routing.route(of: state.content).winner?.unit,
                let unit = rules.units[id]
            else {
                return .invalid(.unit, "请选择处置单位。")
            }
            if unit.isExternal { return .invalid(.unit, "\(unit.name)是外部单位，请用“转外部单位”。") }
            return unit.isActive ? nil : .invalid(.unit, "\(unit.name)已停用，请另选单位。")
        case .unitInScopeOrReason:
            let route = routing.route(of: state.content)
            let scope = route.best + route.runnersUp
            guard let unit = fields[.unit] ?? route.winner?.unit else { return .invalid(.unit, "请选择处置单位。") }
            return scope.contains { $0.unit == unit } || fields.has(.reason)
                ? nil : .invalid(.reason, "责任表里没有该单位，请说明理由。")
        case .trueFindingNeedsPhoto:
            return fields[.finding] != "true" || fields.has(.photos) ? nil : .invalid(.photos, "属实的须有照片。")
        case .photo: return fields.has(.photos) ? nil : .invalid(.photos, "须有照片。")
        case .photosOrReason:
            let needsPhoto = state.limits?.standard.flatMap { rules.standards[$0]?.needsPhoto } ?? false
            return !needsPhoto || fields.has(.photos) || fields.has(.noPhotoReason)
                ? nil : .invalid(.photos, "该立案标准要求照片；没有的请说明原因。")
        case .fromInspectorOrNote:
            return state.content.source == "inspector" || fields.has(.note)
                ? nil : .invalid(.note, "请说明为什么需要现场核查。")
        case .namedRequestPending:
            return fields[.request] == state.pending?.kind.rawValue ? nil : .invalid(.request, "没有这项待批的申请。")
        case .beforeDeadline:
            guard let until = fields[instant: .until], let due = state.clocks[.handle]?.due else {
                return nil
            }
            return until > due ? nil : .invalid(.until, "延期后的时间须晚于现在的时限。")
        case .withinOriginalLimit:
            guard let clock = state.clocks[.handle],
                let until = fields[instant: .until] ?? state.pending?.until
            else {
                return .invalid(.until, "请填写延期到何时。")
            }
            if until <= clock.due { return .invalid(.until, "延期后的时间须晚于现在的时限。") }
            let latest = rules.timekeeper(of: state.unit).adding(clock.original, clock.measure, to: clock.due)
            return until <= latest
                ? nil : .invalid(.until, "每次延期不能超过一个原时限，最晚 \(rules.time.iso8601(latest))。")
        case .within12345Limit:
            guard state.content.source == "12345",
                let until = fields[instant: .until] ?? state.pending?.until,
                let due = state.clocks[.handle]?.due
            else { return nil }
            let working = rules.timekeeper(of: state.unit).working
            let allowed =
                policy.extension12345WorkDays * working.workSecondsOfADay(at: working.time.day(of: due))
            let asked = state.extendedWorkSeconds + working.seconds(from: due, to: until)
            return asked <= allowed
                ? nil : .invalid(.until, "12345 转入的案件延期合计不超过 \(policy.extension12345WorkDays) 个工作日。")
        case .withinAYear:
            guard let until = fields[instant: .until] else { return nil }
            if until <= now { return .invalid(.until, "挂账日期须在以后。") }
            return rules.time.day(of: until) - rules.time.day(of: now) <= policy.suspensionDays
                ? nil : .invalid(.until, "挂账最长 \(policy.suspensionDays) 天。")
        case .suspensionPending:
            guard let until = fields[instant: .until] else { return nil }
            return until > now && rules.time.day(of: until) - rules.time.day(of: now) <= policy.suspensionDays
                ? nil : .invalid(.until, "挂账日期须在以后，且不超过 \(policy.suspensionDays) 天。")
        case .externalBody:
            return fields[.body].flatMap { rules.units[$0]?.isExternal } == true
                ? nil : .invalid(.body, "请从外部单位表中选择。")
        case .judgedWell:
            let isHappy = fields[.satisfaction].map { !Verdict.unhappy.contains($0) } ?? false
            return isHappy && fields[.solved] != "no"
                ? nil : .invalid(.satisfaction, "不满意或未解决的不能转结案，请记录评价并重办。")
        case .badVerdict: return badVerdictRefusal(fields)
        case .answeredOrReason:
            return state.answeredAt != nil || fields.has(.noAnswerReason)
                ? nil : .invalid(.noAnswerReason, "还没有答复来电人：请先答复，或选择不能答复的原因。")
        case .reasonIfDispatched:
            return state.dispatchedAt == nil || fields.has(.reason)
                ? nil : .invalid(.reason, "已派单的案件作废须说明理由。")
        case .answerUnlessVain:
            if let code = fields[.reasonCode], ["invalid", "nuisance", "mistaken"].contains(code) {
                return nil
            }
            if !fields.has(.answer) { return .invalid(.answer, "请填写给来电人的答复。") }
            return fields.has(.channel) ? nil : .invalid(.channel, "请选择答复方式。")
        case .parentLive: return other == nil ? .invalid(.into, "没有这个主案。") : nil
        case .orderOpen:
            return state.orders.contains { $0.number == fields[.order] && $0.repliedAt == nil }
                ? nil : .invalid(.order, "没有这张待回复的督办单。")
        case .cardDue: return cardRefusal(fields[.level], at: now, under: rules)
        case .urgencyHigher:
            return fields[.urgency].flatMap(Urgency.init).map { $0 > state.urgency } ?? false
                ? nil : .invalid(.urgency, "须高于现在的“\(state.urgency.chinese)”。")
        case .urgencyLower:
            return fields[.urgency].flatMap(Urgency.init).map { $0 < state.urgency } ?? false
                ? nil : .invalid(.urgency, "须低于现在的“\(state.urgency.chinese)”。")
        // Over the state alone: asked by `permits`; a limit is always there to fall back on.
        case .answerableAtOnce, .callerOrSourceKnown, .described, .topicChosen, .placeOrReason,
            .notByTelephone,
            .standardOrFallback, .verifyRanOut, .signRanOut, .checkRanOut,
            .fewerReturnsThanCoordination, .notTheRecorderOfAComplaint, .mayReturn, .withinReturnWindow,
            .nonePending,
            .returnPending, .extensionPending, .appealPending, .appealReviewed,
            .notYetArrived,
            .extensionsLeft, .suspensionsLeft, .noSuspensionPending, .wantsCallback, .noCallbackWanted,
            .notFromInspector, .hasUnit, .hasNoUnit, .callbackDue, .noCallbackDue, .threeAttempts, .redosLeft,
            .redosUsedUp, .withinReopenDays, .sampled, .withinConvertHours, .withinConvertDays,
            .notLinkedOrForwarded,
            .parentDone, .parentGone, .callbackWantedByLinked, .noCallbackWantedByLinked, .somebodyWaits,
            .overdueOrReworked, .noAppealYet, .withinAppealDays, .suspensionEnded:
            return nil
        }
    }

    /// What the table of responsibilities says of this case now.
    package func route(under rules: Rulebook) -> Route {
        rules.route(topic: state.content.topic, category: state.content.category, place: state.content.place)
    }

    private func badVerdictRefusal(_ fields: Fields) -> CaseRefusal? {
        if fields.has(.satisfaction) || fields.has(.solved) {
            for field in [Field.satisfaction, .solved, .manner] where !fields.has(field) {
                return .invalid(field, "请把三项评价填全。")
            }
            let given = Verdict(
                kind: .judged,
                at: Timestamp(milliseconds: 0),
                satisfaction: fields[.satisfaction],
                solved: fields[.solved]
            )
            return given.isBad ? nil : .invalid(.satisfaction, "评价为满意且已解决，不需要重办。")
        }
        return state.verdict?.isBad == true ? nil : .invalid(.satisfaction, "请先记录不满意或未解决的评价。")
    }

    private func cardRefusal(_ level: String?, at now: Timestamp, under rules: Rulebook) -> CaseRefusal? {
        guard let clock = state.clocks[.handle], clock.isRunning else { return .invalid(.level, "处置钟没有在走。") }
        switch level {
        case "yellow":
            let keeper = rules.timekeeper(of: state.unit)
            let warning = clock.warning(
                ratio: rules.policy.warnRatio,
                minutes: rules.policy.warnMinutes,
                by: keeper
            )
            return state.yellowRound < clock.round && now >= warning ? nil : .invalid(.level, "未到黄牌时间，或本轮已发。")
        case "red":
            return state.redRound < clock.round && clock.isOverdue(at: now)
                ? nil : .invalid(.level, "未超期，或本轮已发红牌。")
        default: return .invalid(.level, "须为 yellow 或 red。")
        }
    }
}
