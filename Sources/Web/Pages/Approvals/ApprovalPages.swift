import Casework
import Hummingbird
import Mustache
import Storage

/// `/approvals`: what units ask for, and what the centre has to decide between them, each with its arithmetic.
struct ApprovalPages {
    let hotline: Hotline
    let pages: Pages

    func add(to group: RouterGroup<StaffContext>) {
        group.get("approvals") { _, context in
            try await pages.respond(try await read(context), to: context.session, at: "/approvals")
        }
        group.get("approvals/list") { _, context in
            pages.fragment(try await read(context), template: "ApprovalList")
        }
    }

    static let permissions: [Permission] = [
        .approveReturn, .approveExtension, .approveSuspension, .reviewAppeal, .approveAppeal, .decide,
    ]

    private static let events: Set<EventName> = [
        .returnApproved, .returnRejected, .extendApproved, .extendRejected, .suspendApproved,
        .suspendRejected,
        .appealReviewed, .appealApproved, .appealRejected, .decide,
    ]

    private func read(_ context: StaffContext) async throws -> ApprovalPage {
        let person = context.person
        guard Self.permissions.contains(where: person.may) else { throw Problem.notFound }
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        var asked = CaseFilter()
        asked.pending = [.return, .extension, .suspension, .appeal]
        var between = CaseFilter()
        between.stages = [.coordinating]
        between.isLive = true
        between.byDeadline = true
        let requests = try await hotline.cases.list(asked, limit: 200).items.map(\.file)
            .sorted { ($0.answerDue, $0.number) < ($1.answerDue, $1.number) }
        let decisions = try await hotline.cases.list(between, limit: 100).items.map(\.file)

        var cards: [ApprovalCard] = []
        for file in requests { cards.append(try await card(file, context, wording)) }
        for file in decisions { cards.append(try await card(file, context, wording)) }
        let mine = cards.filter { !$0.actions.all.isEmpty }
        let others = cards.filter { $0.actions.all.isEmpty }
        return ApprovalPage(mine: mine, others: others)
    }

    private func card(_ file: Case, _ context: StaffContext, _ wording: Wording) async throws -> ApprovalCard
    {
        let state = file.state
        let events = try await hotline.cases.open(file.number)?.1 ?? []
        let request = events.last { Self.requests.contains($0.name) }
        let names = try await hotline.people.names(Set([request?.by].compactMap { $0 }))
        let isCoordination = file.stage == .coordinating
        let clock = state.clocks[isCoordination ? .coordinate : .request].flatMap { $0.isRunning ? $0 : nil }
        let sums = ApprovalSums(file: file, wording: wording)
        return ApprovalCard(
            path: "/cases/\(file.number)",
            number: file.number,
            kind: isCoordination
                ? "协调裁定" : state.pending.map { CodeList.request.chinese($0.kind.rawValue) } ?? "",
            topic: wording.topic(state.content.topic).isEmpty ? "未分类" : wording.topic(state.content.topic),
            place: wording.place(state.content, Personal()),
            unit: wording.unit(state.unit),
            due: clock.map { [wording.due($0)] } ?? [],
            asker: request.map { "\(names[$0.by] ?? "") \(wording.instant($0.at))" } ?? "",
            reason: request?.words[Field.reason.rawValue] ?? "",
            facts: (isCoordination ? sums.coordination : sums.request).map {
                FactRow(name: $0.0, value: $0.1)
            },
            actions: ActionForms(
                file,
                context.session,
                sight: .masked,
                at: wording.now,
                under: wording.rules,
                next: "/approvals",
                only: Self.events
            )
        )
    }

    private static let requests: Set<EventName> = [
        .requestReturn, .requestExtension, .requestSuspension, .requestAppeal, .startCoordination, .escalate,
    ]
}

extension Case {
    /// When the request is to be answered; appeals have no clock, and come last.
    fileprivate var answerDue: Timestamp {
        state.clocks[.request].flatMap { $0.isRunning ? $0.due : nil } ?? Timestamp(milliseconds: .max)
    }
}

/// `/approvals`.
struct ApprovalPage: Page, MustacheParent {
    let title = "审批"
    let mine: [ApprovalCard]
    /// Waiting for somebody else.
    let others: [ApprovalCard]

    func child(named name: String) -> Any? {
        switch name {
        case "mine": mine
        case "count": String(mine.count)
        case "isEmpty": mine.isEmpty
        case "others": others
        case "hasOthers": !others.isEmpty
        default: nil
        }
    }
}

/// One request, with what speaks for and against it in figures.
struct ApprovalCard: Sendable, MustacheParent {
    let path: String
    let number: String
    let kind: String
    let topic: String
    let place: String
    let unit: String
    let due: [Due]
    let asker: String
    let reason: String
    let facts: [FactRow]
    let actions: ActionForms

    func child(named name: String) -> Any? {
        switch name {
        case "path": path
        case "number": number
        case "kind": kind
        case "topic": topic
        case "place": place
        case "unit": unit.ifAny
        case "due": due
        case "asker": asker.ifAny
        case "reason": reason.ifAny
        case "facts": facts
        case "actions": actions
        default: nil
        }
    }
}

/// A name and what it is, as a list of facts shows them.
struct FactRow: Sendable, MustacheParent {
    let name: String
    let value: String

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "value": value
        default: nil
        }
    }
}
