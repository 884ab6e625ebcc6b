import Casework
import Foundation
import Hummingbird
import Mustache
import Storage

/// `/second-factor`: one's own second factor: of administrators, and of everybody where it opens the door from outside.
struct SecondFactorPages {
    let hotline: Hotline
    let pages: Pages
    private var admin: AdminPages { AdminPages(hotline: hotline, pages: pages) }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("second-factor") { _, context in try await show(context) }
        group.post("second-factor") { _, context in try await enrol(context) }
        group.post("second-factor/codes") { _, context in try await renew(context) }
    }

    private func enrol(_ context: StaffContext) async throws -> Response {
        _ = try frame(context)
        let form = context.form
        let now = hotline.clock.now
        guard let factor = try sealedFactor(form.first("sealed"), of: context.person) else {
            return try await show(context, problems: ["这一页已过期，请用下面新的密钥。"])
        }
        let isEnrolled = try await hotline.secondFactors.codesLeft(of: context.person.id) != nil
        let code = form.first("code")?.filter { !$0.isWhitespace } ?? ""
        // The new authenticator's code first: guessing it is no attack, and the other one would be used up.
        guard let step = factor.step(of: code, at: now) else {
            return try await show(context, factor, problems: ["验证码不对：请核对密钥和手机的时间。"])
        }
        if isEnrolled, try await isWrong(form.first("current"), context) {
            return try await show(context, factor, problems: ["现在的验证码不对，或已用过。"])
        }
        let codes = try await hotline.secondFactors.enrol(
            context.person,
            factor,
            usedStep: step,
            from: context.address,
            at: now
        )
        return try await show(context, codes: codes)
    }

    private func renew(_ context: StaffContext) async throws -> Response {
        _ = try frame(context)
        if try await isWrong(context.form.first("code"), context) {
            return try await show(context, problems: ["现在的验证码不对，或已用过。"])
        }
        let codes = try await hotline.secondFactors.renewCodes(
            of: context.person,
            from: context.address,
            at: hotline.clock.now
        )
        return try await show(context, codes: codes)
    }

    /// Somebody at an unlocked desk must not get to guess for ever.
    private func isWrong(_ code: String?, _ context: StaffContext) async throws -> Bool {
        let now = hotline.clock.now
        let answer = try await hotline.secondFactors.use(
            code ?? "",
            of: context.person,
            from: context.address,
            at: now
        )
        guard answer == .wrong else { return false }
        guard let account = try await hotline.people.account(of: context.person.id) else {
            throw Problem.unauthorized
        }
        try await hotline.people.countFailure(of: account, from: context.address, at: now)
        if account.failures + 1 >= hotline.rules.identity.failuresUntilLock {
            try await hotline.sessions.end(context.session, at: hotline.clock.now)
        }
        return true
    }

    private func show(
        _ context: StaffContext,
        _ factor: TOTP = .drawn(),
        problems: [String] = [],
        codes: [String] = []
    ) async throws -> Response {
        let person = context.person
        let address = factor.address(account: person.account, issuer: "回音 \(hotline.rules.hotline)")
        let left = try await hotline.secondFactors.codesLeft(of: person.id)
        let page = SecondFactorPage(
            frame: try frame(context, problems),
            account: person.account,
            codesLeft: left,
            mustEnrol: context.session.mustEnrol && codes.isEmpty,
            isAdministrator: person.roles.contains(where: \.isAdministrator),
            secret: factor.spelled,
            address: address,
            picture: QRPicture(address),
            sealed: try sealed(factor, of: person),
            codes: codes,
            home: Menu.home(of: person)
        )
        return try await admin.respond(page, context)
    }

    private func frame(_ context: StaffContext, _ problems: [String] = []) throws -> AdminFrame {
        if AdminSection.secondFactor.isOpen(to: context.person) {
            return try admin.frame(.secondFactor, context, problems: problems)
        }
        guard !hotline.rules.identity.hallNetworks.isEmpty else { throw Problem.notFound }
        return AdminFrame(tabs: [], problems: problems)
    }

    // The secret that is being offered waits in the form itself, sealed with whose it is.

    private func sealed(_ factor: TOTP, of person: Person) throws -> String {
        try hotline.keys.seal(Data("totp \(person.id) ".utf8) + factor.secret)
    }

    private func sealedFactor(_ text: String?, of person: Person) throws -> TOTP? {
        // What we have not sealed ourselves cannot be opened, and is no secret of ours.
        guard let text, let opened = try? hotline.keys.open(text) else { return nil }
        let mark = Data("totp \(person.id) ".utf8)
        guard opened.starts(with: mark) else { return nil }
        return TOTP(secret: Array(opened.dropFirst(mark.count)))
    }
}

/// `/second-factor`.
struct SecondFactorPage: AdminPage {
    let title = "两步验证"
    let frame: AdminFrame
    let account: String
    let codesLeft: Int?
    let mustEnrol: Bool
    let isAdministrator: Bool
    let secret: String
    let address: String
    let picture: QRPicture?
    let sealed: String
    /// Shown this once.
    let codes: [String]
    let home: String

    func part(named name: String) -> Any? {
        switch name {
        case "account": account
        case "isEnrolled": codesLeft != nil
        case "state": codesLeft == nil ? "未启用" : "已启用"
        case "codesLeft": codesLeft.map(String.init) ?? ""
        case "mustEnrol": mustEnrol
        case "isAdministrator": isAdministrator
        case "secret": secret
        case "pictures": [picture].compactMap { $0 }
        case "address": address
        case "sealed": sealed
        case "codes": codes
        case "hasCodes": !codes.isEmpty
        case "home": home
        default: nil
        }
    }
}
