import Casework
import Hummingbird
import Mustache
import Storage

/// `/admin/personal`: for how long personal words are kept, and forgetting somebody who has asked for it.
struct AdminPersonalPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/personal") { request, context in
            let asked = try request.query
            func count(_ name: String) -> Int? { asked.first(name).flatMap { Int($0) } }
            var notice = ""
            if let cases = count("cases"), let waiting = count("waiting"), let others = count("others") {
                notice = "已按规定清除 \(cases) 件案件和 \(others) 条草稿、提醒等；另有 \(waiting) 件在办，办结后自动清除。"
            }
            return try await show(context, notice: notice)
        }
        group.post("admin/personal", use: forget)
    }

    @Sendable private func forget(_ request: Request, _ context: StaffContext) async throws -> Response {
        _ = try admin.open(.personal, context)
        let form = context.form
        let reason = form.first("reason") ?? ""
        var problems: [String: String] = [:]
        let phone = PhoneNumber(form.first("phone") ?? "")
        if phone == nil { problems["phone"] = "请填写来电人的电话号码。" }
        if reason.count < 4 { problems["reason"] = "请写明申请依据，至少 4 个字。" }
        if !form.all("sure").contains("true") { problems["sure"] = "请先核实申请人身份，再勾选确认。" }
        guard let phone, problems.isEmpty else { return try await show(context, problems: problems) }
        let outcome = try await hotline.forgetting.forget(
            phone: phone,
            by: context.person,
            from: context.address,
            reason: reason,
            at: hotline.clock.now
        )
        let counts = "cases=\(outcome.forgotten)&waiting=\(outcome.waiting)&others=\(outcome.others)"
        return .redirect(to: "/admin/personal?" + counts, type: .normal)
    }

    private func show(_ context: StaffContext, notice: String = "", problems: [String: String] = [:])
        async throws -> Response
    {
        let policy = hotline.rules.policy
        let form = context.form
        let page = AdminPersonalPage(
            frame: try admin.frame(
                .personal,
                context,
                notice: notice,
                problems: problems.isEmpty ? [] : ["请补全下面标出的内容。"]
            ),
            rows: [
                AdminRow(cells: ["办结案件里的个人信息", "办结后 \(policy.personalMonths) 个月"]),
                AdminRow(cells: ["草稿", "最后改动后 \(policy.draftDays) 天"]),
                AdminRow(cells: ["消息记录", "\(policy.messageMonths) 个月"]),
                AdminRow(cells: ["审计日志", "\(policy.auditMonths) 个月"]),
            ],
            waiting: try await hotline.forgetting.askedCount(),
            fields: [
                FormField(
                    id: "phone",
                    name: "phone",
                    label: "来电人的电话号码",
                    kind: .phone,
                    value: problems.isEmpty ? "" : form.first("phone") ?? "",
                    isRequired: true,
                    problem: problems["phone"] ?? ""
                ),
                FormField(
                    id: "reason",
                    name: "reason",
                    label: "申请依据",
                    kind: .area,
                    value: problems.isEmpty ? "" : form.first("reason") ?? "",
                    isRequired: true,
                    hint: "写入审计日志，例如“本人持身份证到场书面申请”。不要写姓名和号码。",
                    problem: problems["reason"] ?? ""
                ),
                FormField(
                    id: "sure",
                    name: "sure",
                    label: "已核实申请人就是来电人；清除后谁也不能恢复",
                    kind: .tick,
                    problem: problems["sure"] ?? ""
                ),
            ]
        )
        return try await admin.respond(page, context)
    }
}

/// `/admin/personal`.
struct AdminPersonalPage: AdminPage {
    let title = "个人信息"
    let frame: AdminFrame
    let rows: [AdminRow]
    /// Callers who are forgotten when their cases have ended.
    let waiting: Int
    let fields: [FormField]

    func part(named name: String) -> Any? {
        switch name {
        case "rows": rows
        case "waiting": waiting == 0 ? [] : [String(waiting)]
        case "fields": fields
        default: nil
        }
    }
}
