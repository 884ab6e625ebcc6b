import Casework
import CityTables
import Hummingbird
import Mustache
import Storage

/// `/admin/versions`: every state of the city's tables, what each changed, and the way back.
struct AdminVersionPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/versions") { request, context in
            try await list(context, done: request.query.first("done"))
        }
        group.get("admin/versions/:version") { _, context in try await show(context) }
        group.post("admin/versions/:version/undo") { _, context in try await undo(context) }
        group.post("admin/versions/:version/restore") { _, context in try await restore(context) }
    }

    private func list(_ context: StaffContext, done: String?) async throws -> Response {
        let frame = try admin.frame(.versions, context, done: done)
        let versions = try await hotline.cities.versions()
        let names = try await hotline.people.names(Set(versions.map(\.person)))
        let rows = versions.map { entry in
            AdminRow(
                cells: [
                    String(entry.version), admin.wording.exact(entry.at), names[entry.person] ?? "命令行",
                    entry.note,
                ],
                link: "/admin/versions/\(entry.version)",
                mark: entry.version == hotline.rules.version ? "生效" : ""
            )
        }
        let page = AdminVersionsPage(
            frame: frame,
            rows: rows,
            plans: hotline.cityInForce.plans.map(AdminPlanWords(wording: admin.wording).row),
            ended: try await endedPlans()
        )
        return try await admin.respond(page, context)
    }

    private func endedPlans() async throws -> [AdminRow] {
        let words = AdminPlanWords(wording: admin.wording)
        return try await hotline.cities.endedPlans(20).map { plan in
            AdminRow(
                cells: words.row(plan).cells + [words.end(plan)],
                link: words.row(plan).link,
                isDim: plan.state != .failed
            )
        }
    }

    /// A version with the one before it; of the first there is none.
    private struct Step {
        let version: Int
        let before: CityFiles?
        let after: CityFiles
    }

    private func step(_ context: StaffContext) async throws -> Step {
        _ = try admin.open(.versions, context)
        guard let version = context.parameters.get("version").flatMap({ Int($0) }),
            let after = try await hotline.cities.files(of: version)
        else { throw Problem.notFound }
        return Step(
            version: version,
            before: try await hotline.cities.files(of: version - 1),
            after: after
        )
    }

    private func undo(_ context: StaffContext) async throws -> Response {
        let step = try await step(context)
        guard let before = step.before else { throw Problem.notFound }
        return try await admin.changeCity(context, errand("undo", step, "撤销第 \(step.version) 版的改动")) {
            guard Self.canUndo(step, in: $0) else { throw CityEditRefusal.noSuchRow }
            var files = $0
            for file in before.filesChanged(to: step.after) { files.texts[file] = before.texts[file] }
            return files
        } refused: { problems in
            try await show(step, context, problems: problems)
        }
    }

    private func restore(_ context: StaffContext) async throws -> Response {
        let step = try await step(context)
        return try await admin.changeCity(
            context,
            errand("restore", step, "恢复到第 \(step.version) 版")
        ) { now in
            var files = step.after
            // Who may what is the security administrator's; for the others it stays as it is.
            if !context.person.may(.adminRoles) { files.texts["roles.csv"] = now.texts["roles.csv"] }
            if !context.person.may(.adminCity) {
                files = now
                files.texts["roles.csv"] = step.after.texts["roles.csv"]
            }
            return files
        } refused: { problems in
            try await show(step, context, problems: problems)
        }
    }

    private func errand(_ verb: String, _ step: Step, _ title: String) -> AdminErrand {
        AdminErrand(
            title: title,
            section: .versions,
            action: "/admin/versions/\(step.version)/\(verb)",
            done: "/admin/versions",
            back: "/admin/versions/\(step.version)",
            mayWait: false
        )
    }

    /// What it changed has not been changed again since.
    private static func canUndo(_ step: Step, in now: CityFiles) -> Bool {
        guard let before = step.before else { return false }
        let files = before.filesChanged(to: step.after)
        return !files.isEmpty && files.allSatisfy { now.texts[$0] == step.after.texts[$0] }
    }

    private func show(_ context: StaffContext) async throws -> Response {
        try await show(try await step(context), context)
    }

    private func show(_ step: Step, _ context: StaffContext, problems: [String] = []) async throws -> Response
    {
        let frame = try admin.frame(.versions, context, problems: problems)
        guard let entry = try await hotline.cities.version(step.version) else { throw Problem.notFound }
        let names = try await hotline.people.names([entry.person])
        let words = TableWords(before: hotline.city, after: hotline.city)
        let changes = step.before?.changes(to: step.after) ?? []
        let page = AdminVersionPage(
            frame: frame,
            version: String(step.version),
            at: admin.wording.exact(entry.at),
            who: names[entry.person] ?? "命令行",
            note: entry.note,
            digest: CityRegister.digest(of: step.after),
            rows: changes.prefix(200).flatMap(words.rows).map { AdminRow(cells: $0) },
            more: changes.count > 200 ? "只列前 200 处，共 \(changes.count) 处。" : "",
            canUndo: Self.canUndo(step, in: hotline.cityFiles),
            canRestore: step.after != hotline.cityFiles,
            undoFields: admin.changeFields("undo-", mayWait: false),
            restoreFields: admin.changeFields("restore-", mayWait: false)
        )
        return try await admin.respond(page, context)
    }
}

/// `/admin/versions`.
struct AdminVersionsPage: AdminPage {
    let title = "配置版本"
    let frame: AdminFrame
    let rows: [AdminRow]
    /// What waits for its day, and what did once.
    let plans: [AdminRow]
    let ended: [AdminRow]

    func part(named name: String) -> Any? {
        switch name {
        case "rows": rows
        case "plans": plans
        case "hasPlans": !plans.isEmpty
        case "ended": ended
        case "hasEnded": !ended.isEmpty
        default: nil
        }
    }
}

/// `/admin/versions/NUMBER`.
struct AdminVersionPage: AdminPage {
    let frame: AdminFrame
    let version: String
    let at: String
    let who: String
    let note: String
    let digest: String
    let rows: [AdminRow]
    let more: String
    let canUndo: Bool
    let canRestore: Bool
    let undoFields: [FormField]
    let restoreFields: [FormField]

    var title: String { "配置版本 \(version)" }

    func part(named name: String) -> Any? {
        switch name {
        case "version": version
        case "at": at
        case "who": who
        case "note": note
        case "digest": digest
        case "hasRows": !rows.isEmpty
        case "rows": rows
        case "more": more.ifAny
        case "canUndo": canUndo
        case "canRestore": canRestore
        case "undoFields": undoFields
        case "restoreFields": restoreFields
        default: nil
        }
    }
}
