import Casework
import Hummingbird
import Mustache
import Storage

/// What is only looked at: the working calendar, versions, roles, the audit log.
struct AdminViewPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/calendar") { _, context in try await calendar(context) }
        group.get("admin/versions") { _, context in try await versions(context) }
        group.get("admin/roles") { _, context in try await roles(context) }
        group.get("admin/audit") { request, context in try await audit(request, context) }
    }

    private func calendar(_ context: StaffContext) async throws -> Response {
        let tabs = try admin.open(.calendar, context)
        let rules = hotline.rules
        let periods = admin.rows("work_periods.csv").map { row in
            let unit = row["unit"] ?? ""
            return AdminRow(cells: [
                unit.isEmpty ? "热线与各单位" : admin.wording.unit(unit), row["season_from"] ?? "",
                "\(row["start"] ?? "") — \(row["end"] ?? "")",
            ])
        }
        let years = Dictionary(grouping: admin.rows("holidays.csv")) { ($0["date"] ?? "").prefix(4) }
        let holidays = years.sorted { $0.key > $1.key }.map { year, rows in
            func days(_ type: String) -> String {
                rows.filter { $0["type"] == type }.map {
                    "\(($0["date"] ?? "").dropFirst(5)) \($0["name"] ?? "")"
                }
                .joined(separator: "，")
            }
            return AdminRow(cells: [String(year), days("holiday"), days("makeup_workday")])
        }
        let today = rules.time.day(of: hotline.clock.now)
        let page = AdminCalendarPage(
            tabs: tabs,
            today: "今天 \(today) 是\(rules.hall.working.isWorkday(today) ? "工作日" : "休息日")；"
                + "节假日表到 \(rules.hall.working.knownUntil) 年，之后按周一至周五计算。",
            periods: periods,
            years: holidays
        )
        return try await admin.respond(page, context)
    }

    private func versions(_ context: StaffContext) async throws -> Response {
        let tabs = try admin.open(.versions, context)
        let versions = try await hotline.cities.versions()
        let names = try await hotline.people.names(Set(versions.map(\.person)))
        let rows = versions.map { entry in
            AdminRow(
                cells: [
                    String(entry.version), admin.wording.exact(entry.at), names[entry.person] ?? "命令行",
                    entry.note,
                ],
                mark: entry.version == hotline.rules.version ? "生效" : ""
            )
        }
        return try await admin.respond(AdminVersionsPage(tabs: tabs, rows: rows), context)
    }

    private func roles(_ context: StaffContext) async throws -> Response {
        let tabs = try admin.open(.roles, context)
        let people = try await hotline.people.list().filter(\.isActive)
        let counts = Role.allCases.map { role in people.count { $0.person.roles.contains(role) } }
        let rows =
            [AdminRow(cells: ["在用人数"] + counts.map(String.init))]
            + Permission.allCases.map { permission in
                AdminRow(
                    cells: [permission.rawValue]
                        + Role.allCases.map { role in
                            role.permissions.contains(permission) ? (role.isOfUnit ? "本单位" : "✓") : ""
                        }
                )
            }
        let page = AdminRolesPage(tabs: tabs, heads: Role.allCases.map(\.chinese), rows: rows)
        return try await admin.respond(page, context)
    }

    private static let perPage = 100

    private func audit(_ request: Request, _ context: StaffContext) async throws -> Response {
        let tabs = try admin.open(.audit, context)
        let asked = request.uri.queryParameters
        let action = asked["action"].flatMap { AuditRecord.Action(rawValue: String($0)) }
        let before = asked["before"].flatMap { Int64($0) }
        let found = try await hotline.audit.latest(action, before: before, limit: Self.perPage + 1)
        let shown = found.prefix(Self.perPage)
        let names = try await hotline.people.names(Set(shown.map(\.record.person)))
        let rows = shown.map { id, record in
            let roles = record.roles.split(separator: " ").compactMap { Role(rawValue: String($0))?.chinese }
            let change = [record.before, record.after].compactMap { $0 }.joined(separator: " → ")
            return AdminRow(
                cells: [
                    String(id), admin.wording.exact(record.at), names[record.person] ?? "—",
                    roles.joined(separator: "、"), record.address, record.action.chinese, record.object,
                    change,
                    record.result == "ok" ? "成功" : record.result == "refused" ? "拒绝" : record.result,
                    record.reason ?? "",
                ],
                isDim: record.result != "ok"
            )
        }
        let next =
            found.count > Self.perPage
            ? "/admin/audit?" + (action.map { "action=\($0.rawValue)&" } ?? "")
                + "before=\(shown.last?.id ?? 0)" : ""
        let page = AdminAuditPage(
            tabs: tabs,
            actions: AdminPersonForm.options(
                AuditRecord.Action.allCases.map { ($0.rawValue, $0.chinese) },
                chosen: action?.rawValue ?? "",
                none: "全部动作"
            ),
            rows: rows,
            next: next
        )
        return try await admin.respond(page, context)
    }
}

/// `/admin/calendar`.
struct AdminCalendarPage: Page, MustacheParent {
    let title = "工作日历"
    let tabs: [PageTab]
    let today: String
    let periods: [AdminRow]
    let years: [AdminRow]

    func child(named name: String) -> Any? {
        switch name {
        case "tabs": tabs
        case "today": today
        case "periods": periods
        case "years": years
        default: nil
        }
    }
}

/// `/admin/versions`.
struct AdminVersionsPage: Page, MustacheParent {
    let title = "配置版本"
    let tabs: [PageTab]
    let rows: [AdminRow]

    func child(named name: String) -> Any? {
        switch name {
        case "tabs": tabs
        case "rows": rows
        default: nil
        }
    }
}

/// `/admin/roles`.
struct AdminRolesPage: Page, MustacheParent {
    let title = "角色与权限"
    let tabs: [PageTab]
    let heads: [String]
    let rows: [AdminRow]

    func child(named name: String) -> Any? {
        switch name {
        case "tabs": tabs
        case "heads": heads
        case "rows": rows
        default: nil
        }
    }
}

/// `/admin/audit`.
struct AdminAuditPage: Page, MustacheParent {
    let title = "审计"
    let tabs: [PageTab]
    let actions: [FormOption]
    let rows: [AdminRow]
    let next: String

    func child(named name: String) -> Any? {
        switch name {
        case "tabs": tabs
        case "actions": actions
        case "rows": rows
        case "next": next.ifAny
        default: nil
        }
    }
}
