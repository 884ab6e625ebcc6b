import Casework
import CityTables
import Hummingbird
import Mustache
import Storage

/// `/admin/planned/ID`: a change that waits for its day, and how it is withdrawn.
struct AdminPlanPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/planned/:id") { _, context in try await show(try await plan(context), context) }
        group.post("admin/planned/:id/withdraw") { _, context in try await withdraw(context) }
    }

    private func plan(_ context: StaffContext) async throws -> CityPlan {
        _ = try admin.open(.versions, context)
        guard let id = context.parameters.get("id").flatMap({ Int64($0) }),
            let plan = try await hotline.cities.plan(id)
        else { throw Problem.notFound }
        return plan
    }

    private func withdraw(_ context: StaffContext) async throws -> Response {
        let plan = try await plan(context)
        let note = (context.form.first("note") ?? "").trimmed
        guard plan.state == .waiting else {
            return try await show(plan, context, problems: ["它已经不在等待：\(words.end(plan))。"])
        }
        if let refusal = CityObjections.refusal(of: plan.changes, to: context.person) {
            return try await show(plan, context, problems: [refusal])
        }
        guard note.count >= 4 else {
            return try await show(plan, context, problems: ["请写明为什么撤回，不少于 4 个字。"])
        }
        do {
            let inForce = hotline.cityInForce
            let others = inForce.plans.filter { $0.id != plan.id }
            try CityChange.check(others, after: inForce.files, version: inForce.city.rulebook.version + 1)
        } catch {
            return try await show(plan, context, problems: CityObjections.words(error, admin.wording))
        }
        let day = words.day(plan)
        let preview = AdminPreview(
            title: "撤回预定：\(plan.title)",
            action: "/admin/planned/\(plan.id)/withdraw",
            back: "/admin/planned/\(plan.id)",
            rows: [[plan.title, "自 \(day) 起生效", "不生效；照现在的办"]],
            undo: "不能；可以重新预定。",
            button: "确认撤回"
        )
        return try await admin.confirmed(preview, in: .versions, context) {
            try await end(plan, note, context)
        }
    }

    private func end(_ plan: CityPlan, _ note: String, _ context: StaffContext) async throws -> Response {
        do {
            _ = try await hotline.cities.withdraw(
                plan,
                note: note,
                by: context.person,
                from: context.address,
                at: hotline.clock.now,
                hotline.rules.time
            )
        } catch let other as PlanInTheWay {
            return try await show(plan, context, problems: CityObjections.words(other, admin.wording))
        }
        try await hotline.readCity()
        return .redirect(to: "/admin/planned/\(plan.id)", type: .normal)
    }

    private var words: AdminPlanWords { AdminPlanWords(wording: admin.wording) }

    private func show(_ plan: CityPlan, _ context: StaffContext, problems: [String] = []) async throws
        -> Response
    {
        let frame = try admin.frame(.versions, context, problems: problems)
        let names = try await hotline.people.names([plan.person, plan.endedBy ?? plan.person])
        let table = TableWords(before: hotline.city, after: hotline.city)
        let shown = plan.changes.prefix(200).flatMap(table.rows)
        let end = words.end(plan)
        let page = AdminPlanPage(
            frame: frame,
            heading: plan.title,
            id: String(plan.id),
            day: words.day(plan),
            made: "\(admin.wording.exact(plan.madeAt)) · \(names[plan.person] ?? "命令行")",
            note: plan.note,
            end: plan.state == .withdrawn ? "\(end) · \(plan.endedBy.flatMap { names[$0] } ?? "")" : end,
            reasons: words.reasons(plan),
            isFailed: plan.state == .failed,
            rows: shown.map { AdminRow(cells: $0) },
            more: plan.changes.count > 200 ? "只列前 200 处，共 \(plan.changes.count) 处。" : "",
            canWithdraw: plan.state == .waiting
        )
        return try await admin.respond(page, context)
    }
}

/// A planned change in words.
struct AdminPlanWords {
    let wording: Wording

    func day(_ plan: CityPlan) -> String { wording.weekday(wording.rules.time.day(of: plan.holdsFrom)) }

    /// From when, what, why.
    func row(_ plan: CityPlan) -> AdminRow {
        AdminRow(cells: [day(plan), plan.title, plan.note], link: "/admin/planned/\(plan.id)")
    }

    /// What became of it.
    func end(_ plan: CityPlan) -> String {
        let at = plan.endedAt.map(wording.instant) ?? ""
        return switch plan.state {
        case .waiting: ""
        case .taken: "已生效，配置版本 \(plan.version ?? 0)"
        case .withdrawn: "已于 \(at) 撤回：\(plan.remark)"
        case .failed: "到时没有生效：" + (plan.remark.split(separator: "\n").first.map(String.init) ?? "")
        }
    }

    /// What else is to be said of its end, a line each.
    func reasons(_ plan: CityPlan) -> [String] {
        plan.state == .failed ? plan.remark.split(separator: "\n").dropFirst().map(String.init) : []
    }
}

/// `/admin/planned/ID`.
struct AdminPlanPage: AdminPage {
    let title = "预定的改动"
    let frame: AdminFrame
    let heading: String
    let id: String
    let day: String
    let made: String
    let note: String
    /// What became of it; empty while it waits.
    let end: String
    /// Why it could not be taken up.
    let reasons: [String]
    let isFailed: Bool
    let rows: [AdminRow]
    let more: String
    let canWithdraw: Bool

    func part(named name: String) -> Any? {
        switch name {
        case "heading": heading
        case "id": id
        case "day": day
        case "made": made
        case "note": note
        case "end": end.ifAny
        case "isFailed": isFailed
        case "hasReasons": !reasons.isEmpty
        case "reasons": reasons
        case "rows": rows
        case "more": more.ifAny
        case "canWithdraw": canWithdraw
        default: nil
        }
    }
}
