import Casework
import Hummingbird
import Mustache
import Storage

/// What somebody has asked to be reminded of on one case, and the form for one more.
struct CaseReminders: Sendable, MustacheParent {
    let number: Case.Number
    let lines: [ReminderList.Line]
    let token: String
    var text = ""
    let due: String
    var problem = ""

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "lines": lines
        case "hasLines": !lines.isEmpty
        case "token": token
        case "text": text
        case "due": due
        case "problem": problem.ifAny
        case "isOpen": !problem.isEmpty
        case "next": "/cases/\(number)"
        default: nil
        }
    }
}

/// `/cases/{number}/reminders`: being reminded of a case without leaving it.
struct CaseReminderPages {
    let hotline: Hotline

    /// The form as it was typed, if it was refused.
    func reminders(
        of number: Case.Number,
        _ context: StaffContext,
        refused: ReminderForm.Refused? = nil
    ) async throws -> CaseReminders {
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        let open = try await hotline.reminders.list(of: context.person, on: number)
        return CaseReminders(
            number: number,
            lines: ReminderList(open, token: context.session.formToken, wording).lines,
            token: context.session.formToken,
            text: refused?.text ?? "",
            due: refused?.due ?? wording.local(wording.now + 3600),
            problem: refused?.problem ?? ""
        )
    }

    func remind(of number: Case.Number, _ context: StaffContext) async throws {
        _ = try await hotline.find(number, for: context.person)
        let now = hotline.clock.now
        let form = try ReminderForm(context.form, needsText: false, at: now, hotline.city)
        try await hotline.reminders.add(form.text, on: [number], due: form.due, of: context.person, at: now)
    }
}
