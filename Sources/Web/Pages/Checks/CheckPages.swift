import Casework
import HTTPTypes
import Hummingbird
import Storage

/// `/checks`: what a field supervisor is to look at: verify before filing, check before closing; one after the other,
/// the near ones first.
struct CheckPages {
    let hotline: Hotline
    let pages: Pages
    let lab: PhotoLab

    private static let most = 50

    func add(to group: RouterGroup<StaffContext>) {
        group.get("checks") { request, context in
            let page = try await list(request.query, context)
            return try await pages.respond(page, to: context.session, at: "/checks", bodyClass: "body-phone")
        }
        group.get("checks/list") { request, context in
            pages.fragment(try await list(request.query, context), template: "CheckList")
        }
        group.get("checks/next") { request, context in try await next(request, context) }
        group.get("checks/:number") { _, context in
            try await respond(context.parameters.require("number"), context)
        }
        group.post("checks/:number", use: give)
    }

    // MARK: The list

    private func waiting(_ task: CheckTask?, for person: Person) async throws -> [CaseFile] {
        var filter = CaseFilter(seenBy: person)
        filter.stages = task.map { [$0.stage] } ?? CheckTask.allCases.map(\.stage)
        filter.isLive = true
        return try await hotline.cases.byDeadline(filter, limit: Self.most + 1).items
    }

    private func list(_ query: FormFields, _ context: StaffContext) async throws -> CheckPage {
        try context.person.mustCheck()
        let task = query.first("task").flatMap(CheckTask.init(rawValue:))
        let isByStreet = query.first("order") == "street"
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        let found = try await waiting(task, for: context.person)
        var rows = found.prefix(Self.most).map { CheckPage.row($0.file, wording) }
        if isByStreet { rows.sort { $0.street < $1.street } }
        let tasks = [("", "全部")] + CheckTask.allCases.map { ($0.rawValue, $0.words) }
        return CheckPage(
            person: String(context.person.id),
            query: [task.map { "task=\($0.rawValue)" }, isByStreet ? "order=street" : nil].compactMap { $0 }
                .joined(separator: "&"),
            tabs: tasks.map { value, words in
                PageTab(
                    path: value.isEmpty ? "/checks" : "/checks?task=\(value)",
                    words: words,
                    isHere: value == task?.rawValue ?? ""
                )
            },
            isByStreet: isByStreet,
            otherOrder: "/checks?"
                + [task.map { "task=\($0.rawValue)" }, isByStreet ? nil : "order=street"]
                .compactMap { $0 }.joined(separator: "&"),
            rows: pages.library.rows(rows.map { Job(row: $0) }),
            more: found.count > Self.most ? "只列最急的 \(Self.most) 件" : ""
        )
    }

    /// On to the nearest of those that wait, from where the last one was; in the same street, else the most urgent.
    private func next(_ request: Request, _ context: StaffContext) async throws -> Response {
        try context.person.mustCheck()
        let from = try request.query.first("from") ?? ""
        let here = try await hotline.cases.find(from)?.file.state.content.place
        let rest = try await waiting(nil, for: context.person).map(\.file).filter { $0.number != from }
        let near = rest.min { a, b in
            CheckTask.way(from: here, to: a.state.content.place)
                < CheckTask.way(from: here, to: b.state.content.place)
        }
        return .redirect(to: near.map { "/checks/\($0.number)" } ?? "/checks", type: .normal)
    }

    // MARK: One of them

    @Sendable private func give(_ request: Request, _ context: StaffContext) async throws -> Response {
        try context.person.mustCheck()
        let number = try context.parameters.require("number")
        let file = try await hotline.find(number, for: context.person).file
        let allowed = file.allowed(to: context.person, at: hotline.clock.now, under: hotline.rules)
        guard let outcome = context.form.first("outcome").flatMap(CheckOutcome.init(rawValue:)) else {
            throw Problem.invalid("outcome", "请选择结果。")
        }
        let event = outcome.event(among: allowed)
        do {
            try await EventDoor(hotline: hotline, lab: lab).give(event, to: number, context, errand: "check")
            {
                outcome.fields(of: $0)
            }
            return .done("/checks/next?from=\(number)", request)
        } catch let refused as EventDoor.Refused {
            if request.wantsJSON || refused.problem.status == .notFound { throw refused.problem }
            return try await respond(number, context, refused)
        }
    }

    private func respond(
        _ number: Case.Number,
        _ context: StaffContext,
        _ refused: EventDoor.Refused? = nil
    ) async throws -> Response {
        try context.person.mustCheck()
        let (entry, history) = try await hotline.open(number, for: context.person)
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        let sight = try await hotline.sight(of: context, on: entry.file, at: wording.now)
        var page = CheckCasePage(
            entry.file,
            history,
            context.session,
            sight: sight,
            wording,
            photoFacts: try await hotline.attachments.facts(of: history.flatMap(CasePhoto.ids)),
            refused: refused
        )
        page.sheet.company = try await hotline.company(of: number, beside: context.person, wording)
        if let refused {
            let teller = MeanwhileTeller(
                file: entry.file,
                history: history,
                person: context.person,
                sight: sight,
                names: try await hotline.names(in: entry.file, history),
                wording: wording
            )
            page.meanwhile = teller.meanwhile(refused.typed)?.meanwhile
        }
        return try await pages.respond(
            page,
            to: context.session,
            at: "/checks",
            bodyClass: "body-phone",
            status: refused?.problem.status ?? .ok
        )
    }
}

extension Person {
    fileprivate func mustCheck() throws {
        guard may(.check) || may(.verify) else { throw Problem.notFound }
    }
}
