import Casework
import Foundation
import Hummingbird
import Storage

/// `/admin/people/ID`: somebody's roles, password, second factor and sessions, and what they were before.
struct AdminPersonPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }
    private var words: PersonWords { PersonWords(admin.wording) }

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/people/:id") { request, context in
            let done = request.uri.queryParameters["done"].map(String.init) ?? ""
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

    private func account(_ context: StaffContext) async throws -> Account {
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
            guard preview.isConfirmed(by: context.form) else {
                return try await admin.show(preview, in: .people, context)
            }
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
        } catch let error as PeopleError {
            return try await show(account, context, problems: ["\(error)"])
        }
    }

    private func newPassword(_ context: StaffContext) async throws -> Response {
        let account = try await account(context)
        let path = "/admin/people/\(account.person.id)"
        let preview = AdminPreview(
            title: "重新生成 \(account.person.account) 的初始密码",
            action: path + "/password",
            back: path,
            rows: [["密码", "现在的密码", "新的初始密码，只显示一次"]],
            effects: ["结束该账号的全部会话，解除锁定；本人首次登录须修改密码。"],
            undo: "不能。",
            isGrave: true
        )
        guard preview.isConfirmed(by: context.form) else {
            return try await admin.show(preview, in: .people, context)
        }
        return try await handOut(to: account.person.id, context)
    }

    /// Draws a first password, which is shown this once and must be changed at the first sign-in.
    func handOut(to id: Person.ID, _ context: StaffContext) async throws -> Response {
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
        let path = "/admin/people/\(account.person.id)"
        let preview = AdminPreview(
            title: "结束 \(account.person.account) 的全部会话",
            action: path + "/sessions",
            back: path,
            rows: [["登录", "在用", "结束；本人可以重新登录"]],
            undo: "不能。",
            isGrave: true
        )
        guard preview.isConfirmed(by: context.form) else {
            return try await admin.show(preview, in: .people, context)
        }
        try await hotline.sessions.revoke(
            of: account.person.id,
            by: context.person,
            from: context.address,
            at: hotline.clock.now
        )
        return Response.redirect(to: path + "?done=revoked", type: .normal)
    }

    /// For somebody who has lost both the authenticator and the codes; never for oneself.
    private func resetFactor(_ context: StaffContext) async throws -> Response {
        let account = try await account(context)
        let person = account.person
        let path = "/admin/people/\(person.id)"
        let reason = (context.form.first("note") ?? "").trimmingCharacters(in: .whitespaces)
        guard person.id != context.person.id else {
            return try await show(account, context, problems: ["不能重置自己的两步验证；请另一位系统管理员操作。"])
        }
        guard reason.count >= 4 else {
            return try await show(account, context, problems: ["请写明理由（如何核实了本人），不少于 4 个字。"])
        }
        let preview = AdminPreview(
            title: "重置 \(person.account) 的两步验证",
            action: path + "/second-factor",
            back: path,
            rows: [["两步验证", "已启用", "未启用；验证器和恢复码全部作废"]],
            effects: ["结束该账号的全部会话；本人凭密码登录后重新启用。"],
            undo: "不能。",
            isGrave: true
        )
        guard preview.isConfirmed(by: context.form) else {
            return try await admin.show(preview, in: .people, context)
        }
        _ = try await hotline.secondFactors.reset(
            of: person,
            by: context.person,
            reason: reason,
            from: context.address,
            at: hotline.clock.now
        )
        return Response.redirect(to: path + "?done=reset", type: .normal)
    }

    private func show(
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
            tabs: try admin.open(.people, context),
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
            notice: notice,
            problems: problems,
            password: password,
            fields: AdminPersonForm(hotline.city).fields(values, isNew: false),
            hasFactor: codes != nil && person.id != context.person.id,
            versions: try await versions(of: person)
        )
        return try await admin.respond(page, context, isWrong: !problems.isEmpty)
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

/// Somebody as the administrator compares them: what each thing is called, and what it is.
struct PersonWords {
    private let wording: Wording

    init(_ wording: Wording) { self.wording = wording }

    func cells(_ account: Account) -> [(String, String)] {
        let person = account.person
        return cells(person.name, person.roles, person.team, person.unit, account.isActive)
    }

    func cells(_ given: AdminPersonForm.Given) -> [(String, String)] {
        cells(given.name, given.roles, given.team, given.unit, given.isActive)
    }

    func cells(_ version: PersonVersion) -> [(String, String)] {
        cells(version.name, version.roles, version.team, version.unit, version.isActive)
    }

    /// What differs; all that is said of somebody new.
    func rows(_ before: [(String, String)]?, _ after: [(String, String)]) -> [[String]] {
        guard let before else { return after.filter { !$0.1.isEmpty }.map { [$0.0, "", $0.1] } }
        return zip(before, after).filter { $0.1 != $1.1 }.map { old, new in
            [new.0, old.1.isEmpty ? "（空）" : old.1, new.1.isEmpty ? "（空）" : new.1]
        }
    }

    private func cells(
        _ name: String,
        _ roles: [Role],
        _ team: String?,
        _ unit: Casework.Unit.ID?,
        _ isActive: Bool
    ) -> [(String, String)] {
        [
            ("姓名", name), ("角色", roles.map(\.chinese).joined(separator: "、")), ("班组", team ?? ""),
            ("单位", wording.unit(unit)), ("状态", isActive ? "在用" : "停用"),
        ]
    }
}
