import Casework
private import Synchronization

/// Names of people, kept at hand until somebody changes: every answer that tells a case tells who did what.
final class KnownNames: Sendable {
    private let names = Mutex<[Person.ID: String]>([:])

    /// nil if not all of them are known.
    func all(of ids: Set<Person.ID>) -> [Person.ID: String]? {
        names.withLock { names in
            var found: [Person.ID: String] = [Person.system.id: Person.system.name]
            for id in ids where found[id] == nil {
                guard let name = names[id] else { return nil }
                found[id] = name
            }
            return found
        }
    }

    func learn(_ news: [Person.ID: String]) { names.withLock { $0.merge(news) { _, new in new } } }

    func forget() { names.withLock { $0.removeAll() } }
}
