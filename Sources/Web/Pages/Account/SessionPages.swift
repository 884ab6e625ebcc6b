import Casework
import Hummingbird
import Storage

/// `/session`: whether the page's person is still signed in, and if not, why; asked by the page's script.
struct SessionPages {
    let hotline: Hotline

    func add(to router: Router<VisitorContext>) {
        router.get("session") { request, context in
            if let session = context.session {
                return Response.json([
                    "account": .text(session.person.account), "formToken": .text(session.formToken),
                ])
            }
            let cookie = request.cookies[Cookies.session]?.value
            let end =
                if let cookie { try await hotline.sessions.end(ofCookie: cookie) } else { SessionEnd?.none }
            let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
            return Response.json(["ended": .text(end?.words(wording) ?? "登录已结束，请重新登录。")])
        }
    }
}
