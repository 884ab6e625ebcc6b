import Casework
import HTTPTypes
import Storage

/// Makes the fields of an event's form from the table of moves: what the move asks, offered from the city's lists.
struct ActionFieldMaker: Sendable {
    let file: Case
    let person: Person
    let sight: Sight
    let wording: Wording

    private var rules: Rulebook { wording.rules }
    private var state: CaseState { file.state }

    func fields(of event: EventName, _ typed: TypedForm?) -> [FormField] {
        guard let move = Move.of(event, from: file.stage) ?? Move.all.first(where: { $0.event == event })
        else { return [] }
        var rules = move.fields
        if move.hasBy, !rules.contains(where: { $0.field == .by }) { rules.append(FieldRule(.by)) }
        return rules.flatMap { rule in fields(rule, move, typed) }
    }

    /// What was wrong with the form as a whole: a field that it does not show cannot say it.
    func general(_ typed: TypedForm?) -> String {
        // What concerns the case as a whole is told over the page.
        guard let typed, typed.problem.status == .unprocessableContent else { return "" }
        let shown = Set(fields(of: typed.event, typed).map(\.name))
        let unshown = typed.problem.fields.filter { !shown.contains($0.key) }.sorted { $0.key < $1.key }.map(
            \.value
        )
        if typed.problem.fields.isEmpty || !unshown.isEmpty {
            return ([typed.problem.message] + unshown.filter { $0 != typed.problem.message }).joined(
                separator: " "
            )
        }
        return ""
    }

    private func fields(_ rule: FieldRule, _ move: Move, _ typed: TypedForm?) -> [FormField] {
        let event = move.event
        switch rule.field {
        case .changes: return CorrectionFields(file: file, sight: sight, wording: wording).fields(typed)
        case .measured: return measured(typed)
        case .by:
            return needsName(move) ? [field(rule, .line, event, typed, label: "单位经办人", isRequired: true)] : []
        case .request: return [field(rule, .hidden, event, typed, value: state.pending?.kind.rawValue ?? "")]
        case .articles: return []  // there is no library of knowledge to cite from yet
        default:
            return [
                field(rule, kind(rule.field, event, typed), event, typed, value: first(rule.field, event))
            ]
        }
    }

    private func needsName(_ move: Move) -> Bool {
        guard case .ofUnit(let permission) = move.warrant else { return false }
        return file.actsForUnit(person, permission)
    }

    private func field(
        _ rule: FieldRule,
        _ kind: FormField.Kind,
        _ event: EventName,
        _ typed: TypedForm?,
        value: String = "",
        label: String? = nil,
        isRequired: Bool? = nil
    ) -> FormField {
        let name = rule.field.rawValue
        return FormField(
            id: "\(file.number.suffix(5))-\(event.rawValue)-\(name)",
            name: name,
            label: label ?? words(rule.field, event),
            kind: kind,
            value: typed?.form.first(name) ?? value,
            isRequired: isRequired ?? rule.isRequired,
            minimum: rule.minimum,
            hint: hint(rule.field, event),
            problem: typed?.problem.fields[name] ?? ""
        )
    }

    // MARK: What may be chosen

    private func kind(_ field: Field, _ event: EventName, _ typed: TypedForm?) -> FormField.Kind {
        let chosen = Set(typed?.form.all(field.rawValue) ?? [])
        switch field.kind(in: event) {
        case .words: return [.person, .by, .crew, .noPhotoReason].contains(field) ? .line : .area
        case .mark where field == .order:
            return .choice(options(openOrders, chosen, first: openOrders.first?.value, blank: nil))
        case .mark, .caseNumber: return .line
        case .code(let list):
            let offered = list.entries.filter { isOffered($0.code, field, event) }
            return .choice(
                options(
                    offered.map { FormOption(value: $0.code, words: $0.chinese) },
                    chosen,
                    first: first(field, event)
                )
            )
        case .instant: return .instant
        case .photos: return .photos(typed?.form.all(field.rawValue) ?? [])
        case .marks: return .line
        case .unit: return .choice(options(units(isExternal: false), chosen, first: first(field, event)))
        case .units: return .several(options(units(isExternal: false), chosen, blank: nil))
        case .externalBody: return .choice(options(units(isExternal: true), chosen))
        case .standard:
            return .choice(options(standards, chosen, first: state.content.standard, blank: "按主题时限（不选标准）"))
        case .category: return .choice(options(categories, chosen, first: category, blank: "按主题（不选类别）"))
        case .changes, .measured, .colleague: return .line
        }
    }

    private func options(
        _ entries: [FormOption],
        _ chosen: Set<String>,
        first: String? = nil,
        blank: String? = "请选择"
    )
        -> [FormOption]
    {
        var entries = entries
        if let blank { entries.insert(FormOption(value: "", words: blank), at: 0) }
        return entries.map { entry in
            let isChosen =
                chosen.isEmpty ? !entry.value.isEmpty && entry.value == first : chosen.contains(entry.value)
            return FormOption(value: entry.value, words: entry.words, isChosen: isChosen)
        }
    }

    private func isOffered(_ code: String, _ field: Field, _ event: EventName) -> Bool {
        switch (event, field) {
        case (.raiseUrgency, .urgency): Urgency(rawValue: code).map { $0 > state.urgency } ?? false
        case (.lowerUrgency, .urgency): Urgency(rawValue: code).map { $0 < state.urgency } ?? false
        case (.callerSatisfied, .satisfaction): !["dissatisfied", "very_dissatisfied"].contains(code)
        case (.callerSatisfied, .solved): code != "no"
        default: true
        }
    }

