import Casework
import HTTPTypes
import Hummingbird
import Mustache
import Storage

/// `/login/code`: the second of two steps.
struct SignInCodePages {
    let hotline: Hotline
    let pages: Pages
    private let limit = RateLimit(perMinute: 30)

    init(hotline: Hotline, pages: Pages) {
        self.hotline = hotline
        self.pages = pages
    }

    func add(to router: Router<VisitorContext>) {
        router.get("login/code") { request, _ -> Response in
            guard try await account(request) != nil else {
                return Response.redirect(to: "/login", type: .normal)
            }
            return try await pages.respond(SignInCodePage(problem: ""), to: nil)
        }
        router.post("login/code") { request, context in try await take(request, context) }
    }

    /// Whoever gave the password a moment ago.
    private func account(_ request: Request) async throws -> Account? {
        guard let cookie = request.cookies[Cookies.half]?.value,
            let half = hotline.keys.halfSignIn(cookie),
            let account = try await hotline.people.account(of: half.person), account.isActive,
            half.belongs(to: account, at: hotline.clock.now)
        else { return nil }
        return account
    }

    private func take(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let now = hotline.clock.now
        try limit.count(context.address, at: now)
        guard request.isFromOurselves else { throw Problem.notPermitted("表单不是从本站提交的。") }
        let form = try await request.form()
        let door = SignIn(hotline: hotline, isSecure: context.isSecure)
        guard let account = try await account(request) else {
            return Response.redirect(to: "/login", type: .normal)
        }
        guard !door.isLocked(account) else { return try await refuse() }
        let answer = try await hotline.secondFactors.use(
            form.first("code") ?? "",
            of: account.person,
            from: context.address,
            at: now
        )
        guard answer != .wrong else {
            try await hotline.people.countFailure(of: account, from: context.address, at: now)
            return try await refuse()
        }
        var response = try await door.begin(account, from: context.address)
        response.setCookie(door.forgetting(Cookies.half))
        return response
    }

    private func refuse() async throws -> Response {
        let policy = hotline.rules.identity
        let page = SignInCodePage(
            problem: "验证码不对、已用过，或账号已锁定（连续 \(policy.failuresUntilLock) 次错误锁定 \(policy.lockMinutes) 分钟）。"
        )
        return try await pages.respond(page, to: nil, status: .unprocessableContent)
    }
}

/// `/login/code`.
struct SignInCodePage: Page, MustacheParent {
    let title = "两步验证"
    let problem: String

    func child(named name: String) -> Any? {
        switch name {
        case "problem": problem.ifAny
        default: nil
        }
    }
}
