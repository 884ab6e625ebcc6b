import Casework

/// Rows of a table as cells, and as a form.
struct AdminTableForm {
    let table: AdminTable
    let rules: Rulebook

    func cells(_ row: [String: String]) -> [String] { table.listed.map { words(row[$0] ?? "", $0) } }

    var heads: [String] { table.listed.map { TableWords.column($0, of: table.file) } }

    private func words(_ value: String, _ column: String) -> String {
        guard let kind = table.columns.first(where: { $0.name == column })?.kind else { return value }
        switch kind {
        case .line, .long: return value
        case .flag: return column == "active" ? (value == "1" ? "在用" : "停用") : value == "1" ? "是" : ""
        case .limit: return LimitFields.chinese(value)
        case .choice(let source, _): return source.pairs(rules).first { $0.0 == value }?.1 ?? value
        }
    }

    func fields(_ row: [String: String], isNew: Bool) -> [FormField] {
        var fields: [FormField] = []
        if isNew {
            fields.append(
                FormField(
                    id: "new-key",
                    name: "new_key",
                    label: TableWords.column(table.key, of: table.file),
                    kind: .line,
                    value: row[table.key] ?? "",
                    isRequired: true,
                    hint: table.key == "code" ? "定下后不再改" : ""
                )
            )
        } else {
            fields.append(
                FormField(id: "key", name: "key", label: "", kind: .hidden, value: row[table.key] ?? "")
            )
        }
        return fields + table.columns.flatMap { field($0.name, $0.kind, row) }
    }

    private func field(_ name: String, _ kind: AdminTable.Kind, _ row: [String: String]) -> [FormField] {
        let label = TableWords.column(name, of: table.file)
        let value = row[name] ?? ""
        let id = "t-" + name
        let isRequired = table.isRequired.contains(name)
        switch kind {
        case .line:
            let hint = name == "districts" ? "区的代码，分号隔开" : name == "aliases" ? "分号隔开" : ""
            return [
                FormField(
                    id: id,
                    name: name,
                    label: label,
                    kind: .line,
                    value: value,
                    isRequired: isRequired,
                    hint: hint
                )
            ]
        case .long: return [FormField(id: id, name: name, label: label, kind: .area, value: value)]
        case .flag:
            let isOn = row.isEmpty ? name == "active" || name == "served" : value == "1"
            return [FormField(id: id, name: name, label: label, kind: .tick, value: isOn ? "true" : "false")]
        case .limit: return LimitFields.fields(name, label, value)
        case .choice(let source, let mayBeEmpty):
            let options = AdminPersonForm.options(
                source.pairs(rules),
                chosen: value,
                none: mayBeEmpty ? "（空）" : nil
            )
            return [FormField(id: id, name: name, label: label, kind: .choice(options))]
        }
    }
}
