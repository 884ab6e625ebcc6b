import Casework
import Hummingbird
import Storage

/// `/queue`: what waits for me, and every other list of cases.
struct QueuePages {
    let hotline: Hotline
    let pages: Pages
    let outcomes: ChosenOutcomes

    static let pageLength = 50

    func add(to group: RouterGroup<StaffContext>) {
        group.get("queue") { request, context in
            try await pages.respond(try await page(request, context), to: context.session, at: "/queue")
        }
        group.get("queue/table") { request, context in
            let asked = try Asked(request, context)
            return pages.fragment(try await table(asked).table, template: "QueueTable")
        }
        group.get("queue/tabs") { request, context in
            let asked = try Asked(request, context)
            let views = try await hotline.savedViews.list(of: context.person)
            let tabs = Tabs(tabs: try await tabs(asked.query, context.person, views))
            return pages.fragment(tabs, template: "QueueTabs")
        }
    }

    /// What the address asks for, and who.
    private struct Asked {
        let query: QueueQuery
        let after: String?
        let fields: FormFields
        let person: Person

        init(_ request: Request, _ context: StaffContext) throws {
            person = context.person
            guard person.anywhere.contains(.see) else { throw Problem.notPermitted("您没有查看案件的权限。") }
            fields = try request.query
            query = try QueueQuery(fields)
            after = fields.first("after")
        }
    }

    private func page(_ request: Request, _ context: StaffContext) async throws -> QueuePage {
        let asked = try Asked(request, context)
        let (query, person) = (asked.query, asked.person)
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        // Beside each other: what the tabs count and what the table shows take about as long.
        async let found = table(asked)
        let views = try await hotline.savedViews.list(of: person)
        async let tabs = tabs(query, person, views)
        let (table, next) = try await found
        let current = views.first { $0.isOwn && $0.query == query.text }
        return QueuePage(
            title: query.words.isEmpty ? current?.name ?? query.view.words : "查找“\(query.words.shortened)”",
            query: query,
            filters: QueueFilters(query: query, wording: wording, library: pages.library),
            tabs: try await tabs,
            source: query.text + (asked.after.map { "&after=\($0.percentEncoded)" } ?? ""),
            table: table,
            saving: ViewSaving(
                token: context.session.formToken,
                query: query.text,
                current: current.map { SavedViewTab(id: $0.id, name: $0.name) },
                mayShare: SavedViewPages.mayShare(person),
                problem: SavedViewPages.problem(asked.fields.first("wrong"))
            ),
            outcome: [asked.fields.first("told").flatMap { outcomes.told($0, to: person) }].compactMap { $0 },
            choosing: try await choosing(query, next, context, table.rows.count, isLater: asked.after != nil),
            script: pages.library.files.path("queue.js")
        )
    }

    private func table(_ asked: Asked) async throws -> (table: QueueTable, next: String) {
        let query = asked.query
        let wording = Wording(rules: hotline.rules, now: hotline.clock.now)
        let found = try await QueueLister(hotline: hotline, person: asked.person)
            .list(query, after: asked.after, limit: Self.pageLength)
        let next = found.next.map { "/queue?\(query.text)&after=\($0)" } ?? ""
        let table = QueueTable(
            rows: pages.library.rows(found.entries.map { QueueRow($0.file, for: asked.person, wording) }),
            empty: query.isNarrowed ? "没有合这些条件的案件。" : query.view.empty.words,
            advice: query.isNarrowed
                ? "去掉上面的一个条件再看；查找可用案件号（或末几位）、电话号码、描述里的字、道路、小区。" : query.view.empty.advice,
            note: "",
            next: next
        )
        return (table, next)
    }

    private func choosing(
        _ query: QueueQuery,
        _ next: String,
        _ context: StaffContext,
        _ rows: Int,
        isLater: Bool
    ) async throws -> ChoosingBar {
        let person = context.person
        let mayHandOver = person.may(.record)
        let colleagues = mayHandOver ? try await hotline.offeredColleagues() : []
        return ChoosingBar(
            token: context.session.formToken,
            query: query.text,
            mayUrge: person.may(.urge),
            mayHandOver: mayHandOver,
            colleagues: colleagues.filter { $0.id != person.id }
                .map { FormOption(value: $0.account, words: $0.name) },
            place: rows == 0 ? "" : isLater || !next.isEmpty ? "本页 \(rows) 件" : "共 \(rows) 件",
            next: next
        )
    }

    private func tabs(_ query: QueueQuery, _ person: Person, _ saved: [SavedViews.View]) async throws
        -> [QueuePage.Tab]
    {
        let lister = QueueLister(hotline: hotline, person: person)
        let isSaved = saved.contains { $0.query == query.text }
        var tabs: [QueuePage.Tab] = []
        for view in QueueView.allCases {
            let count = try await lister.count(view)
            tabs.append(
                QueuePage.Tab(
                    path: "/queue?view=\(view.rawValue)",
                    words: view.words,
                    count: count >= 1000 ? "999+" : String(count),
                    isHere: view == query.view && !isSaved,
                    isAlarming: (view == .unrouted || view == .over) && count > 0
                )
            )
        }
        return tabs
            + saved.map { view in
                let words = view.isOwn ? view.name : "\(view.name)（共享）"
                return QueuePage.Tab(
                    path: "/queue?" + view.query,
                    words: words,
                    isHere: view.query == query.text
                )
            }
    }
}
