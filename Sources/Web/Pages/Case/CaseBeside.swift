import Casework
import Mustache

/// What stands beside a case's name for one person: who else has it open, and what to be reminded of.
struct CaseBeside: Sendable, MustacheParent {
    let number: Case.Number
    let company: CaseCompany
    let reminders: CaseReminders
    /// What rings when the person's own reminders change.
    let topic: String

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "company": company
        case "reminders": reminders
        case "topic": topic
        default: nil
        }
    }
}
