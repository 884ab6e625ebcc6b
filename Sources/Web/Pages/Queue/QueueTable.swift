import Casework
import Mustache
import Storage

/// One case in a list.
struct QueueRow: Sendable, MustacheParent {
    let number: Case.Number
    let short: String
    let due: Due?
    let matter: String
    let urgency: PageTag?
    let place: String
    let unit: String
    let stage: String
    /// What it waits for, in a few words; strong if that is the reader.
    let waits: String
    let isForReader: Bool
    let changed: String
    let changedExact: String

    init(_ file: Case, for person: Person, _ wording: Wording) {
        let state = file.state
        number = file.number
        short = wording.short(file.number)
        due = wording.due(of: file)
        matter = state.content.topic.map { wording.topic($0) } ?? CodeList.kind.chinese(state.content.kind)
        urgency =
            state.urgency == .normal
            ? nil : PageTag(state.urgency == .critical ? .critical : .urgent, state.urgency.chinese)
        // A list shows nobody in clear: the case itself does, and leaves a trace.
        place = wording.place(state.content, file.personal.seen(.masked))
        unit = state.unit.map { wording.unit($0) } ?? state.outsideBody.map { wording.unit($0) } ?? "—"
        stage = file.stage.chinese
        waits = Self.waits(file, wording)
        isForReader = file.waits(for: person)
        changed = state.changedAt.map(wording.instant) ?? ""
        changedExact = state.changedAt.map(wording.exact) ?? ""
    }

    private static func waits(_ file: Case, _ wording: Wording) -> String {
        let state = file.state
        var words: [String] = []
        if let pending = state.pending {
            var request = "申请\(CodeList.request.chinese(pending.kind.rawValue))"
            if let until = pending.until { request += "到 \(wording.instant(until))" }
            if let code = pending.reasonCode { request += "：\(CodeList.returning.chinese(code))" }
            words.append(request)
        }
        if state.isUnrouted { words.append("未定责") }
        if state.proposesRecall { words.append("建议收回重派") }
        if state.verdict?.isBad == true, file.stage == .callingBack { words.append("评价不满意，等决定") }
        if state.callers > 1 { words.append("\(state.callers) 位来电人") }
        if state.urges > 0 { words.append("催办 \(state.urges) 次") }
        if state.orders.contains(where: { $0.repliedAt == nil }) { words.append("督办待回复") }
        if state.redos > 0 { words.append("重办 \(state.redos) 次") }
        if !state.attempts.isEmpty { words.append("回访 \(state.attempts.count) 次未果") }
        return words.joined(separator: "，")
    }

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "short": short
        case "due": due.map { [$0] } ?? []
        case "matter": matter
        case "urgency": urgency.map { [$0] } ?? []
        case "place": place
        case "unit": unit
        case "stage": stage
        case "waits": waits
        case "isForReader": isForReader
        case "changed": changed
        case "changedExact": changedExact
        default: nil
        }
    }
}

/// A list of cases, with where it goes on.
struct QueueTable: Sendable, MustacheParent {
    let rows: [QueueRow]
    let empty: String
    let note: String
    let next: String

    func child(named name: String) -> Any? {
        switch name {
        case "hasRows": !rows.isEmpty
        case "rows": rows
        case "empty": empty
        case "note": note.ifAny
        case "next": next.ifAny
        default: nil
        }
    }
}
