import Casework
private import Synchronization

/// Names of people, kept at hand until somebody changes: every answer that tells a case tells who did what.
final class KnownNames: Sendable {
    private struct State {
        var names: [Person.ID: String] = [:]
        var generation = 0
    }

    private let state = Mutex(State())

    /// nil if not all of them are known.
    func all(of ids: Set<Person.ID>) -> [Person.ID: String]? {
        state.withLock { state in
            var found: [Person.ID: String] = [Person.system.id: Person.system.name]
            for id in ids where found[id] == nil {
                guard let name = state.names[id] else { return nil }
                found[id] = name
            }
            return found
        }
    }

    /// To be asked before the books are read for names that are to be learned.
    var generation: Int { state.withLock { $0.generation } }

    /// Keeps what was read, unless somebody has changed since then.
    func learn(_ news: [Person.ID: String], of generation: Int) {
        state.withLock { state in
            guard state.generation == generation else { return }
            state.names.merge(news) { _, new in new }
        }
    }

    func forget() {
        state.withLock { state in
            state.names.removeAll()
            state.generation += 1
        }
    }
}
