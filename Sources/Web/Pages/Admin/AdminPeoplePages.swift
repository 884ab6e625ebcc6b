import Casework
import Foundation
import Hummingbird
import Storage

/// `/admin/people`: who works with the hotline.
struct AdminPeoplePages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }
    private static let perPage = 50

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/people") { request, context in try await list(request, context) }
        group.post("admin/people") { request, context in try await add(request, context) }
    }

    private func list(
        _ request: Request,
        _ context: StaffContext,
        problems: [String] = [],
        form: [String: [String]] = [:]
    ) async throws -> Response {
        let query = try request.query.first("q") ?? ""
        let accounts = try await hotline.people.list()
        let found = accounts.filter { account in
            query.isEmpty || describe(account).contains { $0.localizedStandardContains(query) }
        }
        let after = try request.query.first("after") ?? ""
        let rest = found.filter { $0.person.account > after }
        let shown = rest.prefix(Self.perPage)
        let next = shown.count < rest.count ? shown.last?.person.account ?? "" : ""
        let page = AdminPeoplePage(
            frame: try admin.frame(.people, context, problems: problems),
            query: query,
            summary: query.isEmpty ? "共 \(accounts.count) 人" : "\(accounts.count) 人中找到 \(found.count) 人",
            rows: shown.map { account in
                AdminRow(
                    cells: describe(account),
                    link: "/admin/people/\(account.person.id)",
                    isDim: !account.isActive
                )
            },
            fields: AdminPersonForm(hotline.city).fields(form, isNew: true),
            roles: AdminPersonForm.roles(form["roles"] ?? []),
            next: next.isEmpty
                ? "" : "/admin/people?after=\(next)&q=\(AdminTablePages.inQuery(query))"
        )
        return try await admin.respond(page, context)
    }

    private func describe(_ account: Account) -> [String] {
        let person = account.person
        let state =
            !account.isActive
            ? "停用" : account.lockedUntil.map { hotline.clock.now < $0 } ?? false ? "锁定" : "在用"
        return [
            person.account, person.name, person.roles.map(\.chinese).joined(separator: "、"),
            person.team ?? "",
            admin.wording.unit(person.unit), state,
        ]
    }

    private func add(_ request: Request, _ context: StaffContext) async throws -> Response {
        _ = try admin.open(.people, context)
        let given = AdminPersonForm.Given(context.form)
        var problems = given.problems
        if try await hotline.people.account(given.account) != nil {
            problems.append("已有账号“\(given.account)”。")
        }
        guard problems.isEmpty else {
            return try await list(request, context, problems: problems, form: given.kept)
        }
        do {
            try PeopleError.check(account: given.account, roles: given.roles, unit: given.unit)
            let isDemonstration =
                try await hotline.people.account(of: context.person.id)?.isDemonstration ?? false
            let words = PersonWords(admin.wording)
            let preview = AdminPreview(
                title: "新增人员 \(given.account)",
                action: "/admin/people",
                back: "/admin/people",
                rows: words.rows(nil, words.cells(given)),
                effects: ["确认后生成初始密码，只显示一次；本人首次登录须修改。"],
                undo: "账号不能删除，可以停用。",
                button: "确认新增并生成初始密码"
            )
            return try await admin.confirmed(preview, in: .people, context) {
                // Whoever a demonstration's administrator adds belongs to the demonstration.
                let id = try await hotline.people.save(
                    account: given.account,
                    name: given.name,
                    roles: given.roles,
                    team: given.team,
                    unit: given.unit,
                    isDemonstration: isDemonstration,
                    note: given.note,
                    by: context.person,
                    from: context.address,
                    at: hotline.clock.now
                )
                return try await AdminPersonPages(admin: admin).handOut(to: id, context)
            }
        } catch let error as PeopleError {
            return try await list(request, context, problems: ["\(error)"], form: given.kept)
        }
    }
}
