import Casework
import CityTables

/// Says in Chinese what a change of the city's tables is.
struct TableWords {
    let before: City
    let after: City

    /// One line for each cell that differs; one for a row that comes or goes.
    func rows(_ change: RowChange) -> [[String]] {
        let table = Self.table(change.file)
        let name = name(change)
        if change.before == nil {
            return [["\(table) · 新增 \(name)", "（没有）", whole(change.after, in: change)]]
        }
        if change.after == nil {
            return [["\(table) · 删除 \(name)", whole(change.before, in: change), "（删除）"]]
        }
        return change.columns.map { column in
            [
                "\(table) · \(name) · \(Self.column(column, of: change.file))",
                value(change.before?[column], column, before), value(change.after?[column], column, after),
            ]
        }
    }

    private func name(_ change: RowChange) -> String {
        let row = change.after ?? change.before ?? [:]
        switch change.file {
        case "settings.csv": return row["note"].flatMap { $0.isEmpty ? nil : $0 } ?? change.key
        case "roles.csv":
            return [
                row["role"].flatMap(Role.init)?.chinese, row["permission"].flatMap(Permission.init)?.chinese,
            ].compactMap { $0 }.joined(separator: " · ")
        case "work_periods.csv", "responsibilities.csv": return ""
        default:
            let name = row["name"] ?? ""
            return name == change.key || name.isEmpty ? change.key : "\(change.key) \(name)"
        }
    }

    private func whole(_ row: [String: String]?, in change: RowChange) -> String {
        guard let row else { return "" }
        if change.file == "roles.csv" { return "有" }
        let city = change.after == nil ? before : after
        return change.columns.filter { row[$0]?.isEmpty == false }
            .map { "\(Self.column($0, of: change.file)) \(value(row[$0], $0, city))" }
            .joined(separator: "；")
    }

    private func value(_ text: String?, _ column: String, _ city: City) -> String {
        guard let text, !text.isEmpty else { return "（空）" }
        let rules = city.rulebook
        switch column {
        case "arrive", "finish", "urgent_finish": return LimitFields.chinese(text)
        case "value": return LimitFields.chinese(text)
        case "external", "active", "served", "needs_photo": return text == "1" ? "是" : "否"
        case "unit": return rules.units[text]?.name ?? text
        case "area", "parent": return rules.areas[text]?.name ?? text
        case "topic": return rules.topics[text]?.name ?? text
        case "category": return rules.categories[text]?.name ?? text
        case "unit_type": return rules.unitTypes[text] ?? text
        case "type": return Self.types[text] ?? rules.unitTypes[text] ?? text
        case "kind": return CodeList.kind.chinese(text)
        case "urgency": return Urgency(rawValue: text)?.chinese ?? text
        case "districts":
            return text.split(separator: ";").map { rules.areas[String($0)]?.name ?? String($0) }
                .joined(separator: "、")
        default: return text
        }
    }

    static func table(_ file: String) -> String { tables[file] ?? file }
    static func column(_ name: String, of file: String) -> String {
        columns["\(file)/\(name)"] ?? columns[name] ?? name
    }

    private static let types = ["holiday": "放假", "makeup_workday": "调休上班"]
    private static let tables = [
        "city.csv": "城市", "settings.csv": "参数", "work_periods.csv": "工作时间", "holidays.csv": "节假日",
        "areas.csv": "区域", "roads.csv": "道路", "unit_types.csv": "单位类型", "units.csv": "单位",
        "responsibilities.csv": "责任表", "categories.csv": "类别", "standards.csv": "立案标准", "topics.csv": "主题",
        "teams.csv": "班组", "staff.csv": "人员名册", "roles.csv": "权限",
    ]
    private static let columns = [
        "code": "代码", "name": "名称", "key": "键", "value": "值", "note": "备注", "unit": "单位",
        "season_from": "自哪天起", "start": "上班", "end": "下班", "date": "日期", "type": "类型", "level": "级别",
        "aliases": "别名", "parent": "上级", "served": "本热线派单", "districts": "所在区", "area": "区域",
        "external": "外部单位", "active": "在用", "duty": "值班处", "phone": "值班电话", "road": "道路", "side": "路侧",
        "topic": "主题", "category": "类别", "unit_type": "单位类型", "major": "大类", "condition": "立案条件",
        "arrive": "到场", "finish": "办结", "urgent_finish": "提级后办结", "closing": "结案条件",
        "needs_photo": "须有照片", "industry": "行业", "kind": "诉求类型", "urgency": "缓急",
        "utterance": "来电人可能说的话", "ask": "要问清的（分号隔开）", "account": "账号", "roles": "角色", "team": "班组",
        "role": "角色", "permission": "权限", "units.csv/type": "单位类型",
    ]
}
