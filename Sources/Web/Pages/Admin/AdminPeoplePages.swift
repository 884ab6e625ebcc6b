import Casework
import Foundation
import Hummingbird
import Storage

/// `/admin/people`: who works with the hotline.
struct AdminPeoplePages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/people") { request, context in try await list(request, context) }
        group.post("admin/people") { request, context in try await add(request, context) }
        group.get("admin/people/:id") { request, context in
            let done = request.uri.queryParameters["done"].map(String.init) ?? ""
            return try await show(try await account(context), context, notice: Self.notices[done] ?? "")
        }
        group.post("admin/people/:id") { _, context in try await change(context) }
        group.post("admin/people/:id/password") { _, context in try await newPassword(context) }
        group.post("admin/people/:id/sessions") { _, context in try await revoke(context) }
    }

    private static let notices = ["saved": "已保存。", "revoked": "该账号的会话已全部结束。"]

    // The list, and somebody new

    private func list(
        _ request: Request,
        _ context: StaffContext,
        problems: [String] = [],
        form: [String: [String]] = [:]
    ) async throws -> Response {
        let tabs = try admin.open(.people, context)
        let query = request.uri.queryParameters["q"].map(String.init) ?? ""
        let accounts = try await hotline.people.list()
        let found = accounts.filter { account in
            query.isEmpty || describe(account).contains { $0.localizedStandardContains(query) }
        }
        let page = AdminPeoplePage(
            tabs: tabs,
            query: query,
            problems: problems,
            summary: query.isEmpty ? "共 \(accounts.count) 人" : "\(accounts.count) 人中找到 \(found.count) 人",
            rows: found.map { account in
                AdminRow(
                    cells: describe(account),
                    link: "/admin/people/\(account.person.id)",
                    isDim: !account.isActive
                )
            },
            fields: AdminPersonForm(hotline.city).fields(form, isNew: true)
        )
        return try await admin.respond(page, context, isWrong: !problems.isEmpty)
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
            let isDemonstration =
                try await hotline.people.account(of: context.person.id)?.isDemonstration ?? false
            // Whoever a demonstration's administrator adds belongs to the demonstration.
            let id = try await hotline.people.save(
                account: given.account,
                name: given.name,
                roles: given.roles,
                team: given.team,
                unit: given.unit,
                isDemonstration: isDemonstration,
                by: context.person,
                from: context.address,
                at: hotline.clock.now
            )
            return try await handOut(to: id, context)
        } catch let error as PeopleError {
            return try await list(request, context, problems: ["\(error)"], form: given.kept)
        }
    }

    // Somebody who is there

    private func account(_ context: StaffContext) async throws -> Account {
        _ = try admin.open(.people, context)
        let id = context.parameters.get("id").flatMap { Int64($0) } ?? -1
        guard let account = try await hotline.people.account(of: id) else { throw Problem.notFound }
        return account
    }

    private func show(
        _ account: Account,
        _ context: StaffContext,
        notice: String = "",
        problems: [String] = [],
        password: String = ""
    ) async throws -> Response {
        let words = admin.wording
        let person = account.person
        let values: [String: [String]] = [
            "account": [person.account], "name": [person.name], "roles": person.roles.map(\.rawValue),
            "team": [person.team ?? ""], "unit": [person.unit ?? ""],
            "active": [account.isActive ? "true" : "false"],
        ]
        let locked = account.lockedUntil.flatMap { hotline.clock.now < $0 ? $0 : nil }
        let page = AdminPersonPage(
            tabs: try admin.open(.people, context),
            id: String(person.id),
            account: person.account,
            name: person.name,
            facts: [
                AdminRow(cells: ["密码更改", account.passwordAt.map(words.instant) ?? "未设"]),
                AdminRow(cells: ["须改密码", account.mustChangePassword(at: hotline.clock.now) ? "是" : "否"]),
                AdminRow(cells: ["锁定", locked.map { "到 \(words.instant($0))" } ?? "否"]),
                AdminRow(cells: ["类别", account.isDemonstration ? "演示账号" : "正式账号"]),
            ],
            notice: notice,
            problems: problems,
            password: password,
            fields: AdminPersonForm(hotline.city).fields(values, isNew: false)
        )
        return try await admin.respond(page, context, isWrong: !problems.isEmpty)
    }

    private func change(_ context: StaffContext) async throws -> Response {
        let account = try await account(context)
        let given = AdminPersonForm.Given(context.form, account: account.person.account)
        var problems = given.problems
        if account.person.id == context.person.id, !given.isActive || given.roles != account.person.roles {
            problems.append("不能停用自己，也不能改自己的角色；请另一位系统管理员操作。")
        }
        guard problems.isEmpty else { return try await show(account, context, problems: problems) }
        do {
            _ = try await hotline.people.save(
                account: account.person.account,
                name: given.name,
                roles: given.roles,
                team: given.team,
                unit: given.unit,
                sources: account.person.sources,
                isActive: given.isActive,
                by: context.person,
                from: context.address,
                at: hotline.clock.now
            )
            hotline.tokenCache.forget()
            return Response.redirect(to: "/admin/people/\(account.person.id)?done=saved", type: .normal)
        } catch let error as PeopleError {
            return try await show(account, context, problems: ["\(error)"])
        }
    }

    private func newPassword(_ context: StaffContext) async throws -> Response {
        try await handOut(to: try await account(context).person.id, context)
    }

    /// Draws a first password, which is shown this once and must be changed at the first sign-in.
    private func handOut(to id: Person.ID, _ context: StaffContext) async throws -> Response {
        let password = Secret.password()
        try await hotline.people.setPassword(
            try await hotline.passwords.hash(password),
            of: id,
            mustChange: true,
            by: context.person,
            from: context.address,
            at: hotline.clock.now
        )
        guard let account = try await hotline.people.account(of: id) else { throw Problem.notFound }
        return try await show(account, context, password: password)
    }

    private func revoke(_ context: StaffContext) async throws -> Response {
        let account = try await account(context)
        try await hotline.sessions.revoke(
            of: account.person.id,
            by: context.person,
            from: context.address,
            at: hotline.clock.now
        )
        return Response.redirect(to: "/admin/people/\(account.person.id)?done=revoked", type: .normal)
    }
}
