import Casework

extension ApprovalSums {
    /// What a yes would bring: the new deadline, the clocks that stop or begin, what is counted.
    var cost: [(String, String)] {
        switch file.stage {
        case .coordinating:
            return [("裁定后", "处置钟按新单位重新起算，指定单位不能再退单")]
        case .callingBack: return redo
        default: break
        }
        guard let pending = file.state.pending else { return [] }
        return switch pending.kind {
        case .extension: longer(pending)
        case .suspension: suspended(pending)
        case .return: returned
        case .appeal: [("成立后", "事实不变，这一件考核不计")]
        }
    }

    /// What the caller said of the work, and how often it was done.
    var judgement: [(String, String)] {
        var rows: [(String, String)] = []
        if let verdict = file.state.verdict {
            let words = [
                verdict.satisfaction.map(CodeList.satisfaction.chinese),
                verdict.solved.map(CodeList.solved.chinese), verdict.manner.map(CodeList.manner.chinese),
            ].compactMap { $0 }
            rows.append(("评价", words.joined(separator: " · ")))
        }
        rows.append(("已重办", "\(file.state.redos) 次，最多 \(wording.rules.policy.redoMax) 次，再不满意须提级督办"))
        if let feedback = file.state.feedbackAt { rows.append(("反馈", wording.instant(feedback))) }
        return rows
    }

    private func longer(_ pending: PendingRequest) -> [(String, String)] {
        guard let until = pending.until, let clock = file.state.clocks[.handle] else { return [] }
        let left = until - wording.now
        return [
            (
                "同意后",
                "时限由 \(wording.instant(clock.due)) 改为 \(wording.instant(until))，从现在起还有 \(wording.span(left))；"
                    + "来电人多等 \(wording.span(until - clock.due))"
            ),
            ("驳回后", "时限不变，\(wording.due(clock).words)"),
        ]
    }

    private func suspended(_ pending: PendingRequest) -> [(String, String)] {
        guard let until = pending.until, let clock = file.state.clocks[.handle] else { return [] }
        let keeper = wording.keeper(of: clock)
        let left = max(0, clock.limit - clock.usedSeconds(at: wording.now, by: keeper))
        let due = keeper.adding(left, clock.measure, to: until)
        return [
            (
                "同意后",
                "处置停钟，\(wording.instant(until)) 自动恢复，还剩 \(wording.span(left))，新时限 \(wording.instant(due))；须告知来电人"
            ),
            ("驳回后", "时限不变，\(wording.due(clock).words)"),
        ]
    }

    private var returned: [(String, String)] {
        let dispatch = wording.rules.policy.dispatch
        let due = wording.rules.hall.due(dispatch, from: wording.now)
        return [
            ("同意后", "处置停钟，回到派遣员手里，\(wording.instant(due)) 前另派；换单位则处置钟重新起算"),
            ("驳回后", "仍由原单位办，记错误退单 1 次"),
        ]
    }

    private var redo: [(String, String)] {
        guard file.state.unit != nil else { return [("退回后", "还没有单位办过，回到派遣员手里")] }
        let limit = wording.rules.policy.redo
        let due = wording.rules.timekeeper(of: file.state.unit).due(limit, from: wording.now)
        return [
            ("重办后", "同一单位再办，最迟 \(wording.instant(due))（重办限 \(limit.words)，自身时限更短的从短），督办升一级"),
            ("可结案", "须说明依据，仍计不满意"),
        ]
    }
}
