import Casework
import Hummingbird
import Storage

/// What follows when somebody has proved who they are, and what when they have not.
struct SignIn: Sendable {
    let hotline: Hotline
    /// Whether the browser comes by TLS.
    let isSecure: Bool

    /// Opens the session, and leads to where the person begins.
    func begin(_ account: Account, from address: String) async throws -> Response {
        let now = hotline.clock.now
        if account.failures > 0 { try await hotline.people.clearFailures(of: account.person.id) }
        let token = try await hotline.sessions.begin(account, from: address, at: now)
        var response = Response.redirect(
            to: account.mustChangePassword(at: now) ? "/password" : Menu.home(of: account.person),
            type: .normal
        )
        response.setCookie(cookie(Cookies.session, token))
        return response
    }

    /// The password was right; the code is owed.
    func askForCode(_ account: Account) throws -> Response {
        let half = try hotline.keys.seal(HalfSignIn(account, at: hotline.clock.now))
        var response = Response.redirect(to: "/login/code", type: .normal)
        response.setCookie(cookie(Cookies.half, half))
        return response
    }

    /// What is owed besides the password.
    enum Owed { case nothing, code, factor }

    /// Administrators who have a second factor give its code; from outside the hall nobody comes in without one.
    func owed(by account: Account, from address: String) async throws -> Owed {
        let isElsewhere = !account.isDemonstration && hotline.rules.identity.isElsewhere(address)
        let isAdministrator = account.person.roles.contains(where: \.isAdministrator)
        guard isElsewhere || isAdministrator else { return .nothing }
        if try await hotline.secondFactors.codesLeft(of: account.person.id) != nil { return .code }
        return isElsewhere ? .factor : .nothing
    }

    func isLocked(_ account: Account) -> Bool {
        account.lockedUntil.map { hotline.clock.now < $0 } ?? false
    }

    func cookie(_ name: String, _ value: String) -> Cookie {
        Cookies.cookie(name, value, isSecure: isSecure)
    }

    func forgetting(_ name: String) -> Cookie { Cookies.cookie(name, "", for: 0, isSecure: isSecure) }
}

extension SessionEnd {
    /// What the old screen says.
    func words(_ wording: Wording) -> String {
        switch why {
        case .elsewhere:
            "您的账号于 \(wording.instant(at)) 在另一处登录（地址 \(address)），这里的登录随即结束。"
                + "若不是您本人，请立即修改密码并告知系统管理员。"
        case .idle: "较长时间没有操作，已于 \(wording.instant(at)) 自动退出。草稿已保存，重新登录后继续。"
        case .revoked: "管理员已于 \(wording.instant(at)) 结束这次登录。"
        case .password: "密码已于 \(wording.instant(at)) 修改，请用新密码登录。"
        }
    }
}
