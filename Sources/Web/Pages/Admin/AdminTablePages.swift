import Casework
import CityTables
import Foundation
import Hummingbird
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
            done: table.path
        )
        return try await admin.changeCity(context, errand) { files in
            if key.isEmpty {
                let name = (form.first("new_key") ?? "").trimmingCharacters(in: .whitespaces)
                // A column that came later may be missing: then there is nothing to write there.
                let given = values.filter { !$0.value.isEmpty }
                return try files.appendingRow(to: table.file, given.merging([table.key: name]) { $1 })
            }
            return try files.replacingCells(in: table.file, row: key, values)
        } refused: { problems in
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
        let errand = AdminErrand(
            title: "\(table.words)：删除 \(key)",
            section: table.section,
            action: table.path + "/remove",
            done: table.path
        )
        return try await admin.changeCity(context, errand) {
            try $0.removingRow(from: table.file, row: key)
        } refused: { problems in
            try await show(table, FormFields(pairs: [("edit", key)]), context, problems: problems)
        }
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
            frame: try admin.frame(table.section, context, done: asked.first("done"), problems: problems),
            table: table,
            query: query,
            summary: "共 \(all.count) 项" + (query.isEmpty ? "" : "，找到 \(found.count) 项"),
            rows: shown.map { _, row in
                AdminRow(
                    cells: maker.cells(row),
                    labels: table.labels,
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
        return try await admin.respond(page, context)
    }

    static func inQuery(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
