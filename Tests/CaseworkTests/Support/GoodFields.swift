@testable import Casework

extension FieldValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    public init(stringLiteral text: String) { self = .text(text) }
    public init(arrayLiteral texts: String...) { self = .texts(texts) }
}

/// Fields with which a move goes through, as a careful person would fill them in.
func goodFields(for move: Move, of file: Case, at now: Timestamp, beside other: Case? = nil) -> Fields {
    var fields = Fields()
    for rule in move.fields where rule.isRequired || neededByGuards(move, file).contains(rule.field) {
        fields[value: rule.field] = good(rule.field, in: move.event, of: file, at: now, beside: other)
    }
    if move.event == .card {
        let isYellow = file.state.yellowRound < (file.state.clocks[.handle]?.round ?? 0)
        fields[value: .level] = isYellow ? "yellow" : "red"
    }
    if case .ofUnit = move.warrant { fields[value: .by] = "张师傅" }
    return fields
}

/// Fields that the table does not star, and a guard asks for all the same.
private func neededByGuards(_ move: Move, _ file: Case) -> Set<Field> {
    switch move.event {
    case .redo, .acceptDissatisfied: [.satisfaction, .solved, .manner]
    case .backToDispatch where file.stage == .callingBack: [.satisfaction, .solved, .manner]
    case .close: file.state.answeredAt == nil ? [.noAnswerReason] : []
    case .void: [.reason, .answer, .channel]
    case .submitFeedback, .verifyFeedback: [.photos]
    case .passToCheck: [.note]
    case .dispatch, .quickDispatch: [.unit, .reason]
    default: []
    }
}

private let badEvents: Set<EventName> = [.redo, .backToDispatch, .acceptDissatisfied]

private func good(
    _ field: Field,
    in event: EventName,
    of file: Case,
    at now: Timestamp,
    beside other: Case?
) -> FieldValue {
    switch field.kind(in: event) {
    case .words: return "已到现场核实并安排处理完毕"
    case .mark: return .text(field == .order ? file.openOrder ?? "DB-0" : "mark-1")
    case .code(.satisfaction): return badEvents.contains(event) ? "dissatisfied" : "satisfied"
    case .code(.solved): return badEvents.contains(event) ? "no" : "yes"
    case .code(.urgency):
        return .text(
            event == .lowerUrgency ? "normal" : file.state.urgency == .normal ? "urgent" : "critical"
        )
    case .code(.request): return .text(file.state.pending?.kind.rawValue ?? "return")
    case .code(let list): return .text(list.codes.first ?? "")
    case .instant:
        let due = file.state.clocks[.handle]?.due ?? now
        return .instant(max(due, now) + 3600)
    case .photos, .marks: return ["photo-1"]
    case .unit: return .text(file.route(under: City.rules).winner?.unit ?? "ROADS")
    case .units: return ["ROADS", "LAMPS"]
    case .externalBody: return "GRID"
    case .standard: return "component:0301/1"
    case .category: return "component:0301"
    case .caseNumber: return .text(other?.number ?? "")
    case .changes:
        return .amendment(Amendment(changes: [], content: file.state.content, personal: file.personal))
    case .colleague: return "77"
    case .measured: return .measured(["temperature": 17.5])
    }
}

extension Case {
    var openOrder: String? { state.orders.first { $0.repliedAt == nil }?.number }
}
