import Casework
import Storage

/// Makes the rows of `/unit`: the deadline, where, what, and the one next thing to do.
struct UnitRowMaker {
    let context: StaffContext
    let wording: Wording
    let unit: Casework.Unit.ID
    let view: UnitView
    /// What the unit's managers said whom they send.
    let crews: [Case.Number: CaseEvent]

    func job(_ file: Case) -> Job {
        let allowed = Set(file.allowed(to: context.person, at: wording.now, under: wording.rules))
        let row = JobRow(
            file,
            at: "/unit/cases/\(file.number)" + (wanted.map { "?open=\($0.rawValue)" } ?? ""),
            wording,
            tags: JobRow.urgency(of: file) + tags(file),
            meta: meta(file),
            due: due(file)
        )
        var job = Job(row: row, hasWords: crews[file.number] != nil)
        job.row.isPickable = allowed.contains(.sign)
        if let next = [EventName.sign, .arrive].first(where: allowed.contains), view.tab != .crew {
            let form = StepForm(
                path: "/cases/\(file.number)/events/\(next.rawValue)",
                token: context.session.formToken,
                version: file.state.version,
                next: "/unit?\(view.query())",
                words: next.chinese,
                isPrimary: next == .sign
            )
            job.step = [form]
        } else {
            job.row.link = words(allowed)
            job.row.isCalm = job.row.link == "查看"
        }
        return job
    }

    /// What this tab is about, where its form stands one level down.
    private var wanted: EventName? {
        switch view.tab {
        case .crew: .assignCrew
        case .orders: .supervisionReply
        case .appeal: .requestAppeal
        case .todo, .sign, .handle, .wait, .done, .month: nil
        }
    }

    private func words(_ allowed: Set<EventName>) -> String {
        switch view.tab {
        case .crew where allowed.contains(.assignCrew): "派班组"
        case .orders where allowed.contains(.supervisionReply): "回复"
        case .appeal where allowed.contains(.requestAppeal): "申诉"
        default: allowed.contains(.submitFeedback) ? "反馈" : allowed.contains(.resume) ? "恢复" : "查看"
        }
    }

    private func due(_ file: Case) -> [Due]? {
        guard view.tab == .orders, let order = file.state.orders.first(where: { $0.repliedAt == nil }),
            let by = order.replyBy
        else {
            // Among what is to be signed and what is to be done the word says which deadline it is.
            return wording.due(of: file).map { [file.stage == .signing ? $0.saying("签收") : $0] }
        }
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

    private func tags(_ file: Case) -> [PageTag] {
        let state = file.state
        var tags: [PageTag] = []
        if state.unit != unit { tags.append(PageTag(.line, "协办")) }
        if let pending = state.pending {
            tags.append(PageTag(.line, "\(CodeList.request.chinese(pending.kind.rawValue))待批"))
        }
        if state.redos > 0 { tags.append(PageTag(.line, "重办 \(state.redos)")) }
        if state.reworks > 0 { tags.append(PageTag(.line, "返工 \(state.reworks)")) }
        if state.orders.contains(where: { $0.repliedAt == nil }) { tags.append(PageTag(.critical, "督办待回复")) }
        if state.content.kind == "complaint" { tags.append(PageTag(.plain, "投诉")) }
        if state.content.isConfidential { tags.append(PageTag(.plain, "保密")) }
        if file.stage.isLive, ![.signing, .handling].contains(file.stage) {
            tags.append(PageTag(.stage, file.stage.chinese))
        }
        return tags
    }

    private func meta(_ file: Case) -> [String] {
        let state = file.state
        var meta: [String] = []
        if let crew = crews[file.number]?.words[Field.crew.rawValue] { meta.append("派 \(crew)") }
        if let words = arriveBy(file) { meta.append(words) }
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

    private func arriveBy(_ file: Case) -> String? {
        guard file.stage == .handling, file.state.arrivedAt == nil, let clock = file.state.clocks[.arrive],
            clock.isRunning
        else { return nil }
        return clock.isOverdue(at: wording.now)
            ? "到场超 \(wording.span(wording.now - clock.due))" : "到场剩 \(wording.span(clock.due - wording.now))"
    }
}

extension Due {
    /// `剩 14 分` as `签收剩 14 分`.
    func saying(_ what: String) -> Due { Due(kind: kind, words: what + words, exact: exact) }
}
