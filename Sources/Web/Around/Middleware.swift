import Casework
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage

/// Puts the person of the session's cookie, or of the token, into the context; guests pass, so many a minute.
struct RecogniseMiddleware: RouterMiddleware {
    let hotline: Hotline
    private let guests = RateLimit(perMinute: 600)

    init(hotline: Hotline) { self.hotline = hotline }

    func handle(
        _ request: Request,
        context: VisitorContext,
        next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.isSecure = hotline.isSecure
        if !hotline.proxies.isEmpty {
            let (forwarded, from) = (Forwarded(request.headers), context.address)
            context.spokenFor = forwarded.spokenFor(by: from, among: hotline.proxies)
            if forwarded.isSecure(by: from, among: hotline.proxies) { context.isSecure = true }
        }
        let now = hotline.clock.now
        if let header = request.headers[.authorization] {
            guard let token = header.bearer,
                let holder = try await hotline.tokenCache.holder(of: token, at: now)
            else {
                try guests.count(context.address, at: now)
                throw Problem(.unauthorized, "unauthorized", "令牌无效、已过期或已吊销。")
            }
            context.token = holder
        } else if let cookie = request.cookies[Cookies.session]?.value {
            let session = try await hotline.sessions.find(cookie, at: now, isBusy: request.isByHand)
            // A screen that is carried out of the hall is left without its session.
            let isAway = hotline.rules.identity.isElsewhere(context.address)
            context.session = isAway && session?.holdsElsewhere != true ? nil : session
        }
        if context.token == nil, context.session == nil, !Self.isForMachines(request.uri.path) {
            try guests.count(context.address, at: now)
        }
        return try await next(request, context)
    }

    /// What monitors and every page ask for, and costs nothing.
    private static func isForMachines(_ path: String) -> Bool {
        path.hasPrefix("/assets/")
            || ["/api/v1/health", "/api/v1/metrics", "/health", "/metrics"].contains(path)
            || path.hasSuffix("/health/live") || path.hasSuffix("/health/ready")
    }
}

extension Request {
    /// Whether somebody did something: a stream, and a page that looks again by itself, keep nobody signed in.
    fileprivate var isByHand: Bool {
        let path = uri.path
        if path == "/live" { return false }
        if path == "/session" {
            // A query that cannot be read says nothing of the kind.
            return (try? query)?.first("busy") != nil
        }
        return HTTPField.Name("X-Huiyin-Watch").flatMap { headers[$0] } == nil
    }
}

extension String {
    fileprivate var bearer: String? {
        if hasPrefix("Bearer ") { return String(dropFirst(7)) }
        let parts = split(separator: " ", maxSplits: 1)
        return parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : nil
    }
}

/// The one place where errors become answers; what it does not know is logged, once, as an error.
struct ExplainErrorsMiddleware: RouterMiddleware {
    let logger: Logger
    let page: @Sendable (Problem, Request, VisitorContext) -> Response

    func handle(
        _ request: Request,
        context: VisitorContext,
        next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return answer(problem, request, context)
        } catch let refusal as CaseRefusal {
            return answer(Problem(refusal), request, context)
        } catch let error as PeopleError {
            return answer(Problem(.unprocessableContent, "invalid", "\(error)"), request, context)
        } catch let error as HTTPError where error.status == .contentTooLarge {
            return answer(Problem(.contentTooLarge, "too_large", "内容太大。"), request, context)
        } catch is NIOTooManyBytesError {
            return answer(Problem(.contentTooLarge, "too_large", "内容太大。"), request, context)
        } catch let error as HTTPError {
            let problem =
                error.status == .notFound
                ? Problem.notFound : Problem(error.status, "refused", error.body ?? "请求无法处理。")
            return answer(problem, request, context)
        } catch let trouble as StorageError where trouble.passes {
            // What concerns all the books log, once for all requests that meet it.
            if !trouble.concernsAll {
                logger.warning(
                    "the books were busy",
                    metadata: ["error": "\(trouble)", "request": "\(context.number)"]
                )
            }
            return answer(Problem(trouble), request, context)
        } catch is ScribeError {
            return answer(
                Problem(.serviceUnavailable, "unavailable", "服务正在停止，这次没有记下，请稍后再试。"),
                request,
                context
            )
        } catch is IdempotencyConflict {
            let problem = Problem(
                .unprocessableContent,
                "idempotency_conflict",
                "同一个 Idempotency-Key 已用于另一个请求。"
            )
            return answer(problem, request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            logger.error(
                "a request failed",
                metadata: [
                    "route": "\(context.endpointPath ?? "?")", "method": "\(request.method)",
                    "error": "\(error)",
                    "request": "\(context.number)",
                ]
            )
            let problem = Problem(
                .internalServerError,
                "failed",
                "系统内部错误，已记录（编号 \(context.number)）。您填写的内容没有丢失，请稍后再试。"
            )
            return answer(problem, request, context)
        }
    }

    private func answer(_ problem: Problem, _ request: Request, _ context: VisitorContext) -> Response {
        let path = request.uri.path
        let isForMachines = path.hasPrefix("/api/") || path == "/metrics" || request.wantsJSON
        var response =
            isForMachines
            ? .json(problem.json, status: problem.status) : page(problem, request, context)
        if let seconds = problem.retryAfter, let name = HTTPField.Name("Retry-After") {
            response.headers[name] = String(seconds)
        }
        if let allowed = problem.allowed { response.headers[.allow] = allowed }
        return response
    }
}

/// Every answer says what a browser may do with it.
struct SafetyHeadersMiddleware: RouterMiddleware {
    /// Made once: each value of a field is looked through for what may not stand in one.
    private static let fields: [HTTPField] = {
        var fields = [
            HTTPField(
                name: .contentSecurityPolicy,
                value: """
                    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                    connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; \
                    frame-ancestors 'none'
                    """
            ), HTTPField(name: .xContentTypeOptions, value: "nosniff"),
            HTTPField(name: .cacheControl, value: "no-store"),
        ]
        if let name = HTTPField.Name("Referrer-Policy") {
            fields.append(HTTPField(name: name, value: "same-origin"))
        }
        return fields
    }()

    func handle(
        _ request: Request,
        context: VisitorContext,
        next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // A photograph has a narrower policy of its own, and may be kept for a while.
        for field in Self.fields where response.headers[field.name] == nil { response.headers.append(field) }
        return response
    }
}

/// One line a request: the route's pattern, never the query or a name in it.
struct LogRequestsMiddleware: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request,
        context: VisitorContext,
        next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        let response = try await next(request, context)
        logger.debug(
            "request",
            metadata: [
                "method": "\(request.method)", "route": "\(context.endpointPath ?? "?")",
                "status": "\(response.status.code)", "took": "\(ContinuousClock.now - started)",
                "request": "\(context.number)",
            ]
        )
        return response
    }
}

extension Response {
    static func json(_ json: JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        .json(json.bytes, status: status, headers: headers)
    }

    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:])
        -> Response
    {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
