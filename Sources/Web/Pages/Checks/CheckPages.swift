import Casework
import Hummingbird
import Mustache
import Storage

/// `/checks`: what a field supervisor is to look at: verify before filing, check before closing.
struct CheckPages {
    let hotline: Hotline
    let pages: Pages

    func add(to group: RouterGroup<StaffContext>) {
        group.get("checks") { _, context in
            try await pages.respond(
                try await read(context),
                to: context.session,
                at: "/checks",
                bodyClass: "body-phone"
            )
        }
        group.get("checks/list") { _, context in
            pages.fragment(try await read(context), template: "CheckList")
        }
    }

    private static let events: Set<EventName> = [
        .verifyFeedback, .checkPass, .checkPassToCallback, .checkFail, .backToDispatch,
    ]

    private func read(_ context: StaffContext) async throws -> CheckPage {
        let person = context.person
        guard person.may(.check) || person.may(.verify) else { throw Problem.notFound }
        let now = hotline.clock.now
        let wording = Wording(rules: hotline.rules, now: now)
        var filter = CaseFilter()
        filter.stages = [.verifying, .checking]
        filter.isLive = true
        filter.byDeadline = true
        let found = try await hotline.cases.list(filter, limit: 101).items.map(\.file)
        var cards: [CheckCard] = []
        for file in found.prefix(100) {
            let note = try await asked(of: file)
            let personal = file.personal.seen(
                file.sight(of: person, at: now, under: hotline.rules) == .clear ? .clear : .masked
            )
            cards.append(
                CheckCard(
                    path: "/cases/\(file.number)",
                    number: file.number,
                    task: file.stage == .verifying ? "核实" : "核查",
                    topic: wording.topic(file.state.content.topic).isEmpty
                        ? "未分类" : wording.topic(file.state.content.topic),
                    place: wording.place(file.state.content, Personal()),
                    due: wording.due(of: file).map { [$0] } ?? [],
                    description: personal.description,
                    note: note,
                    isLate: file.state.checkTimedOut || file.state.lateMarks.contains(.verify),
                    actions: ActionForms(
                        file,
                        context.session,
                        sight: .masked,
                        at: now,
                        under: hotline.rules,
                        next: "/checks",
                        only: Self.events
                    )
                )
            )
        }
        return CheckPage(
            summary: "核实 \(cards.count { $0.task == "核实" }) 件，核查 \(cards.count { $0.task == "核查" }) 件",
            cards: cards,
            more: found.count > 100 ? "只列最急的 100 件" : ""
        )
    }

    /// What the hall, or the unit, said with the last step: what the supervisor is to look at.
    private func asked(of file: Case) async throws -> String {
        let events = try await hotline.cases.open(file.number)?.1 ?? []
        let said = events.last {
            [.sendVerify, .passToCheck, .submitFeedback].contains($0.name) && $0.words["note"] != nil
        }
        return said.map { "\($0.name.chinese)：\($0.words["note"] ?? "")" } ?? ""
    }
}

/// `/checks`.
struct CheckPage: Page, MustacheParent {
    let title = "核查"
    let summary: String
    let cards: [CheckCard]
    let more: String

    func child(named name: String) -> Any? {
        switch name {
        case "summary": summary
        case "cards": cards
        case "isEmpty": cards.isEmpty
        case "more": more.ifAny
        default: nil
        }
    }
}

/// One thing to look at.
struct CheckCard: Sendable, MustacheParent {
    let path: String
    let number: String
    let task: String
    let topic: String
    let place: String
    let due: [Due]
    let description: String
    let note: String
    let isLate: Bool
    let actions: ActionForms

    func child(named name: String) -> Any? {
        switch name {
        case "path": path
        case "number": number
        case "task": task
        case "topic": topic
        case "place": place
        case "due": due
        case "description": description
        case "note": note.ifAny
        case "isLate": isLate
        case "actions": actions
        default: nil
        }
    }
}
