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
    /// Why an earlier sign-in has ended.
    let notice: String

    func child(named name: String) -> Any? {
        switch name {
        case "account": account
        case "problem": problem
        case "notice": notice.ifAny
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
        router.get("login") { request, context -> Response in
            if let session = context.session {
                return Response.redirect(to: Menu.home(of: session.person), type: .normal)
            }
            let cookie = request.cookies[Cookies.session]?.value
            let end =
                if let cookie { try await hotline.sessions.end(ofCookie: cookie) } else { SessionEnd?.none }
            let words = end?.words(Wording(rules: hotline.rules, now: hotline.clock.now)) ?? ""
            return try await pages.respond(LoginPage(account: "", problem: "", notice: words), to: nil)
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
        let door = SignIn(hotline: hotline, isSecure: context.isSecure)
        let isLocked = account.map(door.isLocked) ?? false
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
            let policy = hotline.rules.identity
            let page = LoginPage(
                account: name,
                problem: "账号或密码不对，或账号已锁定（连续 \(policy.failuresUntilLock) 次错误锁定 "
                    + "\(policy.lockMinutes) 分钟）。",
                notice: ""
            )
            return try await pages.respond(page, to: nil, status: .unprocessableContent)
        }
        // Wrong codes count together with wrong passwords: a right password alone forgives nothing.
        switch try await door.owed(by: account, from: context.address) {
        case .code: return try door.askForCode(account)
        case .nothing: return try await door.begin(account, from: context.address)
        case .factor: return try await refuseElsewhere(account, context)
        }
    }

    /// Setting up a second factor from there would prove nothing: whoever has the password could do it.
    private func refuseElsewhere(_ account: Account, _ context: VisitorContext) async throws -> Response {
        try await hotline.audit.record(
            AuditRecord(
                at: hotline.clock.now,
                by: account.person,
                from: context.address,
                .signInFailed,
                account.person.account,
                result: "refused",
                reason: "elsewhere without a second factor"
            )
        )
        let page = LoginPage(
            account: account.person.account,
            problem: "从大厅以外登录须有两步验证：请先在大厅里登录，在“修改密码”页上启用两步验证。",
            notice: ""
        )
        return try await pages.respond(page, to: nil, status: .unprocessableContent)
    }
}
