import Casework
import Mustache

/// Who calls, as far as earlier cases tell, and what these cases are.
struct DeskCaller: Sendable, MustacheParent {
    /// What is known of somebody by the cases of the number.
    struct Card: Sendable, MustacheParent {
        let name: String
        let phone: String
        let calls: String
        let facts: [PageFact]
        /// The case under which the caller may be shown in clear by whoever says why.
        let reveal: Case.Number?
        let problem: String

        func child(named name: String) -> Any? {
            switch name {
            case "name": self.name
            case "phone": phone
            case "calls": calls.ifAny
            case "facts": facts
            case "reveal": (reveal ?? "").ifAny
            case "revealProblem": problem.ifAny
            default: nil
            }
        }
    }

    let card: Card?
    let rows: [QueueRow]
    let counts: String
    /// What is said of the newest case that is under way.
    let say: DeskSay
    var isFragment = false

    static let none = DeskCaller(card: nil, rows: [], counts: "", say: .none)

    func child(named name: String) -> Any? {
        switch name {
        case "card": card.map { [$0] } ?? []
        case "hasCard": card != nil
        case "rows": rows
        case "hasRows": !rows.isEmpty
        case "counts": counts.ifAny
        case "say": say
        case "isFragment": isFragment
        default: nil
        }
    }
}

/// The sentence to say of a case somebody asks about.
struct DeskSay: Sendable, MustacheParent {
    let number: Case.Number?
    let short: String
    let words: String
    /// Whether it may be urged on from here.
    let mayUrge: Bool

    static let none = DeskSay(number: nil, short: "", words: "", mayUrge: false)

    func child(named name: String) -> Any? {
        switch name {
        case "isThere": number != nil
        case "saidOf": number ?? ""
        case "short": short
        case "words": words
        case "mayUrge": mayUrge
        default: nil
        }
    }
}

extension DeskSay {
    init(_ file: Case, by person: Person, under rules: Rulebook, _ wording: Wording) {
        self.init(
            number: file.number,
            short: wording.short(file.number),
            words: SpokenCase(wording: wording).sentence(of: file),
            mayUrge: file.allows(.urge, by: person, at: wording.now, under: rules)
        )
    }
}

extension Case {
    /// Whether `event` would not be refused before its fields are looked at.
    func allows(_ event: EventName, by person: Person, at now: Timestamp, under rules: Rulebook) -> Bool {
        do {
            _ = try permits(event, by: person, at: now, under: rules)
            return true
        } catch {
            return false
        }
    }
}
