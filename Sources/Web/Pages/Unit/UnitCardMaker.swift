import Casework
import Storage

/// Makes the cards of `/unit`.
struct UnitCardMaker {
    let hotline: Hotline
    let context: StaffContext
    let wording: Wording
    let unit: Casework.Unit.ID

    func card(_ file: Case, in tab: UnitPages.Tab) async throws -> UnitCard {
        let state = file.state
        let next = next(file, tab)
        var meta = meta(file)
        var forms: [ActionForm] = []
        if tab == .crew {
            if let crew = try await crew(of: file.number) { meta.insert("现派：\(crew)", at: 0) }
            forms = actions(file, only: [.assignCrew], next: "/unit?tab=crew").all
        }
        let single = next.flatMap { event in
            actions(file, only: [event], next: "/unit?tab=\(tab.rawValue)").all.first { $0.isPlain }
        }
        return UnitCard(
            path: "/cases/\(file.number)",
            number: wording.short(file.number),
            topic: wording.topic(state.content.topic).isEmpty ? "未分类" : wording.topic(state.content.topic),
            // Lists show the road, never the door: that stands on the case's own page, where a look is noted.
            place: wording.place(state.content, Personal()),
            due: due(file, tab),
            arriveBy: arriveBy(file),
            tags: tags(file),
            isUrgent: state.urgency != .normal,
            urgency: state.urgency.chinese,
            meta: meta,
            button: single.map { [$0] } ?? [],
            link: tab == .crew || single != nil ? "" : words(next),
            isCalm: next == nil || next == .arrive,
            forms: forms
        )
    }

    /// The one next thing that this person may do.
    private func next(_ file: Case, _ tab: UnitPages.Tab) -> EventName? {
        let allowed = file.allowed(to: context.person, at: wording.now, under: wording.rules)
        let wanted: [EventName] =
            switch tab {
            case .sign: [.sign]
            case .handle: file.state.arrivedAt == nil ? [.arrive, .submitFeedback] : [.submitFeedback]
            case .hold: [.resume]
            case .orders: [.supervisionReply]
            case .appeal: [.requestAppeal]
            case .feedback, .done, .crew: []
            }
        return wanted.first { allowed.contains($0) }
    }

    private func words(_ event: EventName?) -> String {
        switch event {
        case .submitFeedback?: "反馈"
        case .arrive?: "到场"
        case .supervisionReply?: "回复"
        case .requestAppeal?: "申诉"
        case let event?: event.chinese
        case nil: "查看"
        }
    }

    private func due(_ file: Case, _ tab: UnitPages.Tab) -> [Due] {
        if tab == .orders, let order = file.state.orders.first(where: { $0.repliedAt == nil }),
            let by = order.replyBy
        {
            let isLate = wording.now > by
            return [
                Due(
                    kind: isLate ? .over : .soon,
                    words: isLate
                        ? "回复超 \(wording.span(wording.now - by))" : "回复剩 \(wording.span(by - wording.now))",
                    exact: wording.exact(by)
                )
            ]
        }
        return wording.due(of: file).map { [$0] } ?? []
    }

    private func arriveBy(_ file: Case) -> String {
        guard file.stage == .handling, file.state.arrivedAt == nil, let clock = file.state.clocks[.arrive],
            clock.isRunning
        else { return "" }
        return clock.isOverdue(at: wording.now)
            ? "到场超 \(wording.span(wording.now - clock.due))" : "到场剩 \(wording.span(clock.due - wording.now))"
    }

    private func tags(_ file: Case) -> [String] {
        let state = file.state
        var tags: [String] = []
        if state.unit != unit { tags.append("协办") }
        if let pending = state.pending { tags.append("\(CodeList.request.chinese(pending.kind.rawValue))待批") }
        if state.redos > 0 { tags.append("重办 \(state.redos)") }
        if state.reworks > 0 { tags.append("返工 \(state.reworks)") }
        if state.orders.contains(where: { $0.repliedAt == nil }) { tags.append("督办待回复") }
        if state.content.kind == "complaint" { tags.append("投诉") }
        if state.content.isConfidential { tags.append("保密") }
        if file.stage.isLive, ![.signing, .handling, .suspended].contains(file.stage) {
            tags.append(file.stage.chinese)
        }
        return tags
    }

    private func meta(_ file: Case) -> [String] {
        let state = file.state
        var meta: [String] = []
        if let arrived = state.arrivedAt { meta.append("到场 \(wording.instant(arrived))") }
        if let fedBack = state.feedbackAt, file.stage != .handling {
            meta.append("反馈 \(wording.instant(fedBack))")
        }
        if let closed = state.closedAt, file.stage == .closed { meta.append("结案 \(wording.instant(closed))") }
        if state.urges > 0 { meta.append("催办 \(state.urges) 次") }
        if state.callers > 1 { meta.append("\(state.callers) 位来电人") }
        if let verdict = state.verdict, verdict.kind == .judged, let satisfaction = verdict.satisfaction {
            meta.append(CodeList.satisfaction.chinese(satisfaction))
        }
        return meta
    }

    private func actions(_ file: Case, only: Set<EventName>, next: String) -> ActionForms {
        ActionForms(
            file,
            context.session,
            sight: .masked,
            at: wording.now,
            under: wording.rules,
            next: next,
            only: only
        )
    }

    /// The crew last sent, in the unit's own words.
    private func crew(of number: Case.Number) async throws -> String? {
        try await hotline.cases.open(number)?.1.last { $0.name == .assignCrew }?.words[Field.crew.rawValue]
    }
}

extension ActionForms {
    var all: [ActionForm] { primary + others + rare }
}
