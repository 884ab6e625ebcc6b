import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore
import Storage

/// `/login`.
struct LoginPage: Page, MustacheParent {
    let title = "登录"
    let account: String
    let problem: String
    let token: String

    func child(named name: String) -> Any? {
        switch name {
        case "account": account
        case "problem": problem
        case "token": token
        default: nil
        }
    }
}

/// What somebody sees instead of a page that cannot be shown.
struct ProblemPage: Page, MustacheParent {
    let title: String
    let message: String
    let fields: [String]
    /// By what the log knows the request.
    let reference: String

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "message": message
        case "fields": fields
        case "reference": reference
        default: nil
        }
    }
}

/// Signing in and out.
struct SignInPages {
    let hotline: Hotline
    let pages: Pages
    private let limit = RateLimit(perMinute: 30)

    init(hotline: Hotline, pages: Pages) {
        self.hotline = hotline
        self.pages = pages
    }

    func add(to router: Router<VisitorContext>) {
        router.get("login") { _, context -> Response in
            if let session = context.session {
                return Response.redirect(to: Menu.home(of: session.person), type: .normal)
            }
            return try await pages.respond(LoginPage(account: "", problem: "", token: ""), to: nil)
        }
        router.post("login", use: signIn)
    }

    @Sendable func signIn(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let now = hotline.clock.now
        try limit.count(context.address, at: now)
        // Another site cannot sign somebody in: the browser says where the form stood.
        guard request.isFromOurselves else { throw Problem.notPermitted("表单不是从本站提交的。") }
        let form = try await request.form()
        let name = form.first("account") ?? ""
        let account = try await hotline.people.account(name)
        let isRight = try await hotline.passwords.verify(
            form.first("password") ?? "",
            against: account?.storedPassword
        )
        let isLocked = account?.lockedUntil.map { now < $0 } ?? false
        guard let account, isRight, account.isActive, !isLocked else {
            if let account, !isLocked {
                try await hotline.people.countFailure(of: account, from: context.address, at: now)
            } else {
                try await hotline.audit.record(
                    AuditRecord(
                        at: now,
                        by: account?.person,
                        from: context.address,
                        .signInFailed,
                        String(name.prefix(40)),
                        result: "refused"
                    )
                )
            }
            // The same words for every cause: they tell nobody which accounts exist.
            let page = LoginPage(account: name, problem: "账号或密码不对，或账号已锁定（连续 5 次错误锁定 30 分钟）。", token: "")
            return try await pages.respond(page, to: nil, status: .unprocessableContent)
        }
        if account.failures > 0 { try await hotline.people.clearFailures(of: account.person.id) }
        let token = try await hotline.sessions.begin(account, from: context.address, at: now)
        var response = Response.redirect(
            to: account.mustChangePassword(at: now) ? "/password" : Menu.home(of: account.person),
            type: .normal
        )
        response.setCookie(
            Cookie(
                name: Cookies.session,
                value: token,
                path: "/",
                secure: hotline.isSecure,
                httpOnly: true,
                sameSite: .lax
            )
        )
        return response
    }
}
