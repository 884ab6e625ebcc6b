import Casework
import CityTables
import Hummingbird
import Storage

/// `/figures`: what each unit has done in a month, as a page and as CSV.
struct FiguresPages {
    let hotline: Hotline
    let pages: Pages

    func add(to group: RouterGroup<StaffContext>) {
        group.get("figures") { request, context in
            try await pages.respond(try await page(request, context), to: context.session, at: "/figures")
        }
        group.get("figures.csv", use: export)
    }

    /// The same as CSV, noted in the audit.
    @Sendable private func export(_ request: Request, _ context: StaffContext) async throws -> Response {
        let page = try await page(request, context)
        let now = hotline.clock.now
        let wording = Wording(rules: hotline.rules, now: now)
        try await hotline.audit.record(
            AuditRecord(
                at: now,
                by: context.person,
                from: context.address,
                .exported,
                "figures/\(page.month)",
                after: "\(page.rows.count) rows"
            )
        )
        let table = page.table + [[wording.mark("", takenBy: context.person)]]
        return .attachment(Array(CSV.sheet(table).utf8), named: "figures-\(page.month).csv", of: .csv)
    }

    private func page(_ request: Request, _ context: StaffContext) async throws -> FiguresPage {
        let person = context.person
        let seesAll = person.may(.seeReports) || person.may(.leadHall)
        guard seesAll || person.unit != nil else { throw Problem.notPermitted("您没有查看考核数字的权限。") }
        let rules = hotline.rules
        let today = rules.time.day(of: hotline.clock.now)
        let asked = try request.query.first("month") ?? ""
        guard let month = asked.isEmpty ? today.firstOfMonth : LocalDay(asked + "-01") else {
            throw Problem.unreadable("月份须写成 2019-04 这样。")
        }
        let figures = try await hotline.tallies.month(of: month)
        let shown = figures.filter { seesAll || $0.key == person.unit }
        return FiguresPage(
            first: month,
            isRunning: month == today.firstOfMonth,
            rows: shown.map { unit, counts in
                UnitMonth(unit: rules.units[unit]?.name ?? unit, code: unit, counts: counts)
            }.sorted { ($1[.received], $0.code) < ($0[.received], $1.code) }
        )
    }
}
