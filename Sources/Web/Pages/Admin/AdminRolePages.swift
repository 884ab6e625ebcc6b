import Casework
import CityTables
import Hummingbird
import Mustache
import Storage

/// `/admin/roles`: who may what; a role is chosen, its permissions are ticked.
struct AdminRolePages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/roles") { request, context in
            let asked = try request.query
            return try await show(
                context,
                edited: asked.first("edit").flatMap(Role.init(rawValue:)),
                done: asked.first("done")
            )
        }
        group.post("admin/roles") { _, context in try await change(context) }
    }

    private func change(_ context: StaffContext) async throws -> Response {
        _ = try admin.open(.roles, context)
        let form = context.form
        guard let role = form.first("role").flatMap(Role.init) else { throw Problem.notFound }
        let wanted = Set(form.all("permission").compactMap(Permission.init))
        if let refusal = Grants.objection(to: wanted, of: role) {
            return try await show(context, edited: role, wanted: wanted, problems: [refusal.chinese])
        }
        let errand = AdminErrand(
            title: "\(role.chinese)的权限",
            section: .roles,
            action: "/admin/roles",
            done: "/admin/roles",
            back: "/admin/roles?edit=\(role.rawValue)#edit",
            mayWait: false
        )
        return try await admin.changeCity(context, errand) {
            $0.granting(wanted, to: role)
        } refused: { problems in
            try await show(context, edited: role, wanted: wanted, problems: problems)
        }
    }

    private func show(
        _ context: StaffContext,
        edited: Role?,
        wanted: Set<Permission>? = nil,
        done: String? = nil,
        problems: [String] = []
    ) async throws -> Response {
        let grants = hotline.rules.grants
        let people = try await hotline.people.list().filter(\.isActive)
        let heads = Role.allCases.map { role in
            AdminRow(
                cells: [role.chinese, "\(people.count { $0.person.roles.contains(role) }) 人"],
                link: role.isAdministrator ? "" : "/admin/roles?edit=\(role.rawValue)#edit",
                value: role.chinese
            )
        }
        let rows = Permission.groups.flatMap { group in
            Permission.allCases.filter { $0.group == group }.map { permission in
                AdminRow(
                    cells: Role.allCases.map { role in
                        grants.permissions(of: role).contains(permission) ? (role.isOfUnit ? "本单位" : "✓") : ""
                    },
                    mark: permission.chinese,
                    value: permission.rawValue
                )
            }
        }
        let page = AdminRolesPage(
            frame: try admin.frame(.roles, context, done: done, problems: problems),
            heads: heads,
            rows: rows,
            edited: edited.flatMap { $0.isAdministrator ? nil : $0 },
            groups: edited.map { groups(of: $0, wanted ?? grants.permissions(of: $0)) } ?? [],
            changeFields: admin.changeFields(mayWait: false)
        )
        return try await admin.respond(page, context)
    }

    /// What the role could have, group by group.
    private func groups(of role: Role, _ has: Set<Permission>) -> [AdminPermissionGroup] {
        Permission.groups.compactMap { group in
            let ticks = Permission.allCases.filter { permission in
                permission.group == group
                    && Grants.objection(to: [permission], of: role) == nil
            }
            guard !ticks.isEmpty else { return nil }
            return AdminPermissionGroup(
                words: group,
                ticks: ticks.map {
                    FormOption(value: $0.rawValue, words: $0.chinese, isChosen: has.contains($0))
                }
            )
        }
    }
}

/// Permissions that belong together, to be ticked.
struct AdminPermissionGroup: Sendable, MustacheParent {
    let words: String
    let ticks: [FormOption]

    func child(named name: String) -> Any? {
        switch name {
        case "words": words
        case "ticks": ticks
        default: nil
        }
    }
}

/// `/admin/roles`.
struct AdminRolesPage: AdminPage {
    let title = "角色与权限"
    let frame: AdminFrame
    let heads: [AdminRow]
    let rows: [AdminRow]
    let edited: Role?
    let groups: [AdminPermissionGroup]
    let changeFields: [FormField]

    func part(named name: String) -> Any? {
        switch name {
        case "heads": heads
        case "rows": rows
        case "edited": (edited?.rawValue ?? "").ifAny
        case "editedWords": edited?.chinese ?? ""
        case "groups": groups
        case "changeFields": changeFields
        default: nil
        }
    }
}
