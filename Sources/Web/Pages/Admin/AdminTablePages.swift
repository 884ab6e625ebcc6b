import Casework
import CityTables
import Foundation
import Hummingbird
import Mustache
import Storage

/// `/admin/tables/NAME`: a table of the city, row by row; rows are changed, added and taken out.
struct AdminTablePages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }
    private static let perPage = 50

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/tables/:table") { request, context in
            try await show(try table(context), try request.query, context)
        }
        group.post("admin/tables/:table") { request, context in try await change(request, context) }
        group.post("admin/tables/:table/remove") { request, context in try await remove(request, context) }
    }

    private func table(_ context: StaffContext) throws -> AdminTable {
        guard let table = AdminTable.named(context.parameters.get("table") ?? "") else {
            throw Problem.notFound
        }
        _ = try admin.open(table.section, context)
        return table
    }

    private func change(_ request: Request, _ context: StaffContext) async throws -> Response {
        let table = try table(context)
        let form = context.form
        let key = form.first("key") ?? ""
        let values = values(table, form)
        let errand = AdminErrand(
            title: key.isEmpty ? "\(table.words)：新增一项" : "\(table.words)：\(key)",
            section: table.section,
            action: table.path,
            done: table.path + "?done=1"
        )
        let outcome = try await admin.changeCity(context, errand) { files in
            if key.isEmpty {
                let name = (form.first("new_key") ?? "").trimmingCharacters(in: .whitespaces)
                // A column that came later may be missing: then there is nothing to write there.
                let given = values.filter { !$0.value.isEmpty }
                return try files.appendingRow(to: table.file, given.merging([table.key: name]) { $1 })
            }
            return try files.replacingCells(in: table.file, row: key, values)
        }
        switch outcome {
        case .answered(let response): return response
        case .refused(let problems):
            let kept = values.merging([table.key: key.isEmpty ? form.first("new_key") ?? "" : key]) { $1 }
            return try await show(
                table,
                FormFields(pairs: key.isEmpty ? [("new", "1")] : [("edit", key)]),
                context,
                problems: problems,
                given: kept
            )
        }
    }

    private func remove(_ request: Request, _ context: StaffContext) async throws -> Response {
        let table = try table(context)
        let key = context.form.first("key") ?? ""
        var problems: [String] = []
        if let words = try await useOf(key, in: table) {
            problems = [words]
        } else {
            let errand = AdminErrand(
                title: "\(table.words)：删除 \(key)",
                section: table.section,
                action: table.path + "/remove",
                done: table.path + "?done=1"
            )
            let outcome = try await admin.changeCity(context, errand) {
                try $0.removingRow(from: table.file, row: key)
            }
            switch outcome {
            case .answered(let response): return response
            case .refused(let found): problems = found
            }
        }
        return try await show(table, FormFields(pairs: [("edit", key)]), context, problems: problems)
    }

    /// What still refers to the row, besides other tables, of which the check of the city tells.
    private func useOf(_ key: String, in table: AdminTable) async throws -> String? {
        var filter = CaseFilter()
        switch table.code {
        case "topics": filter.topic = key
        case "units": filter.unit = key
        case "teams":
            let members = try await hotline.people.list().count { $0.person.team == key }
            return members == 0 ? nil : "\(key) 还有 \(members) 人，请先在“人员”里改他们的班组。"
        default: return nil
        }
        let count = try await hotline.cases.count(filter, most: 1000)
        guard count > 0 else { return nil }
        let number = count == 1000 ? "1000 件以上" : "\(count) 件"
        return "已有\(number)案件用到 \(key)，不能删除"
            + (table.code == "units" ? "；请改为停用。" : "；可以改名称，代码不变。")
    }

    private func values(_ table: AdminTable, _ form: FormFields) -> [String: String] {
        table.columns.reduce(into: [:]) { values, column in
            switch column.kind {
            case .limit: values[column.name] = LimitFields.written(form, column.name)
            case .flag: values[column.name] = form.all(column.name).contains("true") ? "1" : "0"
            case .line, .long, .choice:
                values[column.name] = (form.first(column.name) ?? "")
                    .replacing("\n", with: " ").trimmingCharacters(in: .whitespaces)
            }
        }
    }

    private func show(
        _ table: AdminTable,
        _ asked: FormFields,
        _ context: StaffContext,
        problems: [String] = [],
        given: [String: String]? = nil
    ) async throws -> Response {
        let query = asked.first("q") ?? ""
        let all = admin.rows(table.file)
        let maker = AdminTableForm(table: table, rules: hotline.rules)
        let found = all.enumerated().filter { _, row in
            query.isEmpty || maker.cells(row).contains { $0.localizedStandardContains(query) }
        }
        let after = asked.first("after").flatMap { Int($0) } ?? -1
        let rest = found.filter { $0.offset > after }
        let shown = rest.prefix(Self.perPage)
        let chosen = asked.first("edit").flatMap { key in all.first { $0[table.key] == key } }
        let isNew = asked.first("new") != nil
        let page = AdminTablePage(
            tabs: try admin.open(table.section, context),
            table: table,
            notice: asked.first("done") == nil ? "" : "已生效，配置版本 \(hotline.rules.version)。",
            problems: problems,
            query: query,
            summary: "共 \(all.count) 项" + (query.isEmpty ? "" : "，找到 \(found.count) 项"),
            rows: shown.map { _, row in
                AdminRow(
                    cells: maker.cells(row),
                    link: table.columns.isEmpty
                        ? "" : "\(table.path)?edit=\(Self.inQuery(row[table.key] ?? ""))#edit",
                    value: row[table.key] ?? "",
                    isDim: row["active"] == "0"
                )
            },
            next: shown.count < rest.count
                ? "\(table.path)?after=\(shown.last?.offset ?? 0)&q=\(Self.inQuery(query))" : "",
            edited: chosen.map { $0[table.key] ?? "" } ?? "",
            isNew: isNew || table.columns.isEmpty,
            fields: chosen.map { maker.fields(given ?? $0, isNew: false) }
                ?? maker.fields(given ?? [:], isNew: true),
            changeFields: admin.changeFields("change-"),
            removeFields: admin.changeFields("remove-")
        )
        return try await admin.respond(page, context, isWrong: !problems.isEmpty)
    }

    static func inQuery(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}

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

/// `/admin/tables/NAME`.
struct AdminTablePage: Page, MustacheParent {
    let tabs: [PageTab]
    let table: AdminTable
    let notice: String
    let problems: [String]
    let query: String
    let summary: String
    let rows: [AdminRow]
    let next: String
    let edited: String
    let isNew: Bool
    let fields: [FormField]
    let changeFields: [FormField]
    let removeFields: [FormField]

    var title: String { table.words }

    func child(named name: String) -> Any? {
        switch name {
        case "tabs": tabs
        case "words": table.words
        case "path": table.path
        case "notice": notice.ifAny
        case "problems": problems
        case "hasProblems": !problems.isEmpty
        case "query": query
        case "summary": summary
        case "heads": table.listed.map { TableWords.column($0, of: table.file) }
        case "rows": rows
        case "next": next.ifAny
        case "edited": edited.ifAny
        case "isNew": isNew && edited.isEmpty
        case "isIdle": !isNew && edited.isEmpty
        case "isByKey": table.columns.isEmpty
        case "fields": fields
        case "changeFields": changeFields
        case "removeFields": removeFields
        default: nil
        }
    }
}
