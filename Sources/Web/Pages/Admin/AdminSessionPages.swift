import Casework
import Foundation
import Hummingbird
import Mustache
import Storage

/// `/admin/sessions`: who is signed in, and which tokens act for whom.
struct AdminSessionPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }
    /// Whoever looks for an older one names its account.
    private static let most = 50

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/sessions") { request, context in
            let query = try request.query
            let account = query.first("account")?.trimmed ?? ""
            return try await show(context, done: query.first("done") != nil, of: account)
        }
        group.post("admin/sessions/end") { _, context in try await end(context) }
        group.post("admin/tokens") { _, context in try await makeToken(context) }
        group.post("admin/tokens/revoke") { _, context in try await revoke(context) }
    }

    private func end(_ context: StaffContext) async throws -> Response {
        _ = try admin.open(.sessions, context)
        let id = context.form.first("session") ?? ""
        // One that has ended meanwhile is as it should be.
        guard let entry = try await hotline.sessions.session(id) else {
            return .redirect(to: "/admin/sessions?done=1", type: .normal)
        }
        let preview = AdminPreview.grave(
            "结束 \(entry.account) 的会话",
            ["登录（\(entry.address)）", "自 \(admin.wording.instant(entry.startedAt))", "结束；本人可以重新登录"],
            action: "/admin/sessions/end",
            back: "/admin/sessions"
        )
        return try await admin.confirmed(preview, in: .sessions, context) {
            _ = try await hotline.sessions.revoke(
                session: id,
                by: context.person,
                from: context.address,
                at: hotline.clock.now
            )
            return .redirect(to: "/admin/sessions?done=1", type: .normal)
        }
    }

    private func revoke(_ context: StaffContext) async throws -> Response {
        _ = try admin.open(.sessions, context)
        let id = context.form.first("token").flatMap { Int64($0) }
        guard let id, let token = try await hotline.sessions.token(id) else {
            throw Problem.notFound
        }
        let preview = AdminPreview.grave(
            "吊销 \(token.account) 的令牌 \(token.name)",
            ["令牌 \(token.name)", "有效", "吊销；用它的程序立即不能再用"],
            action: "/admin/tokens/revoke",
            back: "/admin/sessions",
            undo: "不能；可以另发一个。"
        )
        return try await admin.confirmed(preview, in: .sessions, context) {
            _ = try await hotline.sessions.revokeToken(
                id,
                by: context.person,
                from: context.address,
                at: hotline.clock.now
            )
            hotline.tokenCache.forget()
            return .redirect(to: "/admin/sessions?done=1", type: .normal)
        }
    }

    /// A token acts as its person, with that person's permissions.
    private func makeToken(_ context: StaffContext) async throws -> Response {
        _ = try admin.open(.sessions, context)
        let form = context.form
        let name = (form.first("name") ?? "").trimmingCharacters(in: .whitespaces)
        let days = form.first("days").flatMap { Int($0) } ?? 0
        guard let account = try await hotline.people.account(form.first("account") ?? ""), account.isActive
        else { return try await show(context, problems: ["没有这个在用的账号。"]) }
        guard (1...40).contains(name.count), (1...3650).contains(days) else {
            return try await show(context, problems: ["请写明用途，不超过 40 个字；有效天数 1 至 3650。"])
        }
        let now = hotline.clock.now
        let person = account.person
        let preview = AdminPreview(
            title: "发放令牌 \(name)",
            action: "/admin/tokens",
            back: "/admin/sessions",
            rows: [
                ["代表谁", "", "\(person.account) \(person.name)"],
                ["权限", "", person.roles.map(\.chinese).joined(separator: "、")],
                ["有效", "", "\(days) 天，到 \(admin.wording.instant(now + days * 86_400))"],
            ],
            effects: ["确认后令牌只显示一次。拿到它的程序可以做此人能做的一切。"],
            undo: "可以随时吊销。"
        )
        return try await admin.confirmed(preview, in: .sessions, context) {
            let token = try await hotline.sessions.makeToken(
                for: person,
                named: name,
                by: context.person,
                from: context.address,
                at: now,
                expiresAt: now + days * 86_400
            )
            return try await show(context, token: token)
        }
    }

    private func show(
        _ context: StaffContext,
        done: Bool = false,
        of account: String = "",
        problems: [String] = [],
        token: String = ""
    ) async throws -> Response {
        let words = admin.wording
        let now = hotline.clock.now
        let of = account.isEmpty ? nil : account
        let sessions = try await hotline.sessions.sessions(of: of, limit: Self.most).map { entry in
            AdminRow(
                cells: [
                    entry.account, entry.name, words.instant(entry.startedAt), words.instant(entry.seenAt),
                    entry.address,
                ],
                mark: entry.id == context.session.id ? "本会话" : "",
                value: entry.id
            )
        }
        let tokens = try await hotline.sessions.tokens(of: of, limit: Self.most).map { token in
            let isOver = token.expiresAt.map { $0 <= now } ?? false
            let state = token.revokedAt.map { "已吊销 \(words.instant($0))" } ?? (isOver ? "已过期" : "有效")
            return AdminRow(
                cells: [
                    token.account, token.name, words.instant(token.madeAt),
                    token.expiresAt.map(words.instant) ?? "长期",
                    state,
                ],
                mark: token.revokedAt == nil && !isOver ? "" : state,
                value: String(token.id),
                isDim: token.revokedAt != nil || isOver
            )
        }
        let page = AdminSessionsPage(
            frame: try admin.frame(
                .sessions,
                context,
                notice: done ? "已完成。" : "",
                problems: problems
            ),
            token: token,
            sessions: sessions,
            tokens: tokens,
            sessionCount: String(try await hotline.sessions.count()),
            account: account,
            tokenCount: String(try await hotline.sessions.tokenCount(at: now))
        )
        return try await admin.respond(page, context)
    }
}

/// `/admin/sessions`.
struct AdminSessionsPage: AdminPage {
    let title = "会话与令牌"
    let frame: AdminFrame
    /// Shown this once.
    let token: String
    let sessions: [AdminRow]
    let tokens: [AdminRow]
    let sessionCount: String
    /// Whose sessions and tokens are asked for; empty for everybody's.
    let account: String
    let tokenCount: String

    func part(named name: String) -> Any? {
        switch name {
        case "token": token.ifAny
        case "sessions": sessions
        case "tokens": tokens
        case "sessionCount": sessionCount
        case "account": account
        case "hasNoSession": sessions.isEmpty
        case "hasNoToken": tokens.isEmpty
        case "tokenCount": tokenCount
        default: nil
        }
    }
}
