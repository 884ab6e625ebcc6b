import Casework

/// For whom a case waits, and for what, in a few words.
struct WaitingFor: Sendable {
    let file: Case
    let person: Person
    let wording: Wording

    private var state: CaseState { file.state }
    private var isForReader: Bool { file.waits(for: person) }

    var words: String { ([whom] + circumstances).filter { !$0.isEmpty }.joined(separator: "，") }

    private var whom: String {
        if let word = file.awaitedWord {
            let whom = isForReader ? "您" : word.giver
            guard let pending = state.pending else { return "等\(whom)决定：来电人不满意" }
            return "等\(whom)批\(CodeList.request.chinese(pending.kind.rawValue))"
        }
        if let role = file.stage.waitingRole { return "等\(isForReader ? "您" : role.chinese)\(deed)" }
        switch file.stage {
        case .signing: return isForReader ? "等您签收" : "等单位签收"
        case .handling: return isForReader ? "等您处置" : state.arrivedAt == nil ? "等单位处置" : "单位已到场"
        case .linked: return "随主案办理"
        default: return ""
        }
    }

    private var deed: String {
        switch file.stage {
        case .intake: "受理"
        case .forwarded: "记外部答复"
        case .feedback: "审核反馈"
        case .callingBack: "回访"
        case .registering: "立案"
        case .closing: "结案"
        case .dispatching: "派遣"
        case .verifying: "核实"
        case .checking: "核查"
        case .coordinating: "裁定"
        default: ""
        }
    }

    private var circumstances: [String] {
        var words: [String] = []
        if let pending = state.pending {
            var request = ""
            if let until = pending.until { request += "到 \(wording.instant(until))" }
            if let code = pending.reasonCode { request += CodeList.returning.chinese(code) }
            words.append(request)
        }
        if state.isUnrouted { words.append("未定责") }
        if state.proposesRecall { words.append("建议收回重派") }
        if state.callers > 1 { words.append("\(state.callers) 位来电人") }
        if state.urges > 0 { words.append("催办 \(state.urges) 次") }
        if state.orders.contains(where: { $0.repliedAt == nil }) { words.append("督办待回复") }
        if state.redos > 0 { words.append("重办 \(state.redos) 次") }
        if !state.attempts.isEmpty { words.append("回访 \(state.attempts.count) 次未果") }
        return words
    }
}

extension AwaitedWord {
    /// Who mostly gives it.
    fileprivate var giver: String {
        switch self {
        case .return, .extension: "派遣员"
        case .secondExtension, .suspension, .appeal, .judgement: "值班长"
        case .reviewedAppeal: "考核员"
        }
    }
}
