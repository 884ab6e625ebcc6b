import Casework
import CityTables
import Foundation
import Hummingbird
import Mustache
import Storage

/// `/admin/audit`: who did what to what; searched, and taken along as a table.
struct AdminAuditPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }
    private static let perPage = 50

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/audit") { request, context in try await show(try request.query, context) }
        group.post("admin/audit/export") { _, context in
            _ = try admin.open(.audit, context)
            let search = try await AuditSearch(context.form, hotline)
            guard search.problems.isEmpty else { return try await show(context.form, context) }
            let kind = TakenList.Kind(rawValue: context.form.first("kind") ?? "") ?? .csv
            return try await AuditExport(admin: admin, context: context).respond(kind, search)
        }
    }

    private func show(_ asked: FormFields, _ context: StaffContext) async throws -> Response {
        let search = try await AuditSearch(asked, hotline)
        let frame = try admin.frame(.audit, context, problems: search.problems)
        let before = asked.first("before").flatMap { Int64($0) }
        let found =
            search.problems.isEmpty
            ? try await hotline.audit.search(search.filter, before: before, limit: Self.perPage + 1) : []
        let shown = found.prefix(Self.perPage)
        let names = try await hotline.people.names(Set(shown.map(\.record.person)))
        let words = AuditWords(wording: admin.wording, names: names)
        let page = AdminAuditPage(
            frame: frame,
            search: search,
            rows: shown.map { id, record in
                AdminRow(cells: words.cells(id, record), isDim: record.result != "ok")
            },
            next: found.count > Self.perPage
                ? "/admin/audit?\(search.query)before=\(shown.last?.id ?? 0)" : ""
        )
        return try await admin.respond(page, context)
    }
}

/// What somebody looks for in the audit, as typed and as asked of the books.
struct AuditSearch: Sendable {
    let account: String
    let action: String
    let object: String
    let from: String
    let to: String
    let isRefused: Bool
    private(set) var filter = AuditFilter()
    private(set) var problems: [String] = []

    init(_ asked: FormFields, _ hotline: Hotline) async throws {
        func text(_ name: String) -> String {
            (asked.first(name) ?? "").trimmingCharacters(in: .whitespaces)
        }
        account = text("person")
        action = text("action")
        object = text("object")
        from = text("from")
        to = text("to")
        isRefused = asked.first("refused") == "1"
        filter.action = AuditRecord.Action(rawValue: action)
        filter.objects = object.isEmpty ? [] : AuditWords.beginnings(of: object)
        filter.isRefused = isRefused
        if !account.isEmpty {
            filter.person = try await hotline.people.account(account)?.person.id
            if filter.person == nil { problems.append("没有账号“\(account)”。") }
        }
        let time = hotline.rules.time
        if !from.isEmpty {
            filter.from = LocalDay(from).map { time.instant($0, second: 0) }
            if filter.from == nil { problems.append("起日写成 2019-04-03。") }
        }
        if !to.isEmpty {
            filter.until = LocalDay(to).map { time.instant($0 + 1, second: 0) }
            if filter.until == nil { problems.append("止日写成 2019-04-03。") }
        }
    }

    private var pairs: [(String, String)] {
        [
            ("person", account), ("action", action), ("object", object), ("from", from), ("to", to),
            ("refused", isRefused ? "1" : ""),
        ].filter { !$0.1.isEmpty }
    }

    /// For an address, each with `&` behind it.
    var query: String { pairs.map { "\($0.0)=\(AdminTablePages.inQuery($0.1))&" }.joined() }

    /// For the audit's own record of an export.
    var words: String { pairs.map { "\($0.0)=\($0.1)" }.joined(separator: " ") }

    var hidden: [FormField] {
        pairs.map { FormField(id: "x-" + $0.0, name: $0.0, label: "", kind: .hidden, value: $0.1) }
    }
}

/// `/admin/audit`.
struct AdminAuditPage: AdminPage {
    let title = "审计"
    let frame: AdminFrame
    let search: AuditSearch
    let rows: [AdminRow]
    let next: String

    func part(named name: String) -> Any? {
        switch name {
        case "actions":
            AdminPersonForm.options(
                AuditRecord.Action.allCases.map { ($0.rawValue, $0.chinese) },
                chosen: search.action,
                none: "全部动作"
            )
        case "person": search.account
        case "object": search.object
        case "from": search.from
        case "to": search.to
        case "isRefused": search.isRefused
        case "hidden": search.hidden
        case "most": String(AuditExport.most)
        case "rows": rows
        case "isEmpty": rows.isEmpty
        case "next": next.ifAny
        default: nil
        }
    }
}
