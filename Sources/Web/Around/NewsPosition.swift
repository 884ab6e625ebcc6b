import Hummingbird
import Storage

/// Where the journal stood before a page read anything: from there on its line tells what is new.
enum NewsPosition {
    @TaskLocal static var current: Int64?
}

/// Looks at the journal once, before the page reads what it shows: what happens between is told, not lost.
struct NewsPositionMiddleware: RouterMiddleware {
    let journal: Journal

    func handle(
        _ request: Request,
        context: StaffContext,
        next: (Request, StaffContext) async throws -> Response
    ) async throws -> Response {
        try await NewsPosition.$current.withValue(journal.position) { try await next(request, context) }
    }
}
