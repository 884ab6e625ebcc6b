import Casework
import CityTables
import Storage

/// The form for a person.
struct AdminPersonForm {
    private let city: City

    init(_ city: City) { self.city = city }

    func fields(_ values: [String: [String]], isNew: Bool) -> [FormField] {
        func first(_ name: String) -> String { values[name]?.first ?? "" }
        let units = city.rulebook.units.values.filter { !$0.isExternal }.sorted { $0.id < $1.id }
        var fields = [
            FormField(
                id: "name",
                name: "name",
                label: "姓名",
                kind: .line,
                value: first("name"),
                isRequired: true
            ),
            FormField(
                id: "team",
                name: "team",
                label: "班组",
                kind: .choice(Self.options(city.teams.map { ($0, $0) }, chosen: first("team"), none: "不属班组"))
            ),
            FormField(
                id: "unit",
                name: "unit",
                label: "处置单位",
                kind: .choice(
                    Self.options(units.map { ($0.id, $0.name) }, chosen: first("unit"), none: "热线人员，不属单位")
                )
            ),
        ]
        if isNew {
            fields.insert(
                FormField(
                    id: "account",
                    name: "account",
                    label: "账号",
                    kind: .line,
                    value: first("account"),
                    isRequired: true,
                    hint: "字母、数字，2 至 40 位；一人一号"
                ),
                at: 0
            )
        } else {
            fields.append(
                FormField(
                    id: "active",
                    name: "active",
                    label: "在用（停用即结束其会话、吊销其令牌）",
                    kind: .tick,
                    value: first("active")
                )
            )
        }
        fields.append(
            FormField(id: "person-note", name: "note", label: "变更说明", kind: .line, hint: "写明依据；记入审计")
        )
        return fields
    }

    /// Which roles, to be ticked.
    static func roles(_ chosen: [String]) -> [FormOption] {
        Role.allCases.map { role in
            FormOption(value: role.rawValue, words: role.chinese, isChosen: chosen.contains(role.rawValue))
        }
    }

    static func options(_ pairs: [(String, String)], chosen: String, none: String?) -> [FormOption] {
        (none.map { [FormOption(value: "", words: $0, isChosen: chosen.isEmpty)] } ?? [])
            + pairs.map { FormOption(value: $0.0, words: $0.1, isChosen: $0.0 == chosen) }
    }

    /// What was filled in.
    struct Given {
        let account: String
        let name: String
        let roles: [Role]
        let team: String?
        let unit: Casework.Unit.ID?
        let isActive: Bool
        let note: String

        /// What somebody was before.
        init(_ version: PersonVersion, of account: Account, note: String) {
            self.account = account.person.account
            name = version.name
            roles = version.roles
            team = version.team
            unit = version.unit
            isActive = version.isActive
            self.note = note
        }

        init(_ form: FormFields, account: String? = nil) {
            func text(_ name: String) -> String? { form.first(name).flatMap { $0.isEmpty ? nil : $0 } }
            self.account = account ?? text("account") ?? ""
            name = text("name") ?? ""
            roles = form.all("roles").compactMap(Role.init)
            team = text("team")
            unit = text("unit")
            isActive = form.all("active").last.map { $0 == "true" } ?? true
            note = text("note") ?? ""
        }

        var problems: [String] {
            (name.isEmpty || name.count > 40 ? ["请填写姓名，不超过 40 个字。"] : [])
                + (roles.isEmpty ? ["请选择角色。"] : [])
        }

        var kept: [String: [String]] {
            [
                "account": [account], "name": [name], "roles": roles.map(\.rawValue), "team": [team ?? ""],
                "unit": [unit ?? ""],
            ]
        }
    }
}
