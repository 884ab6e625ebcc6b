import Casework
import Foundation
import Hummingbird
import Storage

/// Password, sessions and second factor of somebody else: each shown before it is done.
extension AdminPersonPages {
    func newPassword(_ context: StaffContext) async throws -> Response {
        let account = try await account(context)
        let path = "/admin/people/\(account.person.id)"
        let preview = AdminPreview.grave(
            "重新生成 \(account.person.account) 的初始密码",
            ["密码", "现在的密码", "新的初始密码，只显示一次"],
            action: path + "/password",
            back: path,
            effects: ["结束该账号的全部会话，解除锁定；本人首次登录须修改密码。"]
        )
        return try await admin.confirmed(preview, in: .people, context) {
            try await handOut(to: account.person.id, context)
        }
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

    func revoke(_ context: StaffContext) async throws -> Response {
        let account = try await account(context)
        let path = "/admin/people/\(account.person.id)"
        let preview = AdminPreview.grave(
            "结束 \(account.person.account) 的全部会话",
            ["登录", "在用", "结束；本人可以重新登录"],
            action: path + "/sessions",
            back: path
        )
        return try await admin.confirmed(preview, in: .people, context) {
            try await hotline.sessions.revoke(
                of: account.person.id,
                by: context.person,
                from: context.address,
                at: hotline.clock.now
            )
            return .redirect(to: path + "?done=revoked", type: .normal)
        }
    }

    /// For somebody who has lost both the authenticator and the codes; never for oneself.
    func resetFactor(_ context: StaffContext) async throws -> Response {
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
        let preview = AdminPreview.grave(
            "重置 \(person.account) 的两步验证",
            ["两步验证", "已启用", "未启用；验证器和恢复码全部作废"],
            action: path + "/second-factor",
            back: path,
            effects: ["结束该账号的全部会话；本人凭密码登录后重新启用。"]
        )
        return try await admin.confirmed(preview, in: .people, context) {
            _ = try await hotline.secondFactors.reset(
                of: person,
                by: context.person,
                reason: reason,
                from: context.address,
                at: hotline.clock.now
            )
            return .redirect(to: path + "?done=reset", type: .normal)
        }
    }
}
