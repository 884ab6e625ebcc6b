import HTTPTypes
import Hummingbird
package import Storage
private import Synchronization

/// How many requests came to which route, what they were answered, and how long that took.
///
/// A route is told by its pattern: no number, query or name of anybody is kept.
package final class RequestMeasures: Sendable {
    package struct Key: Hashable, Comparable, Sendable {
        package let route: String
        package let method: String
        /// 2 for all answers from 200 on, and so forth.
        package let kind: Int

        package static func < (one: Key, other: Key) -> Bool {
            (one.route, one.method, one.kind) < (other.route, other.method, other.kind)
        }
    }

    private let known = Mutex<[Key: Histogram]>([:])
    private let streams = Mutex(0)

    package init() {}

    func add(_ key: Key, _ took: Duration) {
        let histogram = known.withLock { known in
            if let histogram = known[key] { return histogram }
            let histogram = Histogram.ofSeconds()
            known[key] = histogram
            return histogram
        }
        histogram.add(took)
    }

    func streamBegins() { streams.withLock { $0 += 1 } }

    func streamEnds() { streams.withLock { $0 -= 1 } }

    package var openStreams: Int { streams.withLock { $0 } }

    package var readings: [(key: Key, reading: Histogram.Reading)] {
        known.withLock { $0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value.reading) }
    }
}

/// Measures every request, and answers it with the number that the log knows it by.
struct MeasureRequestsMiddleware: RouterMiddleware {
    let measures: RequestMeasures
    private static let requestID = HTTPField.Name("X-Request-Id")
    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    func handle(
        _ request: Request,
        context: VisitorContext,
        next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        var response = try await next(request, context)
        let method = request.method.rawValue
        let key = RequestMeasures.Key(
            route: context.endpointPath ?? "none",
            // Whoever makes methods up makes no rows here.
            method: Self.methods.contains(method) ? method : "other",
            kind: response.status.code / 100
        )
        measures.add(key, ContinuousClock.now - started)
        if let name = Self.requestID { response.headers[name] = context.number }
        return response
    }
}
