import Casework

/// The form of a correction: what stands there, to be written over; only what differs is sent on.
struct CorrectionFields: Sendable {
    let file: Case
    let sight: Sight
    let wording: Wording

    private struct Entry {
        let name: String
        let label: String
        let value: String
        var kind = FormField.Kind.line
        /// Not shown to those who see masked: empty means that it stays.
        var isHiddenFromMasked = false
        var suggestions = ""
    }

    func fields(_ typed: TypedForm?) -> [FormField] {
        entries.map { entry in
            let isMasked = entry.isHiddenFromMasked && sight == .masked
            let name = "changes." + entry.name
            var kind = entry.kind
            let value = typed?.form.all(name).last ?? (isMasked ? "" : entry.value)
            if case .choice(let options) = kind {
                kind = .choice(
                    options.map { FormOption(value: $0.value, words: $0.words, isChosen: $0.value == value) }
                )
            }
            return FormField(
                id: "\(file.number.suffix(5))-amend-\(entry.name)",
                name: name,
                label: entry.label,
                kind: kind,
                value: value,
                hint: isMasked ? "已脱敏；不改就空着" : "",
                problem: typed?.problem.fields[entry.name] ?? "",
                suggestions: entry.suggestions
            )
        }
    }

    /// The fields of the form that differ from the case, as the reader of corrections takes them.
    func changes(_ form: FormFields) -> RawValue? {
        var changes: [String: RawValue] = [:]
        for entry in entries {
            guard let value = form.all("changes." + entry.name).last?.trimmed else { continue }
            if value == entry.value.trimmed || (value.isEmpty && entry.isHiddenFromMasked && sight == .masked)
            {
                continue
            }
            changes[entry.name] = value.isEmpty ? .null : .text(value)
        }
        return changes.isEmpty ? nil : .object(changes)
    }

    /// The form without what was left as it stood in this case: what others have written there meanwhile stays theirs.
    func withoutUntouched(_ form: FormFields) -> FormFields {
        form.without(
            Set(
                entries.filter { form.all("changes." + $0.name).last?.trimmed == $0.value.trimmed }
                    .map { "changes." + $0.name }
            )
        )
    }

    private var rules: Rulebook { wording.rules }

    /// The name, where no other has it too; else the code.
    private func unique(_ code: String?, _ names: [String: String]) -> String {
        guard let code, let name = names[code] else { return code ?? "" }
        return names.values.filter { $0 == name }.count == 1 ? name : code
    }

    private var entries: [Entry] {
        let content = file.state.content
        let personal = file.personal
        let place = content.place
        return [
            Entry(
                name: "topic",
                label: "主题（代码或全名）",
                value: unique(content.topic, rules.topics.mapValues(\.name)),
                suggestions: "topics"
            ),
            Entry(
                name: "category",
                label: "类别（代码或全名）",
                value: unique(content.category, rules.categories.mapValues(\.name))
            ),
            Entry(
                name: "kind",
                label: "诉求类型",
                value: content.kind,
                kind: .choice(CodeList.kind.entries.map { FormOption(value: $0.code, words: $0.chinese) })
            ),
            Entry(
                name: "place.area",
                label: "区域（代码或全名）",
                value: unique(place.area, rules.areas.mapValues(\.name)),
                suggestions: "areas"
            ),
            Entry(name: "place.road", label: "道路", value: place.road ?? "", suggestions: "roads"),
            Entry(name: "place.side", label: "路侧", value: place.side ?? ""),
            Entry(name: "place.crossRoad", label: "交叉路", value: place.crossRoad ?? ""),
            Entry(name: "place.estate", label: "小区", value: place.estate ?? ""),
            Entry(name: "place.landmark", label: "参照物", value: place.landmark ?? ""),
            Entry(
                name: "place.houseNumber",
                label: "门牌",
                value: personal.houseNumber ?? "",
                isHiddenFromMasked: true
            ),
            Entry(
                name: "place.address",
                label: "详细地址",
                value: personal.address ?? "",
                isHiddenFromMasked: true
            ),
            Entry(name: "caller.phone", label: "来电号码", value: personal.phone ?? "", isHiddenFromMasked: true),
            Entry(name: "caller.name", label: "称呼", value: personal.name ?? "", isHiddenFromMasked: true),
            Entry(
                name: "caller.wantsCallback",
                label: "要回访",
                value: content.wantsCallback ? "true" : "false",
                kind: .tick
            ),
            Entry(
                name: "caller.confidential",
                label: "保密",
                value: content.isConfidential ? "true" : "false",
                kind: .tick
            ),
            Entry(name: "description", label: "问题描述", value: personal.description, kind: .area),
            Entry(name: "expectation", label: "来电人期望", value: personal.expectation ?? ""),
            // Who it is stands on the sheet; here only another one is named.
            Entry(name: "complainedOf", label: "被投诉的受理员（填写即更改）", value: ""),
        ]
    }
}
