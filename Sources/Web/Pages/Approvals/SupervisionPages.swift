import Casework
import Hummingbird
import Mustache
import Storage

/// `/approvals/supervision`: orders that owe a reply, and the cards that the clocks drew.
struct SupervisionPages {
    let hotline: Hotline
    let pages: Pages

    /// How far back: a quarter is what a leader answers for.
    private static let days = 92
    private static let most = 200

    func add(to group: RouterGroup<StaffContext>) {
        group.get("approvals/supervision") { request, context in
            let view = try request.query.first("view").flatMap { SupervisionView(rawValue: $0) } ?? .open
            let page = try await page(view, context)
            return try await pages.respond(page, to: context.session, at: "/approvals")
        }
        group.get("approvals/supervision/list") { request, context in
            let view = try request.query.first("view").flatMap { SupervisionView(rawValue: $0) } ?? .open
            return pages.fragment(try await page(view, context), template: "SupervisionList")
        }
    }

    private func page(_ view: SupervisionView, _ context: StaffContext) async throws -> SupervisionPage {
        guard ApprovalPages.permissions.contains(where: context.person.may) else { throw Problem.notFound }
        let now = hotline.clock.now
        let wording = Wording(rules: hotline.rules, now: now)
        let files = try await hotline.cases
            .supervised(since: now + -Self.days * 86_400, limit: Self.most).map(\.file)
            .filter { !$0.isAbout(context.person) }
        let names = try await hotline.people.names(Set(files.flatMap { $0.state.orders.map(\.by) }))
        let all = files.flatMap { SupervisionRow.rows($0, names, wording) }
        return SupervisionPage(
            view: view,
            rows: all.filter { $0.standing == view || view == .all }.sorted { $0.order < $1.order },
            tabs: ApprovalTab.tabs(here: .supervision, nil),
            views: SupervisionView.allCases.map { other in
                PageTab(
                    path: "/approvals/supervision?view=\(other.rawValue)",
                    words: other.words,
                    isHere: other == view,
                    count: String(other == .all ? all.count : all.filter { $0.standing == other }.count)
                )
            }
        )
    }
}

/// How an order or a card stands.
enum SupervisionView: String, Sendable, CaseIterable {
    case open, overdue, replied, cards, all

    var words: String {
        switch self {
        case .open: "等回复"
        case .overdue: "逾期未回复"
        case .replied: "已回复"
        case .cards: "黄红牌"
        case .all: "全部"
        }
    }
}

/// `/approvals/supervision`.
struct SupervisionPage: Page, MustacheParent {
    let title = "督办与黄红牌"
    let view: SupervisionView
    let rows: [SupervisionRow]
    let tabs: [PageTab]
    let views: [PageTab]

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "view": view.rawValue
        case "rows": rows
        case "hasRows": !rows.isEmpty
        case "empty": "没有\(view == .all ? "督办单和黄红牌" : view.words + "的")。"
        case "tabs": tabs
        case "views": views
        default: nil
        }
    }
}

/// An order with its reply, or a card that still holds.
struct SupervisionRow: Sendable, MustacheParent {
    let level: PageTag
    let order: SupervisionOrderKey
    let name: String
    let number: Case.Number
    let short: String
    let matter: String
    let unit: String
    let given: String
    let givenExact: String
    let due: [Due]
    let replied: String
    let standing: SupervisionView
    /// Where the order is printed; empty for a card.
    let print: String

    func child(named name: String) -> Any? {
        switch name {
        case "level": [level]
        case "name": self.name
        case "number": number
        case "short": short
        case "matter": matter
        case "unit": unit
        case "given": given
        case "givenExact": givenExact
        case "due": due
        case "replied": replied
        case "print": print.ifAny
        default: nil
        }
    }
}

/// What is due soonest stands first, what is done last.
struct SupervisionOrderKey: Sendable, Comparable {
    let isDone: Bool
    let at: Timestamp

    static func < (one: Self, other: Self) -> Bool {
        one.isDone == other.isDone ? one.at < other.at : !one.isDone
    }
}
