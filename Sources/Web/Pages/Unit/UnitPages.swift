import Casework
import Hummingbird
import Storage

/// `/unit`: what a unit has to do, on a desk and on a telephone in the street.
struct UnitPages {
    let hotline: Hotline
    let pages: Pages

    enum Tab: String, CaseIterable {
        case sign, handle, hold, orders, feedback, done, appeal, crew

        var words: String {
            switch self {
            case .sign: "待签收"
            case .handle: "处置中"
            case .hold: "挂账"
            case .orders: "待回复督办"
            case .feedback: "已反馈"
            case .done: "已结"
            case .appeal: "可申诉"
            case .crew: "班组"
            }
        }

        var isOfManager: Bool { self == .appeal || self == .crew }

        var emptyWords: String {
            switch self {
            case .sign: "没有待签收的案件。"
            case .handle: "没有处置中的案件。"
            case .hold: "没有挂账的案件。"
            case .orders: "没有待回复的督办单。"
            case .feedback: "没有已反馈、尚未结案的案件。"
            case .done: "30 天内没有结案的案件。"
            case .appeal: "没有可以申诉的案件。"
            case .crew: "没有需要派班组的案件。"
            }
        }
    }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("unit") { request, context in
            let page = try await read(request, context)
            return try await pages.respond(page, to: context.session, at: "/unit", bodyClass: "body-phone")
        }
        group.get("unit/work") { request, context in
            pages.fragment(try await read(request, context), template: "UnitWork")
        }
    }

    private func read(_ request: Request, _ context: StaffContext) async throws -> UnitPage {
        let person = context.person
        guard let unit = person.unit, person.may(.handle, in: unit) else { throw Problem.notFound }
        let work = try await UnitWork.read(hotline, unit: unit, person: person)
        let tabs = Tab.allCases.filter { !$0.isOfManager || person.may(.manageUnit, in: unit) }
        let asked = request.uri.queryParameters["tab"].flatMap { Tab(rawValue: String($0)) }
        // Without a wish: what is to be signed comes first, then what is to be done.
        let tab =
            asked.flatMap { tabs.contains($0) ? $0 : nil } ?? (work.cases(.sign).isEmpty ? .handle : .sign)
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        let maker = UnitCardMaker(hotline: hotline, context: context, wording: wording, unit: unit)
        var cards: [UnitCard] = []
        for file in work.cases(tab).prefix(100) { cards.append(try await maker.card(file, in: tab)) }
        return UnitPage(
            unit: wording.unit(unit),
            topic: "unit/" + unit,
            today: "\(wording.day(hotline.rules.time.day(of: wording.now))) \(wording.clock(wording.now))",
            path: "/unit/work?tab=\(tab.rawValue)",
            tabs: tabs.map { one in
                let count = work.cases(one).count
                return PageTab(
                    path: "/unit?tab=\(one.rawValue)",
                    words: one.words,
                    isHere: one == tab,
                    count: count == 0 ? "" : String(count)
                )
            },
            cards: cards,
            emptyWords: tab.emptyWords,
            order: tab == .done ? "30 天内结案，新的在前" : "按时限排，急的在前",
            more: work.cases(tab).count > 100 ? "只列前 100 件，共 \(work.cases(tab).count) 件" : ""
        )
    }
}

/// A unit's cases, each under the tabs where it is to be found.
struct UnitWork: Sendable {
    private var byTab: [UnitPages.Tab: [Case]] = [:]

    func cases(_ tab: UnitPages.Tab) -> [Case] { byTab[tab] ?? [] }

    static func read(_ hotline: Hotline, unit: Casework.Unit.ID, person: Person) async throws -> UnitWork {
        let now = hotline.clock.now
        let rules = hotline.rules
        var own = CaseFilter()
        own.unit = unit
        own.isLive = true
        own.byDeadline = true
        var assisting = CaseFilter()
        assisting.visibleToUnit = unit
        assisting.stages = [.signing, .handling, .suspended]
        assisting.isLive = true
        assisting.byDeadline = true
        var ended = CaseFilter()
        ended.unit = unit
        ended.stages = [.closed]
        let live = try await hotline.cases.list(own, limit: 500).items.map(\.file)
        let helping = try await hotline.cases.list(assisting, limit: 200).items.map(\.file)
            .filter { $0.state.unit != unit }
        let closed = try await hotline.cases.list(ended, limit: 300).items.map(\.file)
            .filter { file in file.state.closedAt.map { now - $0 <= 30 * 86_400 } ?? false }

        func isDueSooner(_ a: Case, _ b: Case) -> Bool {
            let (x, y) = (a.deadline, b.deadline)
            return x == y ? a.number < b.number : (x ?? .distantFuture) < (y ?? .distantFuture)
        }
        var work = UnitWork()
        let open = (live + helping).sorted(by: isDueSooner)
        work.byTab[.sign] = open.filter { $0.stage == .signing }
        work.byTab[.handle] = open.filter { $0.stage == .handling }
        work.byTab[.hold] = open.filter { $0.stage == .suspended }
        work.byTab[.orders] = live.filter { $0.state.orders.contains { $0.repliedAt == nil } }.sorted(
            by: isDueSooner
        )
        work.byTab[.feedback] = live.filter {
            [.feedback, .checking, .callingBack, .closing].contains($0.stage)
        }
        work.byTab[.done] = closed
        guard person.may(.manageUnit, in: unit) else { return work }
        work.byTab[.appeal] = closed.filter {
            $0.allowed(to: person, at: now, under: rules).contains(.requestAppeal)
        }
        work.byTab[.crew] = work.cases(.handle).filter { $0.state.unit == unit }
        return work
    }
}

extension Case {
    /// When the unit must be done; on the list of those who have it.
    fileprivate var deadline: Timestamp? {
        switch stage {
        case .signing: state.clocks[.sign]?.due
        case .suspended: state.clocks[.suspend]?.due
        default: state.clocks[.handle]?.due ?? waitingClock?.due
        }
    }
}

extension Timestamp {
    fileprivate static let distantFuture = Timestamp(milliseconds: .max)
}
