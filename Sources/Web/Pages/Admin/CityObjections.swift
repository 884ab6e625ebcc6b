import Casework
import CityTables
import Storage

/// Why a change of the city's tables is not to be made, in words for whoever asks for it.
struct CityObjections {
    let hotline: Hotline

    /// Codes that cases or people go by must not vanish, neither by taking a row out nor by going back to older tables.
    func uses(ofRemoved changes: [RowChange]) async throws -> [String] {
        var found: [String] = []
        for change in changes where change.after == nil && change.before != nil {
            if change.file == "teams.csv" {
                let members = try await hotline.people.list().count { $0.person.team == change.key }
                if members > 0 { found.append("\(change.key)还有 \(members) 人，请先在“人员”里改他们的班组。") }
            } else if let kind = CaseCode(file: change.file),
                try await hotline.cases.isUsed(change.key, as: kind)
            {
                let remedy = kind == .unit ? "可以停用" : "可以改名称，代码不变"
                found.append("已有案件用到\(TableWords.table(change.file)) \(change.key)，不能删除；\(remedy)。")
            }
        }
        return found
    }

    /// Who may change which table, wherever the change is asked for.
    static func refusal(of changes: [RowChange], to person: Person) -> String? {
        let secured = Set(IdentitySetting.all.map(\.name))
        for change in changes {
            switch change.file {
            case "roles.csv":
                if !person.may(.adminRoles) { return "角色的权限由安全管理员修改。" }
            case "settings.csv" where secured.contains(change.key):
                if !person.may(.adminPolicy) { return "登录与会话的参数由安全管理员修改。" }
            case "settings.csv":
                if !person.may(.adminCity), !person.may(.adminPolicy) { return "您不能修改参数。" }
            default:
                if !person.may(.adminCity) { return "\(TableWords.table(change.file))由系统管理员修改。" }
            }
        }
        return nil
    }

    /// The first of them, each with its place; a unit that is missed in many topics is not told of a hundred times.
    static func words(_ errors: [CityError]) -> [String] {
        let shown = errors.prefix(8).map { error in
            let column = error.header.map { "，\(TableWords.column($0, of: error.file))" } ?? ""
            return "\(TableWords.table(error.file))第 \(error.line) 行\(column)：\(error.chinese)"
        }
        let rest = errors.count - shown.count
        return ["城市配置检查没有通过，共 \(errors.count) 处："] + shown + (rest > 0 ? ["……另有 \(rest) 处。"] : [])
    }

    static func words(_ refusal: CityEditRefusal) -> String {
        switch refusal {
        case .noSuchFile(let file): "没有这张表：\(file)。"
        case .unreadable(let file): "\(file) 无法解读。"
        case .noSuchColumn(let column, let file): "\(file) 没有“\(column)”这一列。"
        case .noSuchRow: "没有这一行，可能刚被删除。"
        case .severalRows: "有几行相同，请用 huiyin city 命令修改。"
        }
    }

    static func words(_ inTheWay: PlanInTheWay, _ wording: Wording) -> [String] {
        let plan = inTheWay.plan
        let day = wording.day(wording.rules.time.day(of: plan.holdsFrom))
        return ["与预定的改动“\(plan.title)”（自 \(day) 起）冲突。请先在“配置版本”里撤回它，再改。"]
            + (inTheWay.problems.isEmpty ? [] : words(inTheWay.problems))
    }
}
