import Casework

/// What is said and shown of a callback.
struct CallbackWords: Sendable {
    let wording: Wording

    func topic(_ file: Case) -> String {
        let topic = wording.topic(file.state.content.topic)
        return topic.isEmpty ? "未分类" : topic
    }

    /// 许女士, or as little as may be seen.
    func caller(_ personal: Personal) -> String { personal.name ?? "来电人" }

    /// `第 2 次，上次无人接听 14:05`.
    func attempts(_ file: Case) -> String {
        let attempts = file.state.attempts
        guard let last = attempts.last else { return "第 1 次" }
        return
            "第 \(attempts.count + 1) 次，上次\(CodeList.outcome.chinese(last.outcome)) \(wording.instant(last.at))"
    }

    /// What the agent says first.
    func opening(_ file: Case, _ personal: Personal) -> String {
        let state = file.state
        var words = "“您好，\(wording.rules.hotline) 回访。"
        if let recorded = state.recordedAt {
            words += "您 \(wording.instant(recorded)) 反映“\(topic(file))”"
            let place = wording.place(state.content, Personal())
            words += state.content.hasPlace ? "（\(place)），" : "，"
        }
        if let unit = state.unit {
            words += wording.unit(unit)
            if let arrived = state.arrivedAt { words += " \(wording.instant(arrived)) 到场，" }
            if let feedback = state.feedbackAt {
                words += "\(state.arrivedAt == nil ? " " : "")\(wording.instant(feedback)) 反馈已处置。"
            }
        }
        return words + "想请您评价一下。”"
    }

    /// The story in a line each, with the unit's words.
    func story(_ events: [CaseEvent]) -> [FactRow] {
        let shown: Set<EventName> = [
            .arrive, .submitFeedback, .extendApproved, .suspendApproved, .resume, .passToCallback,
            .checkPassToCallback,
            .redo, .rework, .checkFail, .callbackAttempt, .recordVerdict, .sign, .autoSign, .urge,
            .answerCaller,
        ]
        return events.enumerated().compactMap { index, event in
            guard index == 0 || shown.contains(event.name) else { return nil }
            var words = index == 0 ? "登记" : event.name.chinese
            if case .text(let outcome)? = event.fields[.outcome] {
                words += "：\(CodeList.outcome.chinese(outcome))"
            }
            if [.submitFeedback, .redo, .rework].contains(event.name),
                let said = event.words["note"] ?? event.words["reason"]
            {
                words += "：\(said)"
            }
            return FactRow(name: wording.instant(event.at), value: words)
        }
    }
}
