import Casework
import CityTables
import Foundation
import Hummingbird
import Mustache
import Storage

/// `/admin/limits`: how long things may take, by topic and by filing standard; cases keep the version they were
/// dispatched under.
struct AdminLimitPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }
    private static let perPage = 50

    init(admin: AdminPages) { self.admin = admin }

    /// One of the two tables of limits.
    private struct Kind {
        let code: String
        let words: String
        let file: String
        let columns: [(name: String, words: String)]

        static let topic = Kind(
            code: "topic",
            words: "主题",
            file: "topics.csv",
            columns: [("arrive", "到场"), ("finish", "办结")]
        )
        static let standard = Kind(
            code: "standard",
            words: "立案标准",
            file: "standards.csv",
            columns: [("arrive", "到场"), ("finish", "办结"), ("urgent_finish", "提级后办结")]
        )

        static func named(_ code: String?) -> Kind { code == standard.code ? standard : topic }
    }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/limits") { request, context in
            let asked = try request.query
            return try await show(
                context,
                Kind.named(asked.first("kind")),
                query: asked.first("q") ?? "",
                edited: asked.first("edit"),
                after: asked.first("after"),
                done: asked.first("done")
            )
        }
        group.post("admin/limits") { _, context in try await change(context) }
    }

    private func change(_ context: StaffContext) async throws -> Response {
        _ = try admin.open(.limits, context)
        let form = context.form
        let kind = Kind.named(form.first("kind"))
        let code = form.first("code") ?? ""
        let errand = AdminErrand(
            title: "\(kind.words) \(code) 的时限",
            section: .limits,
            action: "/admin/limits",
            done: "/admin/limits?kind=\(kind.code)"
        )
        return try await admin.changeCity(context, errand) { files in
            try kind.columns.reduce(files) { files, column in
                try files.replacingCell(
                    in: kind.file,
                    row: code,
                    column: column.name,
                    with: LimitFields.written(form, column.name)
                )
            }
        } refused: { problems in
            try await show(context, kind, query: "", edited: code, problems: problems)
        }
    }

    private func show(
        _ context: StaffContext,
        _ kind: Kind,
        query: String,
        edited: String?,
        after: String? = nil,
        done: String? = nil,
        problems: [String] = []
    ) async throws -> Response {
        let all = admin.rows(kind.file)
        let rows = all.map { row in
            let name =
                kind.code == "topic" ? "\(row["industry"] ?? "") · \(row["name"] ?? "")" : row["name"] ?? ""
            let code = row["code"] ?? ""
            return AdminRow(
                cells: [code, name, row["condition"] ?? ""]
                    + kind.columns.map { LimitFields.chinese(row[$0.name]) },
                labels: ["", "", "条件"] + kind.columns.map(\.words),
                link: "/admin/limits?kind=\(kind.code)&edit=\(Self.inQuery(code))#edit"
            )
        }.filter { row in query.isEmpty || row.cells.contains { $0.localizedStandardContains(query) } }
        let start = after.flatMap { code in rows.firstIndex { $0.cells.first == code } }.map { $0 + 1 } ?? 0
        let shown = rows[start...].prefix(Self.perPage)
        let isMore = start + shown.count < rows.count
        let chosen = edited.flatMap { code in all.first { $0["code"] == code } }
        let fields = chosen.map { row in
            [
                FormField(id: "kind", name: "kind", label: "", kind: .hidden, value: kind.code),
                FormField(id: "code", name: "code", label: "", kind: .hidden, value: row["code"] ?? ""),
            ] + kind.columns.flatMap { LimitFields.fields($0.name, $0.words, row[$0.name]) }
                + admin.changeFields()
        }
        let page = AdminLimitsPage(
            frame: try admin.frame(.limits, context, done: done, problems: problems),
            kinds: [Kind.topic, .standard].map {
                PageTab(
                    path: "/admin/limits?kind=\($0.code)",
                    words: $0.words,
                    isHere: $0.code == kind.code
                )
            },
            kind: kind.code,
            query: query,
            heads: ["代码", "名称", "条件"] + kind.columns.map(\.words),
            rows: Array(shown),
            next: isMore
                ? "/admin/limits?kind=\(kind.code)&q=\(Self.inQuery(query))"
                    + "&after=\(Self.inQuery(shown.last?.cells.first ?? ""))" : "",
            edited: chosen.map { "\($0["code"] ?? "") \($0["name"] ?? "")" } ?? "",
            fields: fields ?? []
        )
        return try await admin.respond(page, context)
    }

    private static func inQuery(_ code: String) -> String {
        code.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? code
    }
}

/// `/admin/limits`.
struct AdminLimitsPage: AdminPage {
    let title = "时限"
    let frame: AdminFrame
    let kinds: [PageTab]
    let kind: String
    let query: String
    let heads: [String]
    let rows: [AdminRow]
    let next: String
    let edited: String
    let fields: [FormField]

    func part(named name: String) -> Any? {
        switch name {
        case "kinds": kinds
        case "kind": kind
        case "query": query
        case "heads": heads
        case "rows": rows
        case "next": next.ifAny
        case "edited": edited.ifAny
        case "fields": fields
        default: nil
        }
    }
}
