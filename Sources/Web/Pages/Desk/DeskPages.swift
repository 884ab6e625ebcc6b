import Casework
import CityTables
import HTTPTypes
import Hummingbird
import Storage

/// `/desk`: where a call becomes a case, with drafts that survive a crash.
struct DeskPages {
    let hotline: Hotline
    let pages: Pages
    let words: CityWords

    init(hotline: Hotline, pages: Pages, words: CityWords) {
        self.hotline = hotline
        self.pages = pages
        self.words = words
    }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("desk", use: show)
        group.post("desk", use: record)
        group.post("desk/proposal") { _, context in
            var proposal = try await proposal(context.form, context)
            proposal.isFragment = true
            return pages.fragment(proposal, template: "DeskProposal")
        }
        group.post("desk/caller") { _, context in
            var caller = try await caller(context.form, context)
            caller.isFragment = true
            return pages.fragment(caller, template: "DeskCaller")
        }
        group.get("desk/say/:number") { _, context in
            pages.fragment(
                try await say(try context.parameters.require("number"), context),
                template: "DeskSay"
            )
        }
        group.get("desk/words") { request, context in try options(request, context) }
        addRail(to: group)
        addCalls(to: group)
        addSame(to: group)
    }

    // MARK: Showing

    @Sendable func show(_ request: Request, _ context: StaffContext) async throws -> Response {
        try allow(context)
        let asked = try request.query
        var form = FormFields(pairs: [])
        var draft: Int64?
        if let id = asked.first("draft").flatMap({ Int64($0) }),
            let kept = try await hotline.drafts.list(of: context.person).first(where: { $0.id == id })
        {
            form = FormFields(pairs: kept.fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
            draft = id
        } else if let number = asked.first("again") {
            form = try await sameCaller(as: number, context)
        }
        return try await respond(
            form,
            draft: draft,
            context,
            done: asked.first("done"),
            told: told(asked.first("told"), asked.first("case")),
            about: asked.first("about")
        )
    }

    func allow(_ context: StaffContext) throws {
        guard context.person.may(.record) else { throw Problem.notPermitted("您没有登记案件的权限。") }
    }

    func respond(
        _ form: FormFields,
        draft: Int64?,
        _ context: StaffContext,
        refused: Problem? = nil,
        done: Case.Number? = nil,
        told: String = "",
        about: Case.Number? = nil
    ) async throws -> Response {
        let rules = hotline.rules
        let callers = try await caller(form, context)
        let page = DeskPage(
            form: DeskForm(
                values: form,
                problems: refused?.fields ?? [:],
                problem: refused?.message ?? "",
                draft: draft,
                token: context.session.formToken,
                rules: rules,
                apart: form.all("apart"),
                after: done ?? ""
            ),
            tabs: try await tabs(draft, context),
            callers: callers,
            say: try await about.asyncMap { try await say($0, context) } ?? callers.say,
            proposal: try await proposal(form, context),
            rail: try await rail(context),
            lists: WordLists(rules),
            done: try await self.done(done, context),
            told: told,
            keeper: String(Secret.digest(context.person.account).prefix(12)),
            scripts: ["combobox.js", "desk.js"].map(pages.library.files.path)
        )
        return try await pages.respond(
            page,
            to: context.session,
            at: "/desk",
            bodyClass: "screen-form",
            status: refused?.status ?? .ok
        )
    }

    func wording() -> Wording { Wording(rules: hotline.rules, now: hotline.clock.now) }

    private func done(_ number: Case.Number?, _ context: StaffContext) async throws -> DeskDone? {
        guard let number, let (entry, history) = try await hotline.cases.open(number),
            entry.file.isVisible(to: context.person)
        else {
            return nil
        }
        let file = entry.file
        let wording = wording()
        var words = "已登记 \(wording.short(number))：\(file.stage.chinese)"
        if let unit = file.state.unit { words += "，已派\(wording.unit(unit))" }
        if let clock = file.state.clocks[.handle] ?? file.waitingClock, file.stage.isLive {
            words += "，\(clock.kind.chinese)限 \(wording.instant(clock.due))"
        }
        return DeskDone(number: number, words: words, contact: contact(file, history, context, wording))
    }

    /// The order is out: whoever sent it calls the unit, once.
    private func contact(
        _ file: Case,
        _ history: [CaseEvent],
        _ context: StaffContext,
        _ wording: Wording
    ) -> DeskContact? {
        guard let unit = file.state.unit.flatMap({ wording.rules.units[$0] }),
            !history.contains(where: { $0.name == .contactUnit }),
            file.allows(.contactUnit, by: context.person, at: wording.now, under: wording.rules)
        else { return nil }
        return DeskContact(
            number: file.number,
            unit: unit.name,
            duty: unit.duty.isEmpty ? "值班" : unit.duty,
            phone: unit.phone,
            words: "已电话告知，请尽快签收处置"
        )
    }

    func proposal(_ form: FormFields, _ context: StaffContext) async throws -> DeskProposal {
        try allow(context)
        let wording = wording()
        var proposal = DeskProposal(form, hotline.city, wording)
        try await proposal.findDuplicates(of: form, for: context.person, hotline, wording)
        return proposal
    }

    // MARK: Recording

    @Sendable func record(_ request: Request, _ context: StaffContext) async throws -> Response {
        try allow(context)
        let form = context.form
        let draft = form.first("draft").flatMap { Int64($0) }
        do {
            let number = try await record(form, draft, context)
            return .redirect(to: "/desk?done=\(number)", type: .normal)
        } catch let refusal as CaseRefusal {
            return try await respond(form, draft: draft, context, refused: Problem(refusal))
        } catch let problem as Problem {
            return try await respond(form, draft: draft, context, refused: problem)
        }
    }

    /// Fields of the desk that are none of the case's.
    static let own: Set<String> = ["draft", "into", "apart", "after", "same", "open", "reveal", "why"]

    private func record(_ form: FormFields, _ draft: Int64?, _ context: StaffContext) async throws
        -> Case.Number
    {
        let into = form.first("into")
        var raw = form.without(Self.own).raw
        if into != nil { raw["event"] = .text(EventName.submit.rawValue) }
        let event = into == nil ? form.first("event") : EventName.submit.rawValue
        // What another button would have taken stays behind.
        if event != EventName.quickDispatch.rawValue { (raw["unit"], raw["reason"]) = (nil, nil) }
        if event != EventName.answerDirectly.rawValue { raw["answer"] = nil }
        let outcome = try await hotline.record(raw, by: context.person, fromDraft: draft)
        let number = outcome.entry.file.number
        if let into {
            _ = try await hotline.give(.link, ["into": .text(into)], to: number, by: context.person)
        }
        return number
    }
}

extension Optional {
    /// Like `map`, for what has to be waited for.
    fileprivate func asyncMap<Result>(_ body: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let self else { return nil }
        return try await body(self)
    }
}
