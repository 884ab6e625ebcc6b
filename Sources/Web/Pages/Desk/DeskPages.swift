import Casework
import Hummingbird
import Storage

/// `/desk`: recording, with drafts that survive a crash.
struct DeskPages {
    let hotline: Hotline
    let pages: Pages

    func add(to group: RouterGroup<StaffContext>) {
        group.get("desk", use: show)
        group.post("desk", use: record)
        group.post("desk/proposal") { _, context in
            var proposal = try await proposal(context.form, context)
            proposal.isFragment = true
            return pages.fragment(proposal, template: "DeskProposal")
        }
        group.post("desk/caller") { _, context in
            pages.fragment(try await caller(context.form, context), template: "DeskCaller")
        }
        group.get("desk/rail") { _, context in
            pages.fragment(try await rail(context), template: "DeskRail")
        }
        group.post("desk/draft", use: saveDraft)
        group.post("desk/draft/:id/discard") { _, context in
            if let id = Int64(try context.parameters.require("id")) {
                try await hotline.drafts.discard(id, of: context.person)
            }
            return Response.redirect(to: localPath(context.form.first("next")) ?? "/desk", type: .normal)
        }
    }

    // MARK: Showing

    @Sendable func show(_ request: Request, _ context: StaffContext) async throws -> Response {
        try allow(context)
        let parameters = request.uri.queryParameters
        var form = FormFields(pairs: [])
        var draft: Int64?
        if let id = parameters["draft"].flatMap({ Int64($0) }),
            let kept = try await hotline.drafts.list(of: context.person).first(where: { $0.id == id })
        {
            form = FormFields(pairs: kept.fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
            draft = id
        } else if let number = parameters["again"].map({ String($0) }) {
            form = try await sameCaller(as: number, context)
        }
        return try await respond(form, draft: draft, context, done: parameters["done"].map { String($0) })
    }

    private func allow(_ context: StaffContext) throws {
        guard context.person.may(.record) else { throw Problem.notPermitted("您没有登记案件的权限。") }
    }

    private func respond(
        _ form: FormFields,
        draft: Int64?,
        _ context: StaffContext,
        refused: Problem? = nil,
        done: Case.Number? = nil
    ) async throws -> Response {
        let rules = hotline.rules
        let page = DeskPage(
            form: DeskForm(
                values: form,
                problems: refused?.fields ?? [:],
                problem: refused?.message ?? "",
                draft: draft,
                token: context.session.formToken,
                rules: rules
            ),
            callers: try await caller(form, context),
            proposal: try await proposal(form, context),
            rail: try await rail(context),
            lists: WordLists(rules),
            done: try await self.done(done, context)
        )
        return try await pages.respond(
            page,
            to: context.session,
            at: "/desk",
            bodyClass: "screen-form",
            status: refused?.status ?? .ok
        )
    }

    private func wording() -> Wording { Wording(rules: hotline.rules, now: hotline.clock.now) }

    /// The caller of a case just recorded, who has something else to say.
    private func sameCaller(as number: Case.Number, _ context: StaffContext) async throws -> FormFields {
        guard let file = try await hotline.cases.find(number)?.file, file.isVisible(to: context.person) else {
            return FormFields(pairs: [])
        }
        let now = hotline.clock.now
        guard try await hotline.sight(of: context.person, on: file, from: context.address, at: now) == .clear
        else {
            return FormFields(pairs: [])
        }
        let pairs = [("caller.phone", file.personal.phone), ("caller.name", file.personal.name)]
        return FormFields(pairs: pairs.compactMap { name, value in value.map { (name, $0) } })
    }

    private func done(_ number: Case.Number?, _ context: StaffContext) async throws -> DeskDone? {
        guard let number, let file = try await hotline.cases.find(number)?.file,
            file.isVisible(to: context.person)
        else {
            return nil
        }
        let wording = wording()
        var words = "已登记 \(wording.short(number))：\(file.stage.chinese)"
        if let unit = file.state.unit { words += "，已派\(wording.unit(unit))" }
        if let clock = file.state.clocks[.handle] ?? file.waitingClock, file.stage.isLive {
            words += "，\(clock.kind.chinese)限 \(wording.instant(clock.due))"
        }
        return DeskDone(number: number, words: words)
    }

    // MARK: Parts

    private func proposal(_ form: FormFields, _ context: StaffContext) async throws -> DeskProposal {
        try allow(context)
        let wording = wording()
        var proposal = DeskProposal(form, hotline.city, wording)
        try await proposal.findDuplicates(of: form, hotline, wording)
        return proposal
    }

    private func caller(_ form: FormFields, _ context: StaffContext) async throws -> DeskCaller {
        try allow(context)
        guard let phone = form.first("caller.phone").flatMap({ PhoneNumber($0) }) else {
            return DeskCaller(rows: [], hasNumber: false)
        }
        var filter = CaseFilter()
        filter.callerPhone = phone.digits
        let page = try await hotline.cases.list(filter, limit: 8)
        let wording = wording()
        return DeskCaller(
            rows: page.items.map { QueueRow($0.file, for: context.person, wording) },
            hasNumber: true
        )
    }

    private func rail(_ context: StaffContext) async throws -> DeskRail {
        try allow(context)
        let wording = wording()
        var filter = CaseFilter()
        filter.follower = context.person.id
        filter.isLive = true
        filter.byDeadline = true
        let rows = try await hotline.cases.list(filter, limit: 8).items
        let drafts = try await hotline.drafts.list(of: context.person).prefix(6)
        return DeskRail(
            rows: rows.map { QueueRow($0.file, for: context.person, wording) },
            drafts: drafts.map { DraftLine($0, wording) },
            token: context.session.formToken
        )
    }

    // MARK: Keeping

    @Sendable func saveDraft(_ request: Request, _ context: StaffContext) async throws -> Response {
        try allow(context)
        let form = context.form.without(["draft", "event", "into"])
        let fields = Dictionary(form.pairs.filter { !$0.1.isEmpty }) { _, last in last }
        let known = context.form.first("draft").flatMap { Int64($0) }
        let now = hotline.clock.now
        let id = try await hotline.drafts.save(fields, id: known, of: context.person, at: now)
        let (hour, minute, second) = hotline.rules.time.hourMinuteSecond(now)
        let clock = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
        return .json(.object([("id", .text(String(id))), ("at", .text(clock))]))
    }

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

    private func record(_ form: FormFields, _ draft: Int64?, _ context: StaffContext) async throws
        -> Case.Number
    {
        let into = form.first("into")
        var raw = form.without(["draft", "into"]).raw
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
