import Casework
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// Who may read the metrics.
package enum MetricsReaders: String, Sendable, CaseIterable {
    /// Whoever asks on this machine itself and not through a proxy, or has a system administrator's token.
    case loopback
    /// Only who has a system administrator's token.
    case token
}

/// `/health`, `/health/live`, `/health/ready`, `/metrics`: for monitors, beside the API and within it.
struct SeeingDoors {
    let hotline: Hotline

    func add(to router: Router<VisitorContext>, _ api: RouterGroup<VisitorContext>) {
        router.get("health") { _, _ in ready() }
        router.get("health/ready") { _, _ in ready() }
        router.get("health/live") { _, _ in alive() }
        router.get("metrics", use: metrics)
        api.get("health") { _, _ in ready() }
        api.get("health/ready") { _, _ in ready() }
        api.get("health/live") { _, _ in alive() }
        api.get("metrics", use: metrics)
    }

    /// That it answers at all: whoever gets no answer starts it again.
    private func alive() -> Response {
        .json(.object([("status", .text("alive")), ("at", .text(now))]))
    }

    /// Whether work may be sent here, or why not.
    private func ready() -> Response {
        guard let reason = hotline.pulse.reason else {
            return .json(.object([("status", .text("ready")), ("at", .text(now))]))
        }
        return .json(
            .object([
                ("status", .text("not_ready")), ("reason", .text(reason.code)),
                ("message", .text(reason.words)),
                ("at", .text(now)),
            ]),
            status: .serviceUnavailable
        )
    }

    private var now: String { hotline.rules.time.iso8601(hotline.clock.now) }

    @Sendable private func metrics(_ request: Request, _ context: VisitorContext) async throws -> Response {
        guard mayRead(request, context) else {
            if context.token == nil { throw Problem.unauthorized }
            throw Problem.notPermitted()
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: MetricsPage(hotline: hotline).text))
        )
    }

    private func mayRead(_ request: Request, _ context: VisitorContext) -> Bool {
        if context.token?.person.may(.adminCity) == true { return true }
        guard hotline.metricsReaders == .loopback, context.token == nil else { return false }
        // A proxy on this machine speaks for others.
        let isPassedOn = ["X-Forwarded-For", "Forwarded"].contains { name in
            HTTPField.Name(name).map { request.headers[$0] != nil } ?? false
        }
        return !isPassedOn && (context.address.hasPrefix("127.") || ["::1", ""].contains(context.address))
    }
}
