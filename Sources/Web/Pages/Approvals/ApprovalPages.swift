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
        let waiting = try await waiting(person)
        let mine = waiting.cases.filter { $0.waits(for: person) }
        let others = waiting.cases.filter { !$0.waits(for: person) }
        let shown = Array(mine.prefix(Self.most))
        let shownOthers = Array(others.prefix(Self.most - shown.count))
        let histories = try await hotline.cases.histories(of: (shown + shownOthers).map(\.number))
        let names = try await hotline.people.names(
            Set(histories.values.flatMap { $0.map(\.by) }).union(waiting.cases.compactMap(\.state.follower))
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
            count: waiting.countOfMine,
            others: shownOthers.map(card),
            tabs: ApprovalTab.tabs(here: .waiting, waiting.countOfMine),
            more: waiting.count - shown.count - shownOthers.count
        )
    }

    private struct Waiting {
        /// The first of each kind, as many as the page has room for; without personal words, for it shows none.
        let cases: [Case]
        /// All there are.
        let count: Int
        let countOfMine: Int
    }

    /// As many are read as a hall ever has: by their row nobody can tell which is to be answered first.
    private static let mostRead = 300

    /// Requests by when they are to be answered, then what is to be decided between units, then bad judgements.
    private func waiting(_ person: Person) async throws -> Waiting {
        let cases = hotline.cases
        func asked(_ words: [AwaitedWord]) -> CaseFilter {
            var filter = CaseFilter(seenBy: person)
            filter.awaited = words
            return filter
        }
        var between = CaseFilter(seenBy: person)
        between.stages = [.coordinating]
        between.isLive = true
        let requests = AwaitedWord.allCases.filter { $0 != .judgement }
        let mine = requests.filter { person.may($0.permission) }
        let others = requests.filter { !mine.contains($0) }
        /// Those that wait longest.
        func first(_ filter: CaseFilter) async throws -> [CaseFile] {
            try await cases.byDeadline(filter, limit: Self.most, isOpened: false).items
        }
        var (waiting, count, countOfMine): ([CaseFile], Int, Int) = ([], 0, 0)
        for words in [mine, others] where !words.isEmpty {
            let found = try await cases.byDeadline(asked(words), limit: Self.mostRead, isOpened: false).items
            waiting += found.first(Self.most, at: Array(found.indices)) { (0, $0.answerDue) }
            count += try await cases.count(asked(words))
            if words == mine { countOfMine = count }
        }
        let decisions = try await first(between)
        waiting += decisions
        let decisionCount = try await cases.count(between)
        count += decisionCount
        if decisions.first?.file.waits(for: person) ?? false { countOfMine += decisionCount }
        if person.may(.redo) {
            waiting += try await first(asked([.judgement]))
            let judged = try await cases.count(asked([.judgement]))
            count += judged
            countOfMine += judged
        }
        return Waiting(cases: waiting.map(\.file), count: count, countOfMine: countOfMine)
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
        ).drawn(in: pages.library)
    }
}

extension Case {
    /// When the request is to be answered; appeals have no clock, and come last.
    fileprivate var answerDue: Timestamp {
        state.clocks[.request].flatMap { $0.isRunning ? $0.due : nil } ?? Timestamp(milliseconds: .max)
    }
}
