import Casework
import Mustache
private import Synchronization

/// Parts of pages that are the same until the city's tables change: rendered once, and laid into pages as they are.
final class ReadyParts: Sendable {
    private struct Known: Sendable {
        var version: Int
        var parts: [String: MustacheTemplate] = [:]
    }

    private let known = Mutex(Known(version: -1))
    /// Who asks for whatever comes to mind fills no more than this.
    private static let most = 500

    fileprivate func find(_ name: String, _ version: Int) -> MustacheTemplate? {
        known.withLock { $0.version == version ? $0.parts[name] : nil }
    }

    fileprivate func keep(_ part: MustacheTemplate, _ name: String, _ version: Int) {
        known.withLock { known in
            if known.version != version || known.parts.count >= Self.most { known = Known(version: version) }
            known.parts[name] = part
        }
    }
}

extension PageLibrary {
    /// What `make` gives, in its template, under a name that stands for all that it depends on but the city's tables.
    func ready(_ name: String, under rules: Rulebook, template: String, _ make: () -> some Sendable)
        -> MustacheTemplate?
    {
        if let part = ready.find(name, rules.version) { return part }
        // What was rendered holds no tags any more, and is read as a template without fail.
        guard let part = try? MustacheTemplate(string: text(make(), template: template)) else { return nil }
        ready.keep(part, name, rules.version)
        return part
    }
}