    /// What stands there before anything is chosen: the rule's unit, the request's instant; never a caller's verdict.
    private func first(_ field: Field, _ event: EventName) -> String {
        switch (event, field) {
        case (.quickDispatch, .unit), (.dispatch, .unit): route.winner?.unit ?? ""
        case (.extendApproved, .until), (.suspendApproved, .until):
            state.pending?.until.map(wording.local) ?? ""
        case (.supervise, .replyBy): wording.local(wording.now + 86_400)
        case (.answerCaller, .channel), (.contactUnit, .channel), (.decline, .channel): "phone"
        default: ""
        }
    }

    private var route: Route { file.route(under: rules) }

    private func units(isExternal: Bool) -> [FormOption] {
        rules.units.values.filter { $0.isActive && $0.isExternal == isExternal }.sorted { $0.id < $1.id }
            .map { FormOption(value: $0.id, words: $0.name) }
    }

    private var category: Casework.Category.Code? {
        state.content.category ?? state.content.topic.flatMap { rules.topics[$0]?.category }
    }

    private var standards: [FormOption] {
        guard let category else { return [] }
        return rules.standards.values.filter { $0.category == category }.sorted { $0.code < $1.code }.map {
            standard in
            let limit = standard.finish.map { "（\($0.chinese)）" } ?? ""
            return FormOption(value: standard.code, words: wording.standard(standard.code) + limit)
        }
    }

    private var categories: [FormOption] {
        rules.categories.values.sorted { $0.code < $1.code }
            .map { FormOption(value: $0.code, words: "\($0.majorName) · \($0.name)") }
    }

    private var openOrders: [FormOption] {
        state.orders.filter { $0.repliedAt == nil }.map { order in
            FormOption(
                value: order.number,
                words: order.number + (order.replyBy.map { "（\(wording.instant($0)) 前回复）" } ?? "")
            )
        }
    }

    // MARK: Words

    private func words(_ field: Field, _ event: EventName) -> String {
        switch (event, field) {
        case (.arrive, .at): "到场时间"
        case (.callbackAttempt, .at): "约定时间"
        case (.requestExtension, .until), (.extendApproved, .until): "延期到"
        case (.requestSuspension, .until), (.suspendApproved, .until): "挂账到"
        case (.submitFeedback, .note): "处置情况"
        case (.supervise, .note): "督办要求"
        case (.urge, .note): "催办的话"
        case (.contactUnit, .words): "对方怎么说"
        case (.addCallerWords, .words): "来电人说"
        case (.answerCaller, .words): "答复内容"
        case (.comment, .words): "批注"
        case (.callerDeclined, .words), (.callerSatisfied, .words), (.recordVerdict, .words): "来电人的话"
        default: field.chinese
        }
    }

    private func hint(_ field: Field, _ event: EventName) -> String {
        switch (event, field) {
        case (.quickDispatch, .unit), (.dispatch, .unit): routeHint
        case (.arrive, .at): "不填就是现在"
        case (.requestExtension, .until), (.extendApproved, .until):
            state.clocks[.handle].map { "现在的时限是 \(wording.instant($0.due))" } ?? ""
        case (.requestSuspension, .until): "最长 \(rules.policy.suspensionDays) 天"
        case (.handOver, .follower): "同事的账号或姓名；双方都能在经过里看到"
        case (.link, .into): "填主案的完整案件号；两位来电人都会得到答复"
        case (.submitFeedback, .note): "做了什么，不少于 10 字"
        case (.dispatch, .reason), (.quickDispatch, .reason): "所选单位不是责任表给出的，才须填写"
        default: ""
        }
    }

    private var routeHint: String {
        if let winner = route.winner { return "责任表：\(winner.rule) → \(wording.unit(winner.unit))" }
        if route.best.isEmpty { return "责任表没有找到单位，请选择并说明理由" }
        return "几个单位的规则相当：" + route.best.map { "\(wording.unit($0.unit))（\($0.rule)）" }.joined(separator: "；")
    }

    private func measured(_ typed: TypedForm?) -> [FormField] {
        let name = typed?.form.first("measuredName") ?? (file.isAboutHeating(rules) ? "roomTemperature" : "")
        let id = "\(file.number.suffix(5))-measured"
        return [
            FormField(
                id: id + "Name",
                name: "measuredName",
                label: "测量项目",
                kind: .choice(options(Measurement.all, [name], blank: "没有测量"))
            ),
            FormField(
                id: id + "Value",
                name: "measuredValue",
                label: "测量值",
                kind: .number,
                value: typed?.form.first("measuredValue") ?? "",
                problem: typed?.problem.fields["measured"] ?? ""
            ),
        ]
    }
}

/// What units measure on the spot, by the names that the API keeps.
enum Measurement {
    static let all: [FormOption] = [
        FormOption(value: "roomTemperature", words: "室温（℃）"),
        FormOption(value: "waterPressure", words: "水压（MPa）"),
        FormOption(value: "noise", words: "噪声（dB）"), FormOption(value: "depth", words: "深度（cm）"),
    ]

    static func words(_ name: String) -> String { all.first { $0.value == name }?.words ?? name }
}

extension Case {
    fileprivate func isAboutHeating(_ rules: Rulebook) -> Bool {
        state.content.topic.flatMap { rules.topics[$0]?.unitType } == "heating"
    }
}
