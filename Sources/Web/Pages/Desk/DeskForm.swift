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
    /// Cases that were said to be another matter.
    var apart: [Case.Number] = []
    /// What has just been recorded: whom a second matter is taken over from.
    var after = ""

    func child(named name: String) -> Any? {
        switch name {
        case "caller": caller
        case "kinds": kinds
        case "urgencies": choices("urgency", .urgency)
        case "kindProblem": (problems["kind"] ?? "").ifAny
        case "topic": [topic]
        case "place": place
        case "more": more
        case "isMoreOpen": isMoreOpen
        case "apart": apart
        case "after": after
        case "placeProblem": (problems["place"] ?? "").ifAny
        case "words": words
        case "expectation": [expectation]
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
        placeholder: String = "",
        combo: String = ""
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
            placeholder: placeholder,
            combo: combo
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

    /// The kinds with the keys that choose them.
    private var kinds: [KeyedChoice] {
        choices("kind", .kind).enumerated().map {
            KeyedChoice(option: $0.element, key: String($0.offset + 1))
        }
    }

    private var isMoreOpen: Bool {
        let names = ["source", "sourceReference", "callerSaysSolved", "complainedOf"]
        return names.contains { problems[$0] != nil }
            || names.dropFirst().contains { !["", "false"].contains(value($0)) }
            || !["", "phone"].contains(value("source"))
    }

    // MARK: Fields, in the order of the call

    private var caller: [FormField] {
        [
            field("caller.phone", "来电号码", .phone, width: 4), field("caller.name", "称呼", width: 3),
            field(
                "caller.wantsCallback",
                "要回访",
                .tick,
                width: 3,
                value: values.first("caller.wantsCallback") == nil ? "true" : value("caller.wantsCallback")
            ),
            field("caller.confidential", "保密", .tick, width: 2),
        ]
    }

    private var topic: FormField {
        field("topic", "主题", suggestions: "topics", placeholder: "汉字、拼音或首字母，如 ysjb", combo: "topic")
    }

    private var place: [FormField] {
        let sides = ["", "路东", "路西", "路南", "路北"].map { FormOption(value: $0, words: $0.isEmpty ? "不明" : $0) }
        return [
            field("place.road", "道路", width: 4, suggestions: "roads", combo: "road"),
            field("place.side", "侧", choice("place.side", sides), width: 2),
            field("place.crossRoad", "交叉路", width: 3, suggestions: "roads", combo: "road"),
            field("place.houseNumber", "门牌", width: 3),
            field("place.area", "区、街道", width: 4, suggestions: "areas", combo: "area"),
            field("place.estate", "小区", width: 4),
            field("place.landmark", "参照物", width: 4), field("place.address", "详细地址", width: 7),
            field("place.noPlaceReason", "没有地点的原因", width: 5),
        ]
    }

    private var words: [FormField] {
        [field("description", "情况", .area, placeholder: "不少于 \(rules.policy.descriptionLength) 个字")]
    }

    private var expectation: FormField { field("expectation", "来电人期望", width: 7) }

    private var more: [FormField] {
        let sources = CodeList.source.entries.map { FormOption(value: $0.code, words: $0.chinese) }
        return [
            field("source", "来源", choice("source", sources, first: "phone"), width: 4),
            field("sourceReference", "来源编号", width: 4, placeholder: "非电话填"),
            field("callerSaysSolved", "来电人称已解决", .tick, width: 4),
            field("complainedOf", "被投诉的受理员", width: 12, placeholder: "投诉本热线工作人员时填账号或姓名；本人须回避"),
        ]
    }

    private var answer: FormField { field("answer", "给来电人的答复（直接答复办结时填）", .area) }

    private var other: [FormField] {
        [
            field("unit", "改派给", width: 6, suggestions: "units", placeholder: "按责任表", combo: "unit"),
            field("reason", "理由", width: 6, placeholder: "不按责任表的须说明"),
        ]
    }
}

/// A choice and the key that makes it.
struct KeyedChoice: Sendable, MustacheParent {
    let option: FormOption
    let key: String

    func child(named name: String) -> Any? { name == "key" ? key : option.child(named: name) }
}
