import Casework
import Mustache

/// The form at the desk, with what was typed and what was wrong with it.
struct DeskForm: Sendable, MustacheParent {
    static let id = "desk-form"

    let values: FormFields
    let problems: [String: String]
    let problem: String
    let draft: Int64?
    let token: String
    let rules: Rulebook

    func child(named name: String) -> Any? {
        switch name {
        case "caller": caller
        case "kinds": choices("kind", .kind)
        case "urgencies": choices("urgency", .urgency)
        case "kindProblem": (problems["kind"] ?? "").ifAny
        case "topic": [topic]
        case "place": place
        case "placeProblem": (problems["place"] ?? "").ifAny
        case "words": words
        case "answer": [answer]
        case "isAnswerOpen": !(value("answer").isEmpty && problems["answer"] == nil)
        case "other": other
        case "isOtherOpen": !value("unit").isEmpty || problems["unit"] != nil || problems["reason"] != nil
        case "draft": draft.map { String($0) } ?? ""
        case "token": token
        case "problem": problem.ifAny
        default: nil
        }
    }

    func value(_ name: String) -> String { values.all(name).last ?? "" }

    private func field(
        _ name: String,
        _ label: String,
        _ kind: FormField.Kind = .line,
        width: Int = 12,
        value: String? = nil,
        hint: String = "",
        suggestions: String = "",
        placeholder: String = ""
    ) -> FormField {
        FormField(
            id: "d-" + name,
            name: name,
            label: label,
            kind: kind,
            value: value ?? self.value(name),
            hint: hint,
            problem: problems[name] ?? "",
            suggestions: suggestions,
            form: Self.id,
            width: width,
            placeholder: placeholder
        )
    }

    private func choice(_ name: String, _ entries: [FormOption], first: String = "") -> FormField.Kind {
        let chosen = value(name).isEmpty ? first : value(name)
        return .choice(
            entries.map { FormOption(value: $0.value, words: $0.words, isChosen: $0.value == chosen) }
        )
    }

    private func choices(_ name: String, _ list: CodeList) -> [FormOption] {
        list.entries.map { FormOption(value: $0.code, words: $0.chinese, isChosen: $0.code == value(name)) }
    }

    // MARK: Fields, in the order of the call

    private var caller: [FormField] {
        let sources = CodeList.source.entries.map { FormOption(value: $0.code, words: $0.chinese) }
        return [
            field("caller.phone", "来电号码", .phone, width: 7), field("caller.name", "称呼", width: 5),
            field(
                "caller.wantsCallback",
                "要回访",
                .tick,
                width: 6,
                value: values.first("caller.wantsCallback") == nil ? "true" : value("caller.wantsCallback")
            ),
            field("caller.confidential", "保密", .tick, width: 6),
            field("source", "来源", choice("source", sources, first: "phone"), width: 6),
            field("sourceReference", "来源编号", width: 6, placeholder: "非电话填"),
        ]
    }

    private var topic: FormField {
        field("topic", "主题", suggestions: "topics", placeholder: "代码或名称，输入几个字选择")
    }

    private var place: [FormField] {
        let sides = ["", "路东", "路西", "路南", "路北"].map { FormOption(value: $0, words: $0.isEmpty ? "不明" : $0) }
        return [
            field("place.road", "道路", width: 4, suggestions: "roads"),
            field("place.side", "侧", choice("place.side", sides), width: 2),
            field("place.crossRoad", "交叉路", width: 3, suggestions: "roads"),
            field("place.houseNumber", "门牌", width: 3),
            field("place.area", "区域、街道", width: 4, suggestions: "areas"),
            field("place.estate", "小区", width: 4),
            field("place.landmark", "参照物", width: 4), field("place.address", "详细地址", width: 7),
            field("place.noPlaceReason", "没有地点的原因", width: 5),
        ]
    }

    private var words: [FormField] {
        [
            field("description", "情况", .area, placeholder: "不少于 \(rules.policy.descriptionLength) 个字"),
            field("expectation", "来电人期望", width: 8), field("callerSaysSolved", "来电人称已解决", .tick, width: 4),
        ]
    }

    private var answer: FormField { field("answer", "给来电人的答复（直接答复办结时填）", .area) }

    private var other: [FormField] {
        let units = rules.units.values.filter { $0.isActive && !$0.isExternal }.sorted { $0.id < $1.id }
            .map { FormOption(value: $0.id, words: $0.name) }
        return [
            field("unit", "改派给", choice("unit", [FormOption(value: "", words: "按责任表")] + units)),
            field("reason", "理由", hint: "不是责任表给出的单位，须说明理由"),
        ]
    }
}
