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
            let (page, _) = try await page(try context.parameters.require("number"), context)
            return pages.fragment(page.sheet, template: "CaseSheet")
        }
        group.get("cases/:number/actions") { _, context in
            let (page, _) = try await page(try context.parameters.require("number"), context)
            return pages.fragment(page.actions, template: "ActionForms")
        }
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
            if request.wantsJSON { throw refused.problem }
            return try await shownAgain(number, event, refused.form, refused.problem, context)
        }
    }

    /// The same page with the form as it was typed, and what was wrong beside its fields.
    private func shownAgain(
        _ number: Case.Number,
        _ event: EventName,
        _ form: FormFields,
        _ problem: Problem,
        _ context: StaffContext
    ) async throws -> Response {
        guard problem.status != .notFound else { throw problem }
        return try await respond(
            number,
            context,
            typed: TypedForm(
                event: event,
                form: form,
                problem: problem,
                next: localPath(context.form.first("next")) ?? ""
            ),
            status: problem.status
        )
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
        let sight = try await hotline.sight(
            of: context.person,
            on: entry.file,
            from: context.address,
            at: now
        )
        let wording = Wording(rules: hotline.rules, now: now)
        fields["changes"] = CorrectionFields(file: entry.file, sight: sight, wording: wording).changes(form)
        return fields
    }

    // MARK: The caller in clear

    @Sendable func reveal(_ request: Request, _ context: StaffContext) async throws -> Response {
        let number = try context.parameters.require("number")
        let reason = context.form.first("reason")?.trimmed
        do {
            try await hotline.reveal(number, to: context.person, because: reason, from: context.address)
            return .redirect(to: "/cases/\(number)", type: .normal)
        } catch let problem as Problem where problem.status == .unprocessableContent {
            let (page, _) = try await page(number, context, reveal: (reason ?? "", problem.message))
            return try await pages.respond(page, to: context.session, at: "/cases", status: problem.status)
        }
    }

    // MARK: The page

    private func respond(
        _ number: Case.Number,
        _ context: StaffContext,
        typed: TypedForm? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (page, _) = try await page(number, context, typed: typed)
        return try await pages.respond(page, to: context.session, at: "/cases", status: status)
    }

    private func page(
        _ number: Case.Number,
        _ context: StaffContext,
        typed: TypedForm? = nil,
        reveal: (typed: String, problem: String)? = nil
    ) async throws -> (CasePage, Sight) {
        let (entry, history) = try await hotline.open(number, for: context.person)
        let now = hotline.clock.now
        let rules = hotline.rules
        let sight = try await hotline.sight(
            of: context.person,
            on: entry.file,
            from: context.address,
            at: now
        )
        let maker = CaseSheetMaker(
            file: entry.file,
            history: history,
            isForgotten: entry.isForgotten,
            session: context.session,
            sight: sight,
            names: try await hotline.names(in: entry.file, history),
            wording: Wording(rules: rules, now: now),
            photoFacts: try await hotline.attachments.facts(of: history.flatMap(CasePhoto.ids))
        )
        var page = CasePage(
            sheet: maker.sheet(reveal: reveal),
            actions: ActionForms(
                entry.file,
                context.session,
                sight: sight,
                at: now,
                under: rules,
                typed: typed
            ),
            lists: WordLists(rules)
        )
        // Over the page, where it cannot be overlooked: the form below is closed as soon as somebody reads on.
        if let typed, typed.problem.status != .unprocessableContent {
            page.banner =
                typed.problem.message.replacing("请刷新后再操作。", with: "")
                .replacing("请刷新后按现有按钮操作。", with: "") + "这一页已是最新，您填的内容还在下面，请核对后再提交。"
        }
        return (page, sight)
    }
}

/// A path of our own to go on to, if `text` is one: never another site's address.
func localPath(_ text: String?) -> String? {
    guard let text, text.utf8.first == UInt8(ascii: "/"), !text.utf8.starts(with: "//".utf8),
        text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") })
    else { return nil }
    return text
}
