import Casework
import Storage

extension CaseSheetMaker {
    var notes: [PageNote] {
        var notes: [PageNote] = []
        if isForgotten { notes.append(PageNote(.plain, "此案的个人信息已按规定清除。")) }
        if let pending = state.pending { notes.append(PageNote(.soon, words(of: pending))) }
        if state.proposesRecall {
            notes.append(PageNote(.soon, "地点或主题更正后，责任表给出另一个单位：建议收回重派。"))
        }
        if let parent = state.parent, file.stage == .linked {
            notes.append(PageNote(.plain, "已并入案件 \(parent)，随它办理。"))
        }
        if state.verdict?.isBad == true, file.stage == .callingBack {
            notes.append(PageNote(.over, "来电人不满意或未解决：等值班长决定重办。"))
        }
        let owes = state.answeredAt == nil && state.noAnswerReason == nil
        if owes, file.stage == .closing || file.stage.isFinal {
            notes.append(PageNote(.soon, "还欠来电人一个答复。"))
        }
        return notes
    }

    private func words(of pending: PendingRequest) -> String {
        var words = "待批：\(CodeList.request.chinese(pending.kind.rawValue))申请，"
        words += "\(names[pending.by] ?? "") \(wording.instant(pending.at)) 提"
        if let code = pending.reasonCode { words += "，原因：\(CodeList.returning.chinese(code))" }
        if let until = pending.until { words += "，到 \(wording.instant(until))" }
        if let unit = pending.properUnit { words += "，认为应由\(wording.unit(unit))办理" }
        if let opinion = pending.opinion { words += "，初审\(CodeList.opinion.chinese(opinion))" }
        if let clock = state.clocks[.request], clock.isRunning {
            words += "；请在 \(wording.instant(clock.due)) 前批复"
        }
        return words + "。"
    }

    func caller(_ personal: Personal) -> [PageFact] {
        var facts = [
            PageFact("称呼", personal.name ?? "未留"),
            PageFact("号码", personal.phone ?? "未留"),
            PageFact("回访", content.wantsCallback ? (content.hasPhone ? "要" : "要，但没有号码") : "不要"),
        ]
        if let reference = content.sourceReference { facts.append(PageFact("来源编号", reference)) }
        if content.isSolvedByItself { facts.append(PageFact("来电人称", "已解决")) }
        if !content.calls.isEmpty { facts.append(PageFact("通话", "\(content.calls.count) 次")) }
        return facts
    }

    func matter(_ personal: Personal) -> [PageFact] {
        var facts = [PageFact("描述", personal.description)]
        if let words = personal.expectation { facts.append(PageFact("期望", words)) }
        if let person = content.complainedOf {
            facts.append(PageFact("被投诉", "\(names[person] ?? "本热线工作人员")（本人回避）"))
        }
        if let code = content.category { facts.append(PageFact("类别", wording.category(code))) }
        if let code = content.standard { facts.append(PageFact("标准", wording.standard(code))) }
        if let limits = state.limits {
            let arrive = limits.arrive.map { "，\($0.words)到场" } ?? ""
            facts.append(PageFact("时限", "\(limits.finish.words)办结\(arrive)（\(limits.source.chinese)）"))
        }
        return facts
    }

    func place(_ personal: Personal) -> [PageFact] {
        let place = content.place
        var facts: [PageFact] = []
        func add(_ label: String, _ value: String?) {
            if let value, !value.isEmpty { facts.append(PageFact(label, value)) }
        }
        add("道路", [place.road, place.side, personal.houseNumber].compactMap { $0 }.joined(separator: " "))
        add("路口", place.crossRoad)
        add("小区", place.estate)
        add("参照物", place.landmark)
        add("区域", wording.areas(place.area))
        add("地址", personal.address)
        add("部件", place.component)
        if let lon = place.lon, let lat = place.lat { add("坐标", "\(lon)，\(lat)") }
        add("无地点", personal.noPlaceReason)
        return facts.isEmpty ? [PageFact("地点", "未填")] : facts
    }

    var people: [PageFact] {
        var facts = [PageFact("单位", state.unit.map { wording.unit($0) } ?? "还没有")]
        if let rule = state.unitRule { facts.append(PageFact("因为", rule)) }
        if !state.assisting.isEmpty {
            facts.append(PageFact("协办", state.assisting.map(wording.unit).joined(separator: "、")))
        }
        if let body = state.outsideBody {
            facts.append(PageFact("外部", wording.unit(body) + (state.theirNumber.map { "（\($0)）" } ?? "")))
        }
        facts.append(PageFact("跟踪人", state.follower.flatMap { names[$0] } ?? "无"))
        if let by = state.recordedBy, let at = state.recordedAt {
            facts.append(PageFact("登记", "\(names[by] ?? "") \(wording.instant(at))"))
        }
        if let parent = state.parent { facts.append(PageFact("主案", parent, path: "/cases/\(parent)")) }
        for child in state.children { facts.append(PageFact("并入", child, path: "/cases/\(child)")) }
        return facts
    }

    var result: [PageFact] {
        var facts: [PageFact] = []
        if let verdict = state.verdict {
            switch verdict.kind {
            case .unreached: facts.append(PageFact("评价", "联系不上"))
            case .declined: facts.append(PageFact("评价", "不愿评价"))
            case .judged:
                facts.append(PageFact("满意度", verdict.satisfaction.map(CodeList.satisfaction.chinese) ?? ""))
                facts.append(PageFact("解决", verdict.solved.map(CodeList.solved.chinese) ?? ""))
                facts.append(PageFact("态度", verdict.manner.map(CodeList.manner.chinese) ?? ""))
                if let grounds = verdict.accepted {
                    facts.append(PageFact("可结案", CodeList.grounds.chinese(grounds)))
                }
            }
        }
        for attempt in state.attempts {
            let again = attempt.callAgainAt.map { "，约 \(wording.instant($0))" } ?? ""
            facts.append(
                PageFact(
                    "没打通",
                    "\(wording.instant(attempt.at)) \(CodeList.outcome.chinese(attempt.outcome))\(again)"
                )
            )
        }
        if let at = state.answeredAt { facts.append(PageFact("已答复", wording.instant(at))) }
        if let reason = state.noAnswerReason {
            facts.append(PageFact("未答复", CodeList.noAnswer.chinese(reason)))
        }
        return facts
    }

    var orders: [PageFact] {
        state.orders.map { order in
            let reply =
                order.repliedAt.map { "\(wording.instant($0)) 已回复" }
                ?? order.replyBy.map { "等回复，限 \(wording.instant($0))" } ?? "等回复"
            let by = names[order.by] ?? ""
            return PageFact(
                order.number,
                "\(CodeList.level.chinese(order.level)) · \(by) \(wording.instant(order.at)) · \(reply)"
            )
        }
    }
}
