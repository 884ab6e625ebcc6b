import Casework
import Hummingbird
import Mustache
import Storage

/// `/admin/sessions`: who is signed in, and which tokens act for whom.
struct AdminSessionPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/sessions") { request, context in
            try await show(context, done: request.uri.queryParameters["done"] != nil)
        }
        group.post("admin/sessions/end") { _, context in
            _ = try admin.open(.sessions, context)
            _ = try await hotline.sessions.revoke(
                session: context.form.first("session") ?? "",
                by: context.person,
                from: context.address,
                at: hotline.clock.now
            )
            return Response.redirect(to: "/admin/sessions?done=1", type: .normal)
        }
        group.post("admin/tokens/revoke") { _, context in
            _ = try admin.open(.sessions, context)
            guard let id = context.form.first("token").flatMap({ Int64($0) }) else { throw Problem.notFound }
            _ = try await hotline.sessions.revokeToken(
                id,
                by: context.person,
                from: context.address,
                at: hotline.clock.now
            )
            hotline.tokenCache.forget()
            return Response.redirect(to: "/admin/sessions?done=1", type: .normal)
        }
    }

    private func show(_ context: StaffContext, done: Bool) async throws -> Response {
        let tabs = try admin.open(.sessions, context)
        let words = admin.wording
        let now = hotline.clock.now
        let sessions = try await hotline.sessions.sessions().map { entry in
            AdminRow(
                cells: [
                    entry.account, entry.name, words.instant(entry.startedAt), words.instant(entry.seenAt),
                    entry.address,
                ],
                mark: entry.id == context.session.id ? "本会话" : "",
                value: entry.id
            )
        }
        let tokens = try await hotline.sessions.tokens().map { token in
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
            tabs: tabs,
            notice: done ? "已完成。" : "",
            sessions: sessions,
            tokens: tokens,
            sessionCount: String(sessions.count),
            tokenCount: String(tokens.filter { !$0.isDim }.count)
        )
        return try await admin.respond(page, context)
    }
}

/// `/admin/sessions`.
struct AdminSessionsPage: Page, MustacheParent {
    let title = "会话与令牌"
    let tabs: [PageTab]
    let notice: String
    let sessions: [AdminRow]
    let tokens: [AdminRow]
    let sessionCount: String
    let tokenCount: String

    func child(named name: String) -> Any? {
        switch name {
        case "tabs": tabs
        case "notice": notice.ifAny
        case "sessions": sessions
        case "tokens": tokens
        case "sessionCount": sessionCount
        case "tokenCount": tokenCount
        default: nil
        }
    }
}
