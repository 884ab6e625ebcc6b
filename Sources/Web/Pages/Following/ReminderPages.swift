import Casework
import Hummingbird
import Storage

/// `/reminders`: asking to be reminded, of cases or by itself, putting off, crossing off.
struct ReminderPages {
    let hotline: Hotline

    private static let longest = 200

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
        let form = context.form
        let now = hotline.clock.now
        var reader = FieldReader(hotline.city)
        let due = reader.instant(.text(form.first("due") ?? ""), "due")
        let words = (form.first("text") ?? "").trimmed
        let numbers = form.all("pick") + [form.first("number")].compactMap { $0 }.filter { !$0.isEmpty }
        guard let due, due > now else { return next(context, wrong: "due") }
        guard !words.isEmpty || !numbers.isEmpty, words.count <= Self.longest, !words.utf8.contains(0) else {
            return next(context, wrong: "text")
        }
        let asked = numbers.prefix(ChosenPages.most)
        guard try await hotline.visible(asked, to: context.person).count == Set(asked).count else {
            throw Problem.notFound
        }
        let subjects: [Case.Number?] = numbers.isEmpty ? [nil] : asked.map { $0 }
        for number in subjects {
            _ = try await hotline.reminders.add(
                words.isEmpty ? "看一眼这件" : words,
                on: number,
                due: due,
                of: context.person,
                at: now
            )
        }
        return next(context)
    }

    static func problem(_ word: String?) -> String {
        switch word {
        case "due": "提醒的时间要在现在之后。"
        case "text": "请写提醒的事（不超过 \(longest) 字），或选中要提醒的案件。"
        default: ""
        }
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
