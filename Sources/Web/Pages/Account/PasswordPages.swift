import Casework
import Hummingbird
import Mustache
import Storage

/// `/password` and `/logout`: what everybody does with their own account.
struct PasswordPages {
    let hotline: Hotline
    let pages: Pages

    func add(to group: RouterGroup<StaffContext>) {
        group.get("password") { request, context in
            try await show(context, done: request.query.first("done") != nil)
        }
        group.post("password") { _, context in try await change(context) }
        group.post("logout") { _, context in
            try await hotline.sessions.signOut(context.session, from: context.address, at: hotline.clock.now)
            var response = Response.redirect(to: "/login", type: .normal)
            response.setCookie(
                SignIn(hotline: hotline, isSecure: context.isSecure).forgetting(Cookies.session)
            )
            return response
        }
    }

    private func show(_ context: StaffContext, done: Bool = false, problems: [String] = []) async throws
        -> Response
    {
        let page = PasswordPage(
            account: context.person.account,
            mustChange: context.session.mustChangePassword,
            notice: done ? "密码已修改，其他地方的登录已结束。" : "",
            home: Menu.home(of: context.person),
            hasFactor: !hotline.rules.identity.hallNetworks.isEmpty && !context.session.mustChangePassword,
            problems: problems
        )
        return try await pages.respond(
            page,
            to: context.session,
            at: "/password",
            status: problems.isEmpty ? .ok : .unprocessableContent
        )
    }

    private func change(_ context: StaffContext) async throws -> Response {
        let form = context.form
        guard let account = try await hotline.people.account(of: context.person.id) else {
            throw Problem.unauthorized
        }
        let isRight = try await hotline.passwords.verify(
            form.first("current") ?? "",
            against: account.storedPassword
        )
        guard isRight else {
            // Somebody at an unlocked desk must not get to guess for ever.
            try await hotline.people.countFailure(of: account, from: context.address, at: hotline.clock.now)
            if account.failures + 1 >= hotline.rules.identity.failuresUntilLock {
                try await hotline.sessions.end(context.session, at: hotline.clock.now)
            }
            return try await show(context, problems: ["现在的密码不对。"])
        }
        let password = form.first("new") ?? ""
        if let objection = try await objection(to: password, again: form.first("again"), account) {
            return try await show(context, problems: [objection])
        }
        try await hotline.people.setPassword(
            try await hotline.passwords.hash(password),
            of: account.person.id,
            mustChange: false,
            keeping: context.session.id,
            by: context.person,
            from: context.address,
            at: hotline.clock.now
        )
        return .redirect(to: "/password?done=1", type: .normal)
    }

    private func objection(to password: String, again: String?, _ account: Account) async throws -> String? {
        if password != again { return "两次输入的新密码不一样。" }
        if let objection = Passwords.objection(to: password, account: account.person.account) {
            return objection
        }
        // The one in use is the newest of the last five.
        let used =
            [account.storedPassword].compactMap { $0 }
            + (try await hotline.people.oldPasswords(of: account.person.id))
        for old in used.prefix(5) where try await hotline.passwords.verify(password, against: old) {
            return "不能与最近 5 次用过的密码相同。"
        }
        return nil
    }
}

/// `/password`.
struct PasswordPage: Page, MustacheParent {
    let title = "修改密码"
    let account: String
    let mustChange: Bool
    let notice: String
    let home: String
    /// Whether a second factor opens a door for everybody.
    let hasFactor: Bool
    let problems: [String]

    func child(named name: String) -> Any? {
        switch name {
        case "account": account
        case "mustChange": mustChange
        case "notice": notice.ifAny
        case "home": home
        case "hasFactor": hasFactor
        case "problems": problems
        default: nil
        }
    }
}
