import Casework
import HTTPTypes
import Hummingbird
import Storage

/// `/unit/cases/{number}`: a case on the telephone of whoever goes there; the same on a desk.
struct UnitCasePages {
    let hotline: Hotline
    let pages: Pages
    let lab: PhotoLab

    func add(to group: RouterGroup<StaffContext>) {
        group.get("unit/cases/:number") { request, context in
            let open = try request.query.first("open").flatMap(EventName.init(rawValue:))
            return try await respond(context.parameters.require("number"), context, open: open)
        }
        group.get("unit/cases/:number/sheet") { _, context in
            let maker = try await maker(context.parameters.require("number"), context)
            var sheet = maker.sheet
            sheet.company = try await hotline.company(of: sheet.number, beside: context.person, maker.wording)
            return pages.fragment(sheet, template: "FieldSheet")
        }
        group.get("unit/cases/:number/steps") { _, context in
            let maker = try await maker(context.parameters.require("number"), context, showsCaller: false)
            return pages.fragment(maker.steps, template: "UnitCaseSteps")
        }
        group.post("unit/cases/:number/events/:event", use: give)
    }

    @Sendable private func give(_ request: Request, _ context: StaffContext) async throws -> Response {
        let number = try context.parameters.require("number")
        guard let event = EventName(rawValue: try context.parameters.require("event")) else {
            throw Problem.notFound
        }
        do {
            try await EventDoor(hotline: hotline, lab: lab).give(event, to: number, context)
            return .done(localPath(context.form.first("next")) ?? "/unit", request)
        } catch let refused as EventDoor.Refused {
            if request.wantsJSON || refused.problem.status == .notFound { throw refused.problem }
            return try await respond(number, context, refused.typed)
        }
    }

    private func respond(
        _ number: Case.Number,
        _ context: StaffContext,
        _ typed: TypedForm? = nil,
        open: EventName? = nil
    ) async throws -> Response {
        let maker = try await maker(number, context)
        var page = maker.page(typed, open: open)
        page.sheet.company = try await hotline.company(of: number, beside: context.person, maker.wording)
        return try await pages.respond(
            page,
            to: context.session,
            at: "/unit",
            bodyClass: "body-phone",
            status: typed?.problem.status ?? .ok
        )
    }

    /// What shows nothing of the caller leaves no trace of a look.
    private func maker(_ number: Case.Number, _ context: StaffContext, showsCaller: Bool = true) async throws
        -> UnitCaseMaker
    {
        _ = try context.person.ownUnit
        let (entry, history) = try await hotline.open(number, for: context.person)
        let now = hotline.clock.now
        var sight = Sight.masked
        if showsCaller {
            sight = try await hotline.sight(of: context, on: entry.file, at: now)
        }
        return UnitCaseMaker(
            file: entry.file,
            history: history,
            session: context.session,
            sight: sight,
            names: try await hotline.names(in: entry.file, history),
            wording: Wording(rules: hotline.rules, now: now),
            photoFacts: try await hotline.attachments.facts(of: history.flatMap(CasePhoto.ids)),
            allowed: entry.file.allowed(to: context.person, at: now, under: hotline.rules)
        )
    }
}
