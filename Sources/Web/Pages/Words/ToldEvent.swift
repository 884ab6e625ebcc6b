import Casework

/// One event on the way to its sentence.
struct ToldEvent: Sendable {
    let event: CaseEvent
    let before: CaseState
    let after: CaseState
    let wording: Wording
    let names: [Person.ID: String]
    /// What the page shows above the story, and the story need not tell again.
    let shown: String

    var who: String { names[event.by] ?? "工号 \(event.by)" }
    private var unit: String { wording.unit(after.unit ?? before.unit) }

    /// The sentence itself.
    var what: String {
        switch event.name {
        case .submit: "\(arrival)，\(who)登记提交，并做跟踪人"
        case .receive: "\(arrival)，\(who)收件登记"
        case .answerDirectly: isFirst ? "\(arrival)，\(who)当场答复办结" : "\(who)直接答复办结"
        case .quickDispatch: isFirst ? "\(arrival)，\(who)登记并直派\(unit)" : "\(who)直派\(unit)"
        case .accept: "\(who)受理，并做跟踪人"
        case .refuseAccept: "\(who)不予受理：\(code(.reasonCode, .refuseAccept))"
        case .sendVerify: "\(who)请监督员到现场核实"
        case .verifyFeedback: "\(who)现场核实：\(code(.finding, .finding))"
        case .verifyTimeout: "核实超时，回到待立案"
        case .register: "\(who)立案"
        case .decline: "\(who)不予立案：\(code(.reasonCode, .decline))"
        case .dispatch: "\(who)派给\(unit)"
        case .backToRegister: "\(who)退回立案"
        case .startCoordination: "\(who)提请协调：\(units(.units))"
        case .decide: "\(who)裁定由\(unit)主办" + (units(.assisting).isEmpty ? "" : "，\(units(.assisting))协办")
        case .recall: "\(who)收回派给\(wording.unit(before.unit))的工单"
        case .forwardOut: "\(who)转\(wording.unit(after.outsideBody))办理" + theirNumber
        case .outsideAnswered: "\(wording.unit(after.outsideBody))已答复，\(who)记录" + theirNumber
        case .outsideRefused: "\(wording.unit(before.outsideBody))未办，\(who)退回派遣"
        case .contactUnit: "\(who)\(code(.channel, .channel))联系\(unit)" + (event.words["person"] ?? "")
        case .sign: actor("签收") + used(.sign)
        case .autoSign: "\(unit)未签收，到时自动签收"
        case .arrive: actor("到场") + used(.arrive)
        case .assignCrew: "\(who)派班组：\(event.words["crew"] ?? "")"
        case .submitFeedback: actor("反馈处置情况") + used(.handle)
        case .requestReturn: actor("申请退单：\(code(.reasonCode, .returning))")
        case .returnApproved: "\(who)同意退单（第 \(after.returns) 次）"
        case .returnRejected: "\(who)驳回退单"
        case .requestExtension: actor("申请延期到\(until)")
        case .extendApproved: "\(who)同意延期（第 \(after.extensions) 次，最多 \(wording.rules.policy.extensionMax) 次）"
        case .extendRejected: "\(who)驳回延期"
        case .requestSuspension: actor("申请挂账到\(until)")
        case .suspendApproved: "\(who)同意挂账"
        case .suspendRejected: "\(who)驳回挂账"
        case .resume: event.by == 0 ? "挂账到期，恢复处置" : "\(who)恢复处置"
        case .cancelRequest: actor("撤回\(code(.request, .request))申请")
        default: whatLater
        }
    }

