package import Casework

extension FieldReader {
    /// Reads the fields of `event`; a field it does not have is refused by name.
    ///
    /// `file` is the case as it stands, for corrections of it.
    package static func read(
        _ raw: [String: RawValue],
        for event: EventName,
        on file: Case,
        _ city: FieldReader
    ) throws(CaseRefusal) -> Fields {
        var reader = city
        guard let move = Move.of(event, from: file.stage) ?? Move.all.first(where: { $0.event == event })
        else {
            return Fields()
        }
        var fields = Fields()
        if raw.isEmpty { return fields }
        let known = move.fields.map(\.field) + (move.hasBy ? [.by] : [])
        // A handful of either: looking through them is quicker than a table of names.
        for (name, value) in raw {
            if let field = known.first(where: { $0.rawValue == name }) {
                if let read = reader.value(value, field, in: event, on: file) { fields[value: field] = read }
            } else if value != .null {
                let names = Set(known.map(\.rawValue)).sorted().joined(separator: " ")
                reader.refuse(name, "“\(event.rawValue)”没有这一项；可用：\(names)。")
            }
        }
        try reader.finish()
        return fields
    }

    private mutating func value(_ raw: RawValue, _ field: Field, in event: EventName, on file: Case)
        -> FieldValue?
    {
        let name = field.rawValue
        switch field.kind(in: event) {
        case .words, .mark, .caseNumber, .colleague: return text(raw, name).map { .text($0) }
        case .code(let list): return code(raw, name, of: list).map { .text($0) }
        case .instant: return instant(raw, name).map { .instant($0) }
        case .photos, .marks:
            let list = list(raw, name)
            return list.isEmpty ? nil : .texts(list)
        case .unit, .externalBody: return unit(raw, name).map { .text($0) }
        case .units:
            guard case .list(let values) = raw else { return unit(raw, name).map { .texts([$0]) } }
            return .texts(values.prefix(20).compactMap { unit($0, name) })
        case .standard: return standard(raw, name).map { .text($0) }
        case .category: return category(raw, name).map { .text($0) }
        case .changes: return changes(raw, of: file).map { .amendment($0) }
        case .measured: return measured(raw)
        }
    }

    private mutating func measured(_ raw: RawValue) -> FieldValue? {
        guard let object = raw.object else {
            refuse("measured", "应为名称与数值，如 {\"roomTemperature\": 16.5}。")
            return nil
        }
        var values: [String: Double] = [:]
        for (name, value) in object {
            if name.utf8.count > 60 { refuse("measured", "名称太长。") }
            values[name] = number(value, "measured.\(name.shortened)", in: -1e9...1e9)
        }
        return values.isEmpty ? nil : .measured(values)
    }
}

extension Move {
    /// Whether it may be made in a unit's stead, which takes a name.
    var hasBy: Bool { if case .ofUnit = warrant { true } else { false } }
}
