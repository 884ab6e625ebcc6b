import HTTPTypes
import Hummingbird

/// Paths that are there, asked for by a method that they do not know: 405, with those that they do.
struct OtherMethods {
    private let known: [String: Set<String>]
    private static let all: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]

    /// What has been added to the router so far.
    init(of router: Router<VisitorContext>, below prefix: String) {
        known = router.routes.reduce(into: [:]) { known, route in
            let path = route.path.description
            if path.hasPrefix(prefix) { known[path, default: []].insert(route.method.rawValue) }
        }
    }

    func add(to router: Router<VisitorContext>) {
        for (path, methods) in known {
            let allowed = methods.sorted().joined(separator: ", ")
            for method in Self.all where !methods.contains(method.rawValue) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw Problem.methodNotAllowed(allowed)
                }
            }
        }
    }
}
