import Foundation
import HTTPTypes
import Hummingbird

/// How pages look to whoever asks: 大字版 or the usual size, as a cookie of that browser keeps it.
enum Appearance {
    @TaskLocal static var isLarge = false

    /// Keeps the choice for a year; it says nothing about anybody.
    static func remembering(_ isLarge: Bool, isSecure: Bool) -> Cookie {
        Cookies.cookie(Cookies.large, isLarge ? "1" : "0", for: 365 * 86_400, isSecure: isSecure)
    }
}

/// Reads the cookie once, for whatever page is rendered inside.
struct AppearanceMiddleware: RouterMiddleware {
    func handle(
        _ request: Request,
        context: VisitorContext,
        next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        let isLarge = request.cookies[Cookies.large]?.value == "1"
        return try await Appearance.$isLarge.withValue(isLarge) { try await next(request, context) }
    }
}

/// `POST /appearance`: large type or the usual, and back to the page from where it was asked for.
struct AppearancePages {
    func add(to router: Router<VisitorContext>) {
        router.post("appearance") { request, context in
            guard request.isFromOurselves else { throw Problem.notPermitted("表单不是从本站提交的。") }
            let form = try await request.form()
            var response = Response.redirect(to: Self.back(request) ?? "/", type: .normal)
            response.setCookie(Appearance.remembering(form.first("large") == "1", isSecure: context.isSecure))
            return response
        }
    }

    /// The page's own path, of which only ours counts.
    private static func back(_ request: Request) -> String? {
        guard let referer = request.headers[.referer],
            let host = request.head.authority,
            let range = referer.range(of: "//" + host)
        else { return nil }
        return localPath(String(referer[range.upperBound...]))
    }
}
