import HTTPTypes
import Hummingbird
import Storage

/// Whoever must change the password, or get a second factor, first sees no other page.
struct PasswordFirstMiddleware: RouterMiddleware {
    func handle(
        _ request: Request,
        context: StaffContext,
        next: (Request, StaffContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        if context.session.mustChangePassword, path != "/password", path != "/logout" {
            return .redirect(to: "/password", type: .normal)
        }
        if context.session.mustEnrol, !path.hasPrefix("/second-factor"), path != "/password",
            path != "/logout"
        {
            return .redirect(to: "/second-factor", type: .normal)
        }
        return try await next(request, context)
    }
}

/// Reads the form of every POST and lets it pass only with the session's own token: in the field `_token`, or for
/// scripts in the header `X-Form-Token`.
///
/// Forms with photographs (`multipart/form-data`) are read here too: the token lies among their parts.
struct FormTokenMiddleware: RouterMiddleware {
    static let header = HTTPField.Name("X-Form-Token")

    func handle(
        _ request: Request,
        context: StaffContext,
        next: (Request, StaffContext) async throws -> Response
    ) async throws -> Response {
        if request.method == .get || request.method == .head { return try await next(request, context) }
        let form = try await request.form()
        let token = form.first("_token") ?? Self.header.flatMap { request.headers[$0] }
        guard let token, Secret.digest(token) == Secret.digest(context.session.formToken) else {
            throw Problem(.forbidden, "form_token", "这张表单已失效（可能重新登录过）。请返回上一页刷新后再提交。")
        }
        var context = context
        context.form = form.without(["_token"])
        return try await next(request, context)
    }
}
