import Casework
import Mustache
import Storage

/// Who else has the case open, since when.
struct CaseCompany: Sendable, MustacheParent {
    struct Viewer: Sendable, MustacheParent {
        let name: String
        let since: String
        let exact: String

        func child(named name: String) -> Any? {
            switch name {
            case "name": self.name
            case "since": since
            case "exact": exact
            default: nil
            }
        }
    }

    let viewers: [Viewer]

    func child(named name: String) -> Any? {
        switch name {
        case "viewers": viewers
        case "hasViewers": !viewers.isEmpty
        default: nil
        }
    }
}

extension Hotline {
    /// Those beside `person` who have the case open; whoever asks has checked that `person` may see it.
    func company(of number: Case.Number, beside person: Person, _ wording: Wording) async throws
        -> CaseCompany
    {
        let others = try await viewers.others(at: number, than: person.id, realNow: clock.real)
        if others.isEmpty { return CaseCompany(viewers: []) }
        let names = try await people.names(Set(others.map(\.person)))
        return CaseCompany(
            viewers: others.map {
                CaseCompany.Viewer(
                    name: names[$0.person] ?? "同事",
                    since: wording.instant($0.since),
                    exact: wording.exact($0.since)
                )
            }
        )
    }
}
