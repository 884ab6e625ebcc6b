import Casework
import Mustache
import Storage
private import Synchronization

/// What became of the chosen cases: each was decided by itself.
struct ChosenOutcome: Sendable, MustacheParent {
    struct Refused: Sendable, MustacheParent {
        let number: Case.Number
        let short: String
        let why: String

        func child(named name: String) -> Any? {
            switch name {
            case "number": number
            case "short": short
            case "why": why
            default: nil
            }
        }
    }

    let deed: String
    let done: [Case.Number]
    let refused: [Refused]
    /// The list without this told above it.
    let path: String

    func child(named name: String) -> Any? {
        switch name {
        case "deed": deed
        case "done": String(done.count)
        case "doneNumbers": done.map { "…" + $0.suffix(5) }.joined(separator: "、")
        case "hasDone": !done.isEmpty
        case "refused": refused
        case "refusedCount": String(refused.count)
        case "hasRefused": !refused.isEmpty
        case "path": path
        default: nil
        }
    }
}

/// What is still to be told to whom, between the form and the page that comes after it.
///
/// Kept in memory: who loses it at a restart sees in the cases themselves what was done.
final class ChosenOutcomes: Sendable {
    private let kept = Mutex<[(key: String, person: Person.ID, outcome: ChosenOutcome)]>([])
    private static let most = 200

    func keep(_ outcome: ChosenOutcome, for person: Person) -> String {
        let key = Secret.token()
        kept.withLock { kept in
            if kept.count >= Self.most { kept.removeFirst() }
            kept.append((key, person.id, outcome))
        }
        return key
    }

    func told(_ key: String, to person: Person) -> ChosenOutcome? {
        kept.withLock { $0.first { $0.key == key && $0.person == person.id }?.outcome }
    }
}