    /// From the review of the result on, and what may happen at any time.
    private var whatLater: String {
        switch event.name {
        case .passToCallback: "\(who)审核通过，转回访"
        case .passToCheck: "\(who)请监督员到现场核查"
        case .passToClose: "\(who)审核通过，转结案"
        case .rework: "\(who)退回返工（第 \(after.reworks) 次）"
        case .backToDispatch: "\(who)退回派遣"
        case .checkPass: "\(who)核查通过，转结案"
        case .checkPassToCallback: "\(who)核查通过，转回访"
        case .checkFail: "\(who)核查不通过（返工第 \(after.reworks) 次）"
        case .checkTimeout: "核查超时"
        case .callbackAttempt: "\(who)回访：\(code(.outcome, .outcome))" + callAgain
        case .recordVerdict: "\(who)回访，来电人评价：\(verdict)"
        case .callerSatisfied: "\(who)回访，来电人评价：\(verdict)，转结案"
        case .callerUnreachable: "\(who)多次联系不上来电人，转结案"
        case .callerDeclined: "\(who)回访，来电人不愿评价，转结案"
        case .redo:
            "\(who)要求重办（第 \(after.redos) 次）" + (event.fields[.satisfaction] == nil ? "" : "，来电人评价：\(verdict)")
        case .escalate: "\(who)提级督办"
        case .acceptDissatisfied: "\(who)认定可结案：\(code(.grounds, .grounds))（仍计不满意）"
        case .close: "\(who)结案"
        case .closeReject: "\(who)退回处置（返工第 \(after.reworks) 次）"
        case .reopen: "\(who)重新办理（重办第 \(after.redos) 次）"
        case .convert: "\(who)转立案"
        case .void: "\(who)作废：\(code(.reasonCode, .void))"
        case .link: "\(who)并入案件 \(event.text(.into))"
        case .unlink: "\(who)解除并案"
        case .parentDone: "主案已办，转回访"
        case .parentClosed: "主案已结，转结案"
        case .parentGone: "主案已撤，回到待立案"
        case .amend: "\(who)更正：\(changes)"
        case .addCallerWords: "来电人再次来电，\(who)追记"
        case .answerCaller: "\(who)\(code(.channel, .channel))答复来电人"
        case .comment: "\(who)批注"
        case .urge:
            isAboutChild ? "又有来电人反映同一件，\(who)并案（共 \(after.callers) 位）" : "\(who)催办（第 \(after.urges) 次）"
        case .supervise: "\(who)下达\(code(.level, .level))"
        case .supervisionReply: actor("回复督办单 \(event.text(.order))")
        case .card: event.text(.level) == "red" ? "红牌：已超过处置时限" : "黄牌：处置时限将到"
        case .raiseUrgency: "\(who)把紧急程度提高到“\(after.urgency.chinese)”"
        case .lowerUrgency: "\(who)把紧急程度降为“\(after.urgency.chinese)”"
        case .handOver: "\(who)把跟踪移交给\(follower)"
        case .requestAppeal: "\(who)申诉"
        case .appealReviewed: "\(who)申诉初审：\(code(.opinion, .opinion))"
        case .appealApproved: "\(who)认定申诉成立，免予考核"
        case .appealRejected: "\(who)认定申诉不成立"
        default: "\(who)\(event.name.chinese)"
        }
    }

    // MARK: Pieces

    private var follower: String { after.follower.map { names[$0] ?? "工号 \($0)" } ?? "" }

    var isFirst: Bool { event.sequence == 1 }

    private var arrival: String {
        let kind = CodeList.kind.chinese(after.content.kind)
        let source = after.content.source
        return source == "phone" ? "来电\(kind)" : "\(CodeList.source.chinese(source))来件（\(kind)）"
    }

    /// Who of the unit did it: the person, or whom the hall's person names.
    private func actor(_ deed: String) -> String {
        if let name = event.words["by"] { return "\(unit)\(name)\(deed)（\(who)代记）" }
        return "\(unit) \(who)\(deed)"
    }

    func code(_ field: Field, _ list: CodeList) -> String { list.chinese(event.text(field)) }

    private func units(_ field: Field) -> String {
        guard case .texts(let ids)? = event.fields[field] else { return "" }
        return ids.map(wording.unit).joined(separator: "、")
    }

    private var theirNumber: String { after.theirNumber.map { "（对方编号 \($0)）" } ?? "" }

    private var until: String {
        guard case .instant(let at)? = event.fields[.until] else { return "" }
        return " " + wording.instant(at)
    }

    private var callAgain: String {
        guard case .instant(let at)? = event.fields[.at] else { return "" }
        return "，约 \(wording.instant(at)) 再打"
    }

    private func used(_ kind: ClockKind) -> String {
        for case .clock(.stopped(kind, let used)) in event.facts {
            guard let clock = before.clocks[kind] else { continue }
            return "（限 \(wording.span(clock.limit))，\(wording.used(used))）"
        }
        return ""
    }

    private var verdict: String {
        [
            (Field.satisfaction, CodeList.satisfaction), (.solved, .solved), (.manner, .manner),
        ].compactMap { field, list in event.fields[field] == nil ? nil : code(field, list) }.joined(
            separator: "，"
        )
    }

    private var isAboutChild: Bool { event.facts.contains { if case .child = $0 { true } else { false } } }

    private var changes: String {
        guard case .amendment(let amendment)? = event.fields[.changes] else { return "" }
        return amendment.changes.map { change in
            let name = CorrectedField.words(change.field)
            guard change.before != nil || change.after != nil else { return "\(name)（内容不在此显示）" }
            let before = CorrectedField.value(change.before, of: change.field, wording)
            return "\(name) \(before) → \(CorrectedField.value(change.after, of: change.field, wording))"
        }.joined(separator: "；")
    }
}

extension CaseEvent {
    /// A field's code or mark; empty if it was not given.
    func text(_ field: Field) -> String { if case .text(let text)? = fields[field] { text } else { "" } }
}
