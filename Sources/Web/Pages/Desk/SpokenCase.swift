import Casework

/// What an agent says aloud to somebody who asks “how is my case?”: where it is, who has it, since when, until when.
struct SpokenCase: Sendable {
    let wording: Wording

    /// The whole sentence, in quotation marks.
    func sentence(of file: Case) -> String { "“您反映的\(matter(file))，\(state(file))”" }

    private func matter(_ file: Case) -> String {
        let topic = wording.topic(file.state.content.topic)
        let road = [file.state.content.place.road, file.state.content.place.side].compactMap { $0 }.joined()
        let place = road.isEmpty ? file.state.content.place.estate ?? "" : road
        if topic.isEmpty { return place.isEmpty ? "事情" : "\(place)的事情" }
        return place + topic
    }

    private func state(_ file: Case) -> String {
        let state = file.state
        let unit = wording.unit(state.unit)
        switch file.stage {
        case .draft: return "我正在登记。"
        case .intake, .registering: return "\(at(state.recordedAt))已登记，我们正在核对立案，马上派给责任单位。"
        case .verifying: return "我们已请监督员到现场核实\(until(file))，核实后马上派单。"
        case .dispatching: return "已经立案，正在派给责任单位\(until(file))。"
        case .coordinating: return "涉及几个单位，我们正在协调由谁办理\(until(file))，定下来就派单。"
        case .signing: return "\(at(state.dispatchedAt))已派给\(unit)，等对方签收\(finish(file))\(callBack(file))。"
        case .handling: return handling(file, unit)
        case .suspended: return "\(unit)因条件所限暂时做不了，已批准缓办\(suspended(file))，到时接着办\(callBack(file))。"
        case .forwarded: return "已转给\(wording.unit(state.outsideBody))办理\(until(file))，有答复我们告诉您。"
        case .feedback: return "\(unit)\(at(state.feedbackAt))反馈已经办好，我们正在审核\(callBack(file))。"
        case .checking: return "\(unit)\(at(state.feedbackAt))反馈已经办好，我们正派人到现场看\(callBack(file))。"
        case .callingBack: return "\(unit)\(at(state.feedbackAt))反馈已经办好，正要给您回访：请问解决了吗？您满意吗？"
        case .closing: return "已经办好，正在结案。您看还有什么问题？"
        case .linked: return "和另一位市民反映的是同一件，正一起办理，办好我们给您回电话。"
        case .answered: return "\(at(state.endedAt))已经答复过您。您还有哪里不清楚？"
        case .closed: return "\(at(state.closedAt))已经办结。如果又出现或者没有解决，我马上请值班长重办。"
        case .notAccepted, .notRegistered: return "\(at(state.endedAt))没有立案，原因当时已经告诉您。情况有变化，我重新登记。"
        case .voided: return "\(at(state.endedAt))已撤销。如果还需要办，我重新登记。"
        }
    }

    private func handling(_ file: Case, _ unit: String) -> String {
        let state = file.state
        var words = "\(unit)\(at(state.signedAt))已签收"
        words += state.arrivedAt.map { "，\(instant($0))已到现场，正在处置" } ?? "，正在处置"
        if let handle = state.clocks[.handle], handle.isRunning, handle.isOverdue(at: wording.now) {
            return words + "，原定\(instant(handle.due))办好，现在晚了，我马上替您催办。"
        }
        return words + finish(file) + callBack(file) + "。"
    }

    private func finish(_ file: Case) -> String {
        guard let handle = file.state.clocks[.handle], handle.isRunning, handle.due > wording.now else {
            return ""
        }
        return "，最迟\(instant(handle.due))办好"
    }

    private func until(_ file: Case) -> String {
        guard let clock = file.waitingClock, clock.isRunning, clock.due > wording.now else { return "" }
        return "，最迟\(instant(clock.due))"
    }

    private func suspended(_ file: Case) -> String {
        file.state.clocks[.suspend].map { "到\(instant($0.due))" } ?? ""
    }

    private func callBack(_ file: Case) -> String {
        file.state.content.wantsCallback && file.state.content.hasPhone ? "，办好我们给您回电话" : ""
    }

    private func at(_ instant: Timestamp?) -> String { instant.map { self.instant($0) } ?? "" }

    /// `今早 9 点 12 分`, `明天下午 5 点半`, `4 月 5 日上午 10 点`.
    func instant(_ instant: Timestamp) -> String {
        let time = wording.rules.time
        let (hour, minute, _) = time.hourMinuteSecond(instant)
        let part =
            switch hour {
            case 0..<6: "凌晨"
            case 6..<9: "早上"
            case 9..<12: "上午"
            case 12..<13: "中午"
            case 13..<18: "下午"
            default: "晚上"
            }
        let twelve = hour > 12 ? hour - 12 : hour
        let words = minute == 0 ? "\(twelve) 点" : minute == 30 ? "\(twelve) 点半" : "\(twelve) 点 \(minute) 分"
        return "\(day(of: instant))\(part) \(words)"
    }

    private func day(of instant: Timestamp) -> String {
        let time = wording.rules.time
        let (day, today) = (time.day(of: instant), time.day(of: wording.now))
        if day == today { return "今天" }
        if day == today + 1 { return "明天" }
        if day == today + 2 { return "后天" }
        if day == today + -1 { return "昨天" }
        return wording.day(day)
    }
}
