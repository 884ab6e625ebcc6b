import Casework
import CityTables
import Foundation
import Hummingbird
import Mustache
import Storage

/// `/admin/responsibilities`: whose what is; rules are added and removed.
struct AdminResponsibilityPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }
    private static let file = "responsibilities.csv"
    private static let columns = ["unit", "area", "road", "side", "topic", "category", "unit_type", "note"]

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/responsibilities") { request, context in
            try await show(request, context, done: request.query.first("done"))
        }
        group.post("admin/responsibilities") { request, context in try await add(request, context) }
        group.post("admin/responsibilities/remove") { request, context in try await remove(request, context) }
    }

    private func add(_ request: Request, _ context: StaffContext) async throws -> Response {
        _ = try admin.open(.responsibilities, context)
        let form = context.form
        var row = Self.columns.reduce(into: [String: String]()) { $0[$1] = form.first($1) ?? "" }
        row["note"] = form.first("rule_note") ?? ""
        let errand = errand("新增一条责任规则", "/admin/responsibilities")
        return try await admin.changeCity(context, errand) { [row] in
            try $0.appendingRow(to: Self.file, row)
        } refused: { problems in
            try await show(request, context, problems: problems, given: row)
        }
    }

    /// The row is named by its place, which stands still as long as the version does.
    private func remove(_ request: Request, _ context: StaffContext) async throws -> Response {
        _ = try admin.open(.responsibilities, context)
        let index = context.form.first("row").flatMap { Int($0) }
        let errand = errand("删除一条责任规则", "/admin/responsibilities/remove")
        return try await admin.changeCity(context, errand) { files in
            let rows = try files.rows(of: Self.file)
            guard let index, rows.indices.contains(index) else { throw CityEditRefusal.noSuchRow }
            return try files.removingRow(from: Self.file, where: rows[index])
        } refused: { problems in
            try await show(request, context, problems: problems)
        }
    }

    private func errand(_ title: String, _ action: String) -> AdminErrand {
        AdminErrand(
            title: title,
            section: .responsibilities,
            action: action,
            done: "/admin/responsibilities"
        )
    }

    private func show(
        _ request: Request,
        _ context: StaffContext,
        done: String? = nil,
        problems: [String] = [],
        given: [String: String] = [:]
    ) async throws -> Response {
        let query = try request.query.first("q") ?? ""
        let all = admin.rows(Self.file).enumerated().map { index, row in
            AdminRow(cells: cells(row), labels: ["", "地点", "", "备注"], value: String(index))
        }
        let found = all.filter { row in
            query.isEmpty || row.cells.contains { $0.localizedStandardContains(query) }
        }
        let after = try request.query.first("after").flatMap { Int($0) } ?? -1
        let rest = found.filter { (Int($0.value) ?? 0) > after }
        let shown = rest.prefix(50)
        let page = AdminResponsibilitiesPage(
            frame: try admin.frame(.responsibilities, context, done: done, problems: problems),
            query: query,
            summary: "共 \(all.count) 条" + (query.isEmpty ? "" : "，找到 \(found.count) 条")
                + (shown.count < rest.count ? "，每页 50 条" : ""),
            next: shown.count < rest.count
                ? "/admin/responsibilities?after=\(shown.last?.value ?? "")&q=\(AdminTablePages.inQuery(query))"
                : "",
            rows: Array(shown),
            fields: fields(given) + admin.changeFields(),
            changeFields: admin.changeFields("remove-")
        )
        return try await admin.respond(page, context)
    }

    /// Unit, where, about what, note: codes as names.
    private func cells(_ row: [String: String]) -> [String] {
        let rules = hotline.rules
        let words = admin.wording
        func given(_ column: String) -> String? { row[column].flatMap { $0.isEmpty ? nil : $0 } }
        let road = given("road").map { $0 + (given("side") ?? "") }
        let matter =
            given("topic").map { "主题 \(words.topic($0))" } ?? given("category").map {
                "类别 \(words.category($0))"
            }
            ?? given("unit_type").map { "类型 \(rules.unitTypes[$0] ?? $0)" } ?? ""
        return [
            words.unit(given("unit")), road ?? given("area").map { words.area($0) } ?? "全市", matter,
            given("note") ?? "",
        ]
    }

    private func fields(_ given: [String: String]) -> [FormField] {
        let rules = hotline.rules
        func choice(_ name: String, _ label: String, _ pairs: [(String, String)], required: Bool = false)
            -> FormField
        {
            FormField(
                id: "new-" + name,
                name: name,
                label: label,
                kind: .choice(AdminPersonForm.options(pairs, chosen: given[name] ?? "", none: "—")),
                isRequired: required
            )
        }
        let units = rules.units.values.sorted { $0.id < $1.id }
        let areas = rules.areas.values.sorted { $0.code < $1.code }
        let topics = rules.topics.values.sorted { $0.code < $1.code }
        let categories = rules.categories.values.sorted { $0.code < $1.code }
        return [
            choice("unit", "单位", units.map { ($0.id, $0.name) }, required: true),
            choice("area", "区域（与道路二选一，都空为全市）", areas.map { ($0.code, $0.name) }),
            choice("road", "道路", rules.roads.map { ($0.name, $0.name) }),
            FormField(
                id: "new-side",
                name: "side",
                label: "路侧，如 路东",
                kind: .line,
                value: given["side"] ?? ""
            ),
            choice("topic", "主题（三项选一）", topics.map { ($0.code, "\($0.industry) · \($0.name)") }),
            choice("category", "类别", categories.map { ($0.code, "\($0.majorName) · \($0.name)") }),
            choice(
                "unit_type",
                "单位类型",
                rules.unitTypes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            ),
            FormField(
                id: "new-rule",
                name: "rule_note",
                label: "规则备注",
                kind: .line,
                value: given["note"] ?? ""
            ),
        ]
    }
}

/// `/admin/responsibilities`.
struct AdminResponsibilitiesPage: AdminPage {
    let title = "责任表"
    let frame: AdminFrame
    let query: String
    let summary: String
    let next: String
    let rows: [AdminRow]
    let fields: [FormField]
    let changeFields: [FormField]

    func part(named name: String) -> Any? {
        switch name {
        case "query": query
        case "summary": summary
        case "next": next.ifAny
        case "rows": rows
        case "fields": fields
        case "changeFields": changeFields
        default: nil
        }
    }
}
