import Casework
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// `/cases/{number}`: one case, its story, and what may be done to it.
struct CasePages {
    let hotline: Hotline
    let pages: Pages
    let lab: PhotoLab

    func add(to group: RouterGroup<StaffContext>) {
        group.get("cases/:number") { _, context in
            try await respond(try context.parameters.require("number"), context)
        }
        group.get("cases/:number/sheet") { _, context in
            let opened = try await CaseOpener(hotline: hotline).open(
                context.parameters.require("number"),
                context
            )
            var sheet = opened.sheet.sheet()
            sheet.beside = try await beside(opened, context)
            return pages.fragment(sheet, template: "CaseSheet")
        }
        group.get("cases/:number/actions") { _, context in
            let opened = try await CaseOpener(hotline: hotline).open(
                context.parameters.require("number"),
                context
            )
            return pages.fragment(opened.actions(), template: "ActionForms")
        }
        group.get("cases/:number/company", use: company)
        group.get("cases/:number/reminders") { _, context in
            let number = try context.parameters.require("number")
            _ = try await hotline.find(number, for: context.person)
            let reminders = try await CaseReminderPages(hotline: hotline).reminders(of: number, context)
            return pages.fragment(reminders, template: "CaseReminders")
        }
        group.post("cases/:number/reminders", use: remind)
        group.post("cases/:number/events/:event", use: give)
        group.post("cases/:number/reveal", use: reveal)
    }

    // MARK: Giving an event

    /// Gives the event and goes on to the case, or to the local path that the form named.
    @Sendable func give(_ request: Request, _ context: StaffContext) async throws -> Response {
        let number = try context.parameters.require("number")
        guard let event = EventName(rawValue: try context.parameters.require("event")) else {
            throw Problem.notFound
        }
        let next = localPath(context.form.first("next")) ?? "/cases/\(number)"
        let door = EventDoor(hotline: hotline, lab: lab)
        do {
            try await door.give(event, to: number, context) { form in
                try await fields(of: form, for: event, number, context)
            }
            return .done(next, request)
        } catch let refused as EventDoor.Refused {
            if request.wantsJSON || refused.problem.status == .notFound { throw refused.problem }
            var typed = refused.typed
            typed.next = localPath(context.form.first("next")) ?? ""
            return try await respond(number, context, typed: typed, status: refused.problem.status)
        }
    }

    private func fields(
        of form: FormFields,
        for event: EventName,
        _ number: Case.Number,
        _ context: StaffContext
    ) async throws -> [String: RawValue] {
        var fields = form.eventFields
        guard event == .amend else { return fields }
        guard let entry = try await hotline.cases.find(number), entry.file.isVisible(to: context.person)
        else {
            throw Problem.notFound
        }
        let now = hotline.clock.now
        let sight = try await hotline.sight(of: context, on: entry.file, at: now)
        let wording = Wording(rules: hotline.rules, now: now)
        fields["changes"] = CorrectionFields(file: entry.file, sight: sight, wording: wording).changes(form)
        return fields
    }

    // MARK: Beside the case

    @Sendable private func company(_ request: Request, _ context: StaffContext) async throws -> Response {
        let number = try context.parameters.require("number")
        _ = try await hotline.find(number, for: context.person)
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        let company = try await hotline.company(of: number, beside: context.person, wording)
        return pages.fragment(company, template: "CaseCompany")
    }

    @Sendable private func remind(_ request: Request, _ context: StaffContext) async throws -> Response {
        let number = try context.parameters.require("number")
        do {
            try await CaseReminderPages(hotline: hotline).remind(of: number, context)
            return .redirect(to: "/cases/\(number)", type: .normal)
        } catch let refused as ReminderForm.Refused {
            return try await respond(number, context, reminder: refused, status: .unprocessableContent)
        }
    }

    // MARK: The caller in clear

    @Sendable func reveal(_ request: Request, _ context: StaffContext) async throws -> Response {
        let number = try context.parameters.require("number")
        let reason = context.form.first("reason")?.trimmed
        do {
            try await hotline.reveal(number, to: context.person, because: reason, from: context.address)
            return .redirect(to: "/cases/\(number)", type: .normal)
        } catch let problem as Problem where problem.status == .unprocessableContent {
            let page = try await page(number, context, reveal: (reason ?? "", problem.message))
            return try await pages.respond(page, to: context.session, at: "/cases", status: problem.status)
        }
    }

    // MARK: The page

    private func respond(
        _ number: Case.Number,
        _ context: StaffContext,
        typed: TypedForm? = nil,
        reminder: ReminderForm.Refused? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let page = try await page(number, context, typed: typed, reminder: reminder)
        return try await pages.respond(page, to: context.session, at: "/cases", status: status)
    }

    private func page(
        _ number: Case.Number,
        _ context: StaffContext,
        typed: TypedForm? = nil,
        reminder: ReminderForm.Refused? = nil,
        reveal: (typed: String, problem: String)? = nil
    ) async throws -> CasePage {
        let opened = try await CaseOpener(hotline: hotline).open(number, context)
        var page = opened.page(typed: typed, reveal: reveal)
        page.sheet.beside = try await beside(opened, context, refused: reminder)
        return page
    }

    private func beside(
        _ opened: OpenedCase,
        _ context: StaffContext,
        refused: ReminderForm.Refused? = nil
    ) async throws -> CaseBeside {
        let number = opened.sheet.file.number
        return CaseBeside(
            number: number,
            company: try await hotline.company(of: number, beside: context.person, opened.wording),
            reminders: try await CaseReminderPages(hotline: hotline)
                .reminders(of: number, context, refused: refused),
            topic: Reminders.topic(of: context.person)
        )
    }
}

/// A path of our own to go on to, if `text` is one: never another site's address.
func localPath(_ text: String?) -> String? {
    guard let text, text.utf8.first == UInt8(ascii: "/"), !text.utf8.starts(with: "//".utf8),
        text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") })
    else { return nil }
    return text
}
