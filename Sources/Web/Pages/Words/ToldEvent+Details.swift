import Casework

extension ToldEvent {
    /// What stands under the sentence: the rule, the limits, the deadlines, and what else followed.
    var details: [String] {
        var details = event.facts.compactMap(detail)
        let deadlines = event.facts.compactMap {
            if case .clock(let change) = $0 { deadline(change) } else { nil }
        }
        if !deadlines.isEmpty { details.append(deadlines.joined(separator: "；")) }
        if case .measured(let values)? = event.fields[.measured] {
            details.append(
                values.sorted { $0.key < $1.key }.map { "\(Measurement.words($0.key)) \($0.value)" }.joined(
                    separator: "，"
                )
            )
        }
        if let standard = event.fields[.standard], case .text(let code) = standard {
            details.append("立案标准：\(wording.standard(code))")
        }
        return details
    }

    /// People's own words, in the order in which they are read.
    var quotes: [String] {
        var names = ["answer", "reason", "note", "words", "conclusion"]
        if event.facts.contains(where: { if case .recorded = $0 { true } else { false } }) {
            names.insert("description", at: 0)
        }
        var quotes = names.compactMap { event.words[$0] }.filter { !$0.isEmpty && $0 != shown }
        if let reason = event.words["noPhotoReason"] { quotes.append("没有照片：\(reason)") }
        return quotes
    }

    private func detail(_ fact: Fact) -> String? {
        switch fact {
        case .unit(_, let rule): return rule.isEmpty ? nil : "因为：\(rule)"
        case .limits(let limits):
            return "按\(limits.source.chinese)，\(limits.finish.words)办结" + arrival(limits)
        case .fedBack(let overdue): return overdue ? "已超过处置时限" : nil
        case .late(let mark): return mark.chinese
        case .unrouted(true): return "责任表没有唯一的单位，列入未定责"
        case .proposesRecall(true): return "地点或主题已变，责任表给出另一个单位：建议收回重派"
        case .ordered(let order):
            return "督办单 \(order.number)" + (order.replyBy.map { "，要求 \(wording.instant($0)) 前回复" } ?? "")
        case .noAnswer(let reason): return "未答复来电人：\(CodeList.noAnswer.chinese(reason))"
        case .answered: return event.name == .answerCaller ? nil : "已答复来电人"
        case .coordinated(let number): return "协调单 \(number)"
        case .cannotReturn(true): return "经裁定，不能再退单"
        case .exempt: return "免予考核"
        case .recorded, .clock, .amended, .stage, .follower, .unrouted, .unitCleared, .assisting, .outside,
            .classified, .urgency,
            .dispatched, .signed, .arrived, .notArrived, .counted, .pending, .cannotReturn, .proposesRecall,
            .attempted,
            .verdict, .attemptsForgotten, .answerOwedAnew, .orderReplied, .card, .checkTimedOut, .parent,
            .child, .called,
            .closed, .notClosed, .urgeNotified:
            return nil
        }
    }

    private func arrival(_ limits: ChosenLimits) -> String {
        limits.arrive.map { "，\($0.words)到场" } ?? ""
    }

    private func deadline(_ change: ClockChange) -> String? {
        switch change {
        case .started(let clock):
            switch clock.kind {
            case .handle:
                "处置限 \(wording.instant(clock.due)) 前" + (clock.round > 1 ? "（第 \(clock.round) 轮）" : "")
            case .suspend: "挂账到 \(wording.instant(clock.due))"
            case .arrive: "到场限 \(wording.instant(clock.due)) 前"
            case .intake, .accept, .verify, .dispatch, .coordinate, .sign, .request, .outside, .review,
                .check, .callback,
                .close:
                "\(clock.kind.chinese)限 \(wording.instant(clock.due)) 前"
            }
        case .resumed(let kind, let due): "\(kind.chinese)钟接着走，限 \(wording.instant(due)) 前"
        case .changed(let kind, _, _, _, let due): "\(kind.chinese)时限改为 \(wording.instant(due))"
        case .paused(let kind, let used): kind == .handle ? "处置停钟，已\(wording.used(used))" : nil
        case .stopped, .forgotten: nil
        }
    }
}

/// Fields that corrections name, in people's words.
enum CorrectedField {
    static func words(_ name: String) -> String { names[name] ?? name }

    static func value(_ value: String?, of name: String, _ wording: Wording) -> String {
        guard let value, !value.isEmpty else { return "（空）" }
        switch name {
        case "topic": return wording.topic(value)
        case "category": return wording.category(value)
        case "standard": return wording.standard(value)
        case "kind": return CodeList.kind.chinese(value)
        case "place.area": return wording.area(value)
        default: return value == "true" ? "是" : value == "false" ? "否" : value
        }
    }

    private static let names = [
        "topic": "主题", "category": "类别", "standard": "立案标准", "kind": "诉求类型", "description": "问题描述",
        "expectation": "来电人期望", "callerSaysSolved": "来电人称已解决", "complainedOf": "被投诉的受理员",
        "caller.phone": "来电号码", "caller.name": "称呼",
        "caller.wantsCallback": "要回访", "caller.confidential": "保密", "place.area": "区域", "place.road": "道路",
        "place.side": "路侧", "place.crossRoad": "交叉路", "place.estate": "小区", "place.landmark": "参照物",
        "place.component": "部件", "place.community": "社区", "place.grid": "网格", "place.lon": "经度",
        "place.lat": "纬度", "place.houseNumber": "门牌", "place.address": "详细地址",
        "place.noPlaceReason": "无地点的原因",
    ]
}
