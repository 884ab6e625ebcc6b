import Casework
private import Synchronization

/// Who has whose callback open: nobody is called by two agents at once.
///
/// Kept in memory for some minutes; after a restart the case's version still lets only one record a judgement.
final class CallbackDesk: Sendable {
    struct Caller: Sendable {
        let person: Person.ID
        let name: String
        let since: Timestamp
    }

    private let open = Mutex<[Case.Number: Caller]>([:])
    private static let seconds = 600

    /// `person` has this one open now, and no other any more.
    func take(_ number: Case.Number?, by person: Person, at now: Timestamp) {
        open.withLock { open in
            open = open.filter { $0.value.person != person.id && $0.value.since + Self.seconds > now }
            if let number, open[number] == nil {
                open[number] = Caller(person: person.id, name: person.name, since: now)
            }
        }
    }

    /// Those that others have open.
    func others(than person: Person, at now: Timestamp) -> [Case.Number: Caller] {
        open.withLock { open in
            open.filter { $0.value.person != person.id && $0.value.since + Self.seconds > now }
        }
    }
}
