import Casework
import Hummingbird
import Storage

/// `/approvals`: what waits for a leader's word, each with its story, its arithmetic and what it would cost.
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
    private static let eventsAfterCallback: Set<EventName> = [
        .redo, .escalate, .backToDispatch, .acceptDissatisfied,
    ]

    /// More than this nobody decides in one sitting, and the page would get slow.
    private static let most = 20

    private func read(_ context: StaffContext) async throws -> ApprovalPage {
        let person = context.person
        guard Self.permissions.contains(where: person.may) else { throw Problem.notFound }
        let (waiting, unread) = try await waiting(person)
        let mine = waiting.filter { $0.waits(for: person) }
        let others = waiting.filter { !$0.waits(for: person) }
        let shown = Array(mine.prefix(Self.most))
        let shownOthers = Array(others.prefix(Self.most - shown.count))
        let histories = try await hotline.cases.histories(of: (shown + shownOthers).map(\.number))
        let names = try await hotline.people.names(
            Set(histories.values.flatMap { $0.map(\.by) }).union(waiting.compactMap(\.state.follower))
        )
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        func card(_ file: Case) -> ApprovalCard {
            ApprovalCard(
                file,
                histories[file.number] ?? [],
                names,
                wording,
                actions(for: file, context.session)
            )
        }
        return ApprovalPage(
            mine: shown.map(card),
            count: mine.count + unread,
            others: shownOthers.map(card),
            tabs: ApprovalTab.tabs(here: .waiting, mine.count + unread),
            more: waiting.count + unread - shown.count - shownOthers.count
        )
    }

    /// Requests by when they are to be answered, then what is to be decided between units, then bad judgements;
    /// and how many more of these there are.
    private func waiting(_ person: Person) async throws -> (cases: [Case], unread: Int) {
        var asked = CaseFilter(seenBy: person)
        asked.awaited = AwaitedWord.allCases.filter { $0 != .judgement }
        let requests = try await hotline.cases.list(asked, limit: 100).items.map(\.file)
            .sorted { ($0.answerDue, $0.number) < ($1.answerDue, $1.number) }
        var between = CaseFilter(seenBy: person)
        between.stages = [.coordinating]
        between.isLive = true
        let decisions = try await hotline.cases.byDeadline(between, limit: 50).items.map(\.file)
        guard person.may(.redo) else { return (requests + decisions, 0) }
        asked.awaited = [.judgement]
        let judged = try await hotline.cases.byDeadline(asked, limit: Self.most).items.map(\.file)
        return (requests + decisions + judged, try await hotline.cases.count(asked) - judged.count)
    }

    private func actions(for file: Case, _ session: Session) -> ActionForms {
        ActionForms(
            file,
            session,
            sight: .masked,
            at: hotline.clock.now,
            under: hotline.rules,
            next: "/approvals",
            only: file.stage == .callingBack ? Self.eventsAfterCallback : Self.events
        )
    }
}

extension Case {
    /// When the request is to be answered; appeals have no clock, and come last.
    fileprivate var answerDue: Timestamp {
        state.clocks[.request].flatMap { $0.isRunning ? $0.due : nil } ?? Timestamp(milliseconds: .max)
    }
}
