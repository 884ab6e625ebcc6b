import Casework
import Mustache
import Storage

/// `/following`: the cases that somebody answers for until they end, what to think of, and what is half typed.
struct FollowingPage: Page, MustacheParent {
    let title = "我跟踪的"
    let table: QueueTable
    /// Where in the list it stands, for fetching it again.
    let source: String
    let reminders: ReminderList
    let drafts: [DraftLine]
    let unread: Int
    let token: String
    let colleagues: [FormOption]
    /// What the form of a reminder holds before anything is typed: an hour from now.
    let soon: String
    /// Whose reminders ring.
    let topic: String
    let outcome: [ChosenOutcome]
    let problem: String
    let script: String

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "table": table
        case "source": source
        case "next": table.next.ifAny
        case "reminders": reminders
        case "drafts": drafts
        case "hasDrafts": !drafts.isEmpty
        case "unread": (unread == 0 ? "" : String(unread)).ifAny
        case "token": token
        case "colleagues": colleagues
        case "soon": soon
        case "topic": topic
        case "outcome": outcome
        case "problem": problem.ifAny
        case "script": script
        default: nil
        }
    }
}

/// What somebody asked to be reminded of, soonest first; what is due stands out.
struct ReminderList: Sendable, MustacheParent {
    struct Line: Sendable, MustacheParent {
        let id: Int64
        let words: String
        let when: String
        let exact: String
        let isDue: Bool
        let number: String
        let short: String
        let token: String

        func child(named name: String) -> Any? {
            switch name {
            case "id": String(id)
            case "words": words
            case "when": when
            case "exact": exact
            case "isDue": isDue
            case "number": number.ifAny
            case "short": short
            case "token": token
            default: nil
            }
        }
    }

    let lines: [Line]

    init(_ reminders: [Reminders.Reminder], token: String, _ wording: Wording) {
        lines = reminders.map { reminder in
            Line(
                id: reminder.id,
                words: reminder.text,
                when: wording.instant(reminder.due),
                exact: wording.exact(reminder.due),
                isDue: reminder.due <= wording.now,
                number: reminder.number ?? "",
                short: reminder.number.map(wording.short) ?? "",
                token: token
            )
        }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "lines": lines
        case "hasLines": !lines.isEmpty
        default: nil
        }
    }
}
