import Casework

/// A limit in a form: a number and its unit.
enum LimitFields {
    static func fields(_ name: String, _ words: String, _ written: String?) -> [FormField] {
        let parts = (written ?? "").split(separator: " ")
        let unit = parts.count == 2 ? String(parts[1]) : LimitUnit.workHour.rawValue
        return [
            FormField(
                id: "limit-" + name,
                name: name,
                label: words,
                kind: .number,
                value: parts.first.map(String.init) ?? ""
            ),
            FormField(
                id: "unit-" + name,
                name: name + "_unit",
                label: words + "的单位",
                kind: .choice(
                    LimitUnit.allCases.map {
                        FormOption(value: $0.rawValue, words: $0.chinese, isChosen: $0.rawValue == unit)
                    }
                )
            ),
        ]
    }

    /// As the table has it; an empty number is no limit.
    static func written(_ form: FormFields, _ name: String) -> String {
        guard let number = form.first(name), !number.isEmpty else { return "" }
        return number + " " + (form.first(name + "_unit") ?? "")
    }

    static func chinese(_ written: String?) -> String {
        let parts = (written ?? "").split(separator: " ")
        guard parts.count == 2, let unit = LimitUnit(rawValue: String(parts[1])) else { return written ?? "" }
        return "\(parts[0]) \(unit.chinese)"
    }
}
