import Casework

/// The arithmetic of a request: limit, used, asked for, and what the rules still allow.
struct ApprovalSums {
    let file: Case
    let wording: Wording

    private var state: CaseState { file.state }
    private var policy: Policy { wording.rules.policy }

    var request: [(String, String)] {
        guard let pending = state.pending else { return [] }
        switch pending.kind {
        case .return: return returning(pending)
        case .extension: return handling + extending(pending)
        case .suspension: return handling + suspending(pending)
        case .appeal: return appealing(pending)
        }
    }

    var coordination: [(String, String)] {
        let route = file.route(under: wording.rules)
        let best = route.best.map { "\(wording.unit($0.unit))：\($0.rule)" }
        return [
            ("已退单", "\(state.returns) 次，满 \(policy.returnsBeforeCoordination) 次须协调"),
            ("责任表", best.isEmpty ? "没有匹配的单位" : best.joined(separator: "；")),
        ] + (state.redos > 0 ? [("已重办", "\(state.redos) 次，提级督办")] : [])
    }

    /// What the unit's time looks like now.
    private var handling: [(String, String)] {
        guard let clock = state.clocks[.handle] else { return [] }
        let keeper = wording.keeper(of: clock)
        let used = clock.usedSeconds(at: wording.now, by: keeper)
        let limit = clock.written?.chinese ?? wording.span(clock.limit)
        let left = clock.limit - used
        return [
            ("时限", "\(limit)（\(clock.measure.chinese)），限 \(wording.instant(clock.due))"),
            (
                "已用",
                "\(wording.span(used)) / \(wording.span(clock.limit))"
                    + (left < 0 ? "，已超 \(wording.span(-left))" : "，余 \(wording.span(left))")
            ),
        ]
    }

    private func extending(_ pending: PendingRequest) -> [(String, String)] {
        var rows = [("已批延期", "\(state.extensions) 次，最多 \(policy.extensionMax) 次")]
        guard let until = pending.until, let clock = state.clocks[.handle] else { return rows }
        let keeper = wording.keeper(of: clock)
        let added = keeper.seconds(clock.measure, from: clock.due, to: until)
        rows.append(
            (
                "申请",
                "\(wording.instant(clock.due)) ＋ \(wording.span(added))（\(clock.measure.chinese)）＝ \(wording.instant(until))"
            )
        )
        let latest = keeper.adding(clock.original, clock.measure, to: clock.due)
        rows.append(
            (
                "上限",
                "每次不超过一个原时限（\(wording.span(clock.original))），最晚 \(wording.instant(latest))"
                    + (until > latest ? "：申请超限" : "：未超限")
            )
        )
        if state.content.source == "12345" {
            let day = keeper.working.workSecondsOfADay(at: keeper.working.time.day(of: clock.due))
            let asked = state.extendedWorkSeconds + keeper.working.seconds(from: clock.due, to: until)
            rows.append(
                (
                    "12345 合计",
                    "\(wording.span(asked)) / \(wording.span(policy.extension12345WorkDays * day))（工作时间）"
                )
            )
        }
        return rows
    }

    private func suspending(_ pending: PendingRequest) -> [(String, String)] {
        let time = wording.rules.time
        var rows = [("已挂账", "\(state.suspensions) 次，最多 \(policy.suspensionMax) 次")]
        if let until = pending.until {
            let days = time.day(of: until) - time.day(of: wording.now)
            rows.append(("申请", "挂到 \(wording.minute(until))，\(days) 天，最长 \(policy.suspensionDays) 天"))
        }
        return rows
    }

    private func returning(_ pending: PendingRequest) -> [(String, String)] {
        var rows = [("已退单", "\(state.returns) 次，满 \(policy.returnsBeforeCoordination) 次须协调")]
        if let code = pending.reasonCode { rows.append(("原因", CodeList.returning.chinese(code))) }
        if let proper = pending.properUnit { rows.append(("应由", wording.unit(proper))) }
        if let rule = state.unitRule { rows.append(("派单依据", rule)) }
        let route = file.route(under: wording.rules)
        let candidates = (route.best + route.runnersUp).prefix(3).map {
            "\(wording.unit($0.unit))：\($0.rule)"
        }
        if !candidates.isEmpty { rows.append(("责任表", candidates.joined(separator: "；"))) }
        if let end = file.returnWindowEnd(under: wording.rules) {
            let isInTime = pending.at <= end
            rows.append(
                (
                    "退单时限",
                    "到 \(wording.instant(end))，申请于 \(wording.instant(pending.at))，\(isInTime ? "未过" : "已过")"
                )
            )
        }
        return rows
    }

    private func appealing(_ pending: PendingRequest) -> [(String, String)] {
        var rows = [
            (
                "事由",
                [state.wasOverdue ? "超期" : "", state.reworks > 0 ? "返工 \(state.reworks) 次" : ""]
                    .filter { !$0.isEmpty }.joined(separator: "、")
            )
        ]
        if let closed = state.closedAt { rows.append(("结案", wording.instant(closed))) }
        rows.append(("初审", pending.opinion.map { CodeList.opinion.chinese($0) } ?? "未初审"))
        return rows
    }
}
