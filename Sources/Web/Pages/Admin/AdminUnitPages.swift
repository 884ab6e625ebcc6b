import Casework
import CityTables
import Hummingbird
import Mustache
import Storage

/// `/admin/units`: who settles cases; a unit is switched off or on.
struct AdminUnitPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/units") { request, context in
            try await show(context, done: request.query.first("done"))
        }
        group.post("admin/units") { _, context in
            _ = try admin.open(.units, context)
            let unit = context.form.first("unit") ?? ""
            let active = context.form.first("active") == "1" ? "1" : "0"
            let name = admin.wording.unit(unit)
            let errand = AdminErrand(
                title: active == "1" ? "启用\(name)" : "停用\(name)",
                section: .units,
                action: "/admin/units",
                done: "/admin/units"
            )
            return try await admin.changeCity(context, errand) {
                try $0.replacingCell(in: "units.csv", row: unit, column: "active", with: active)
            } refused: { problems in
                try await show(context, problems: problems, chosen: unit)
            }
        }
    }

    private func show(
        _ context: StaffContext,
        done: String? = nil,
        problems: [String] = [],
        chosen: String = ""
    )
        async throws -> Response
    {
        let rules = hotline.rules
        let words = admin.wording
        let people = try await hotline.people.list()
        let units = rules.units.values.sorted { $0.id < $1.id }
        let rows = units.map { unit in
            AdminRow(
                cells: [
                    unit.id, unit.name, rules.unitTypes[unit.type] ?? unit.type,
                    unit.district == nil ? "全市" : words.area(unit.district), unit.isExternal ? "外部" : "",
                    String(people.filter { $0.person.unit == unit.id && $0.isActive }.count),
                    [unit.duty, unit.phone].filter { !$0.isEmpty }.joined(separator: " "),
                    unit.isActive ? "在用" : "停用",
                ],
                labels: ["", "", "类型", "区域", "", "人员", "值班", ""],
                link: "/admin/tables/units?edit=\(unit.id)#edit",
                value: unit.name,
                isDim: !unit.isActive
            )
        }
        let options = AdminPersonForm.options(
            units.map { ($0.id, "\($0.name)（\($0.isActive ? "在用" : "停用")）") },
            chosen: chosen,
            none: "选择单位"
        )
        let fields =
            [
                FormField(id: "unit", name: "unit", label: "单位", kind: .choice(options), isRequired: true),
                FormField(
                    id: "active",
                    name: "active",
                    label: "改为",
                    kind: .choice([
                        FormOption(value: "0", words: "停用：不再派给它"), FormOption(value: "1", words: "在用"),
                    ])
                ),
            ] + admin.changeFields()
        let page = AdminUnitsPage(
            frame: try admin.frame(.units, context, done: done, problems: problems),
            rows: rows,
            fields: fields
        )
        return try await admin.respond(page, context)
    }
}

/// `/admin/units`.
struct AdminUnitsPage: AdminPage {
    let title = "单位"
    let frame: AdminFrame
    let rows: [AdminRow]
    let fields: [FormField]

    func part(named name: String) -> Any? {
        switch name {
        case "rows": rows
        case "fields": fields
        default: nil
        }
    }
}
