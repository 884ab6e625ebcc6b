import Casework
import Foundation
import Hummingbird
import Storage

/// `/admin/people/ID`: somebody's roles, password, second factor and sessions, and what they were before.
struct AdminPersonPages {
    let admin: AdminPages
    var hotline: Hotline { admin.hotline }
    private var words: PersonWords { PersonWords(admin.wording) }

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/people/:id") { request, context in
            let done = try request.query.first("done") ?? ""
            return try await show(try await account(context), context, notice: Self.notices[done] ?? "")
        }
        group.post("admin/people/:id") { _, context in try await change(context) }
        group.post("admin/people/:id/restore") { _, context in try await restore(context) }
        group.post("admin/people/:id/password") { _, context in try await newPassword(context) }
        group.post("admin/people/:id/sessions") { _, context in try await revoke(context) }
        group.post("admin/people/:id/second-factor") { _, context in try await resetFactor(context) }
    }

    private static let notices = [
        "saved": "已保存。", "revoked": "该账号的会话已全部结束。", "reset": "两步验证已重置，该账号的会话已全部结束。",
    ]

    func account(_ context: StaffContext) async throws -> Account {
        _ = try admin.open(.people, context)
        let id = context.parameters.get("id").flatMap { Int64($0) } ?? -1
        guard let account = try await hotline.people.account(of: id) else { throw Problem.notFound }
        return account
    }

    private func change(_ context: StaffContext) async throws -> Response {
        let account = try await account(context)
        let given = AdminPersonForm.Given(context.form, account: account.person.account)
        return try await save(account, given, "修改 \(account.person.account)", "", context)
    }

    /// Back to what they were, which is a change like another.
    private func restore(_ context: StaffContext) async throws -> Response {
        let account = try await account(context)
        let number = context.form.first("person_version").flatMap { Int($0) }
        let versions = try await hotline.people.versions(of: account.person.id)
        guard let version = versions.first(where: { $0.version == number }) else { throw Problem.notFound }
        let given = AdminPersonForm.Given(version, of: account, note: context.form.first("note") ?? "")
        let title = "\(account.person.account) 恢复到第 \(version.version) 版"
        return try await save(account, given, title, "/restore", context)
    }

    private func save(
        _ account: Account,
        _ given: AdminPersonForm.Given,
        _ title: String,
        _ verb: String,
        _ context: StaffContext
    ) async throws -> Response {
        let person = account.person
        let path = "/admin/people/\(person.id)"
        var problems = given.problems
        if person.id == context.person.id, !given.isActive || given.roles != person.roles {
            problems.append("不能停用自己，也不能改自己的角色；请另一位系统管理员操作。")
        }
        guard problems.isEmpty else { return try await show(account, context, problems: problems) }
        do {
            try PeopleError.check(account: person.account, roles: given.roles, unit: given.unit)
            let rows = words.rows(words.cells(account), words.cells(given))
            guard !rows.isEmpty else { return try await show(account, context, problems: ["内容和现在的一样。"]) }
            let preview = AdminPreview(
                title: title,
                action: path + verb,
                back: path,
                rows: rows,
                effects: account.isActive && !given.isActive
                    ? ["立即结束该账号的会话，吊销其令牌。"] : ["下一次点击即按新的角色。"],
                undo: "可以：在此人页面的“历次改动”里恢复。"
            )
            return try await admin.confirmed(preview, in: .people, context) {
                _ = try await hotline.people.save(
                    account: person.account,
                    name: given.name,
                    roles: given.roles,
                    team: given.team,
                    unit: given.unit,
                    sources: person.sources,
                    isActive: given.isActive,
                    note: given.note,
                    by: context.person,
                    from: context.address,
                    at: hotline.clock.now
                )
                hotline.tokenCache.forget()
                return Response.redirect(to: path + "?done=saved", type: .normal)
            }
        } catch let error as PeopleError {
            return try await show(account, context, problems: ["\(error)"])
        }
    }

    func show(
        _ account: Account,
        _ context: StaffContext,
        notice: String = "",
        problems: [String] = [],
        password: String = ""
    ) async throws -> Response {
        let person = account.person
        let now = hotline.clock.now
        let values: [String: [String]] = [
            "account": [person.account], "name": [person.name], "roles": person.roles.map(\.rawValue),
            "team": [person.team ?? ""], "unit": [person.unit ?? ""],
            "active": [account.isActive ? "true" : "false"],
        ]
        let instant = admin.wording.instant
        let locked = account.lockedUntil.flatMap { now < $0 ? $0 : nil }
        let codes = try await hotline.secondFactors.codesLeft(of: person.id)
        let page = AdminPersonPage(
            frame: try admin.frame(.people, context, notice: notice, problems: problems),
            id: String(person.id),
            account: person.account,
            name: person.name,
            facts: [
                AdminRow(cells: ["密码更改", account.passwordAt.map(instant) ?? "未设"]),
                AdminRow(cells: ["须改密码", account.mustChangePassword(at: now) ? "是" : "否"]),
                AdminRow(cells: ["锁定", locked.map { "到 \(instant($0))" } ?? "否"]),
                AdminRow(cells: ["两步验证", codes.map { "已启用，恢复码剩 \($0) 个" } ?? "未启用"]),
                AdminRow(cells: ["类别", account.isDemonstration ? "演示账号" : "正式账号"]),
            ],
            password: password,
            fields: AdminPersonForm(hotline.city).fields(values, isNew: false),
            roles: AdminPersonForm.roles(values["roles"] ?? []),
            hasFactor: codes != nil && person.id != context.person.id,
            versions: try await versions(of: person)
        )
        return try await admin.respond(page, context)
    }

    private func versions(of person: Person) async throws -> [AdminRow] {
        let versions = try await hotline.people.versions(of: person.id)
        let names = try await hotline.people.names(Set(versions.map(\.by)))
        return versions.enumerated().map { index, version in
            let cells = words.cells(version)
            return AdminRow(
                cells: [
                    String(version.version),
                    version.version == 0 ? "此前" : admin.wording.exact(version.at),
                    version.version == 0 ? "" : names[version.by] ?? "命令行",
                    cells.map(\.1).filter { !$0.isEmpty }.joined(separator: " · "), version.note,
                ],
                mark: index == 0 ? "现在" : "",
                value: String(version.version)
            )
        }
    }
}
