import Casework
import CityTables
import Hummingbird
import Mustache
import Storage

/// `/admin/settings`: the numbers that a city sets for itself.
struct AdminSettingPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }
    private static let file = "settings.csv"

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/settings") { request, context in
            let asked = request.uri.queryParameters
            return try await show(context, edited: asked["edit"].map(String.init), done: asked["done"] != nil)
        }
        group.post("admin/settings") { _, context in
            _ = try admin.open(.settings, context)
            let form = context.form
            let key = form.first("key") ?? ""
            let value =
                form.first("value_unit") == nil
                ? form.first("value") ?? "" : LimitFields.written(form, "value")
            let problems = try await admin.changeCity(context) {
                try $0.replacingCell(in: Self.file, row: key, column: "value", with: value)
            }
            if problems.isEmpty { return Response.redirect(to: "/admin/settings?done=1", type: .normal) }
            return try await show(context, edited: key, problems: problems)
        }
    }

    private func show(_ context: StaffContext, edited: String?, done: Bool = false, problems: [String] = [])
        async throws -> Response
    {
        let tabs = try admin.open(.settings, context)
        let all = admin.rows(Self.file)
        let rows = all.map { row in
            let key = row["key"] ?? ""
            return AdminRow(
                cells: [row["note"] ?? "", LimitFields.chinese(row["value"]), key],
                link: "/admin/settings?edit=\(key)#edit"
            )
        }
        let chosen = edited.flatMap { key in all.first { $0["key"] == key } }
        let fields = chosen.map { row in
            let value = row["value"] ?? ""
            return [FormField(id: "key", name: "key", label: "", kind: .hidden, value: row["key"] ?? "")]
                + (value.contains(" ")
                    ? LimitFields.fields("value", "时限", value)
                    : [
                        FormField(
                            id: "value",
                            name: "value",
                            label: "值",
                            kind: .number,
                            value: value,
                            isRequired: true
                        )
                    ])
                + admin.changeFields
        }
        let page = AdminSettingsPage(
            tabs: tabs,
            notice: done ? "已生效，配置版本 \(hotline.rules.version)。" : "",
            problems: problems,
            rows: rows,
            edited: chosen.map { $0["note"] ?? $0["key"] ?? "" } ?? "",
            fields: fields ?? []
        )
        return try await admin.respond(page, context, isWrong: !problems.isEmpty)
    }
}

/// `/admin/settings`.
struct AdminSettingsPage: Page, MustacheParent {
    let title = "参数"
    let tabs: [PageTab]
    let notice: String
    let problems: [String]
    let rows: [AdminRow]
    let edited: String
    let fields: [FormField]

    func child(named name: String) -> Any? {
        switch name {
        case "tabs": tabs
        case "notice": notice.ifAny
        case "problems": problems
        case "hasProblems": !problems.isEmpty
        case "rows": rows
        case "edited": edited.ifAny
        case "fields": fields
        default: nil
        }
    }
}
