import Casework
import CityTables
import Hummingbird
import Mustache
import Storage

/// `/admin/settings`: the numbers that a city sets for itself.
struct AdminSettingPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }
    private static let file = "settings.csv"

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/settings") { request, context in
            let asked = try request.query
            return try await show(
                context,
                edited: asked.first("edit"),
                done: asked.first("done")
            )
        }
        group.post("admin/settings") { _, context in
            _ = try admin.open(.settings, context)
            let form = context.form
            let key = form.first("key") ?? ""
            let value =
                form.first("value_unit") == nil
                ? form.first("value") ?? "" : LimitFields.written(form, "value")
            let row = self.rows.first { $0["key"] == key }
            if let objection = try await lockedOut(key, value, context) {
                return try await show(context, edited: key, problems: [objection])
            }
            let errand = AdminErrand(
                title: row?["note"] ?? key,
                section: .settings,
                action: "/admin/settings",
                done: "/admin/settings"
            )
            return try await admin.changeCity(context, errand) { files in
                // A demand that came after the city's table gets its row when it is first changed.
                guard try files.rows(of: Self.file).contains(where: { $0["key"] == key }) else {
                    guard let note = row?["note"] else { throw CityEditRefusal.noSuchRow }
                    return try files.appendingRow(
                        to: Self.file,
                        ["key": key, "value": value, "note": note]
                    )
                }
                return try files.replacingCell(in: Self.file, row: key, column: "value", with: value)
            } refused: { problems in
                try await show(context, edited: key, problems: problems)
            }
        }
    }

    /// Whoever names the hall's networks must still be able to sign in from where they are.
    private func lockedOut(_ key: String, _ value: String, _ context: StaffContext) async throws -> String? {
        var policy = hotline.rules.identity
        policy.hallNetworks = value.split(separator: ";").compactMap { Network(String($0)) }
        guard key == "hallNetworks", policy.isElsewhere(context.address),
            try await hotline.people.account(of: context.person.id)?.isDemonstration == false,
            try await hotline.secondFactors.codesLeft(of: context.person.id) == nil
        else { return nil }
        return "您现在的地址 \(context.address) 不在这些网段里，您也没有启用两步验证：生效后您自己就不能登录。"
    }

    /// The table's, and after them what holds although the table does not name it.
    private var rows: [[String: String]] {
        let known = admin.rows(Self.file)
        let named = Set(known.compactMap { $0["key"] })
        let identity = hotline.rules.identity
        return known
            + IdentitySetting.all.filter { !named.contains($0.name) }.map {
                ["key": $0.name, "value": $0.written(in: identity), "note": $0.note]
            }
    }

    private func isNumber(_ row: [String: String]) -> Bool {
        IdentitySetting.all.first { $0.name == row["key"] }?.isNumber ?? true
    }

    private func show(_ context: StaffContext, edited: String?, done: String? = nil, problems: [String] = [])
        async throws -> Response
    {
        let secured = Set(IdentitySetting.all.map(\.name))
        let person = context.person
        let all = self.rows
        let rows = all.map { row in
            let key = row["key"] ?? ""
            return AdminRow(
                cells: [row["note"] ?? "", LimitFields.chinese(row["value"]), key],
                link: !secured.contains(key) || person.may(.adminPolicy)
                    ? "/admin/settings?edit=\(key)#edit" : ""
            )
        }
        let chosen = edited.flatMap { key in all.first { $0["key"] == key } }
        let fields = chosen.map { row in
            let value = row["value"] ?? ""
            return [FormField(id: "key", name: "key", label: "", kind: .hidden, value: row["key"] ?? "")]
                + (value.contains(" ")
                    ? LimitFields.fields("value", "时限", value)
                    : [
                        FormField(
                            id: "value",
                            name: "value",
                            label: "值",
                            kind: isNumber(row) ? .number : .line,
                            value: value,
                            isRequired: isNumber(row)
                        )
                    ])
                + admin.changeFields()
        }
        let page = AdminSettingsPage(
            frame: try admin.frame(.settings, context, done: done, problems: problems),
            rows: rows,
            edited: chosen.map { $0["note"] ?? $0["key"] ?? "" } ?? "",
            fields: fields ?? []
        )
        return try await admin.respond(page, context)
    }
}

/// `/admin/settings`.
struct AdminSettingsPage: AdminPage {
    let title = "参数"
    let frame: AdminFrame
    let rows: [AdminRow]
    let edited: String
    let fields: [FormField]

    func part(named name: String) -> Any? {
        switch name {
        case "rows": rows
        case "edited": edited.ifAny
        case "fields": fields
        default: nil
        }
    }
}
