import Casework
import Hummingbird
import Storage

/// `/reminders`: asking to be reminded, of cases or by itself, putting off, crossing off.
struct ReminderPages {
    let hotline: Hotline

    func add(to group: RouterGroup<StaffContext>) {
        group.post("reminders", use: remind)
        group.post("reminders/:id/done") { _, context in
            try await hotline.reminders.done(try id(context), of: context.person, at: hotline.clock.now)
            return next(context)
        }
        group.post("reminders/:id/later") { _, context in
            let now = hotline.clock.now
            try await hotline.reminders.postpone(try id(context), to: now + 1800, of: context.person, at: now)
            return next(context)
        }
    }

    /// One reminder for each chosen case, or one of no case.
    @Sendable private func remind(_ request: Request, _ context: StaffContext) async throws -> Response {
        let numbers = (context.form.all("pick") + [context.form.first("number")].compactMap { $0 })
            .filter { !$0.isEmpty }
        let asked = Array(numbers.prefix(ChosenPages.most))
        let now = hotline.clock.now
        let form: ReminderForm
        do throws(ReminderForm.Refused) {
            form = try ReminderForm(context.form, needsText: asked.isEmpty, at: now, hotline.city)
        } catch {
            return next(context, wrong: error.field.rawValue)
        }
        guard try await hotline.visible(asked, to: context.person).count == Set(asked).count else {
            throw Problem.notFound
        }
        try await hotline.reminders.add(
            form.text,
            on: asked.isEmpty ? [nil] : asked,
            due: form.due,
            of: context.person,
            at: now
        )
        return next(context)
    }

    static func problem(_ word: String?) -> String {
        word.flatMap(ReminderForm.Refused.Field.init(rawValue:)).map(ReminderForm.Refused.words) ?? ""
    }

    private func next(_ context: StaffContext, wrong: String = "") -> Response {
        let path = localPath(context.form.first("next")) ?? "/following"
        return .redirect(to: wrong.isEmpty ? path : "/following?wrong=\(wrong)", type: .normal)
    }

    private func id(_ context: StaffContext) throws -> Int64 {
        guard let id = Int64(try context.parameters.require("id")) else { throw Problem.notFound }
        return id
    }
}
