import Casework
import CityTables
import Hummingbird
import Storage

/// What came of a change of the city's tables.
enum AdminOutcome {
    /// What is wrong with it, each with file, line and column; nothing was changed.
    case refused([String])
    /// The preview, or where to go when it is done.
    case answered(Response)
}

/// Where a change of the city's tables comes from and leads to.
struct AdminErrand {
    let title: String
    let section: AdminSection
    let action: String
    let done: String
    var back = ""
}

extension AdminPages {
    /// Shows an edit of the city's tables before it is made; confirmed, puts it in force as a new version.
    func changeCity(
        _ context: StaffContext,
        _ errand: AdminErrand,
        edit: (CityFiles) throws -> CityFiles
    ) async throws -> AdminOutcome {
        let form = context.form
        let (city, files) = (hotline.city, hotline.cityFiles)
        let version = city.rulebook.version
        guard form.first("version") == String(version) else {
            return .refused(["打开这一页之后，城市配置已被他人修改。下面是现在的内容，请重新填写。"])
        }
        let note = form.first("note") ?? ""
        guard note.count >= 4 else { return .refused(["请填写变更说明，不少于 4 个字。"]) }
        do {
            let edited = try edit(files)
            let changes = files.changes(to: edited)
            guard edited != files else { return .refused(["内容和现在的一样。"]) }
            if let refusal = refusal(of: changes, to: context.person) { return .refused([refusal]) }
            let uses = try await uses(ofRemoved: changes)
            guard uses.isEmpty else { return .refused(uses) }
            let after = try City.read(edited, version: version + 1)
            let preview = try await preview(errand, changes, from: city, to: after)
            guard preview.isConfirmed(by: form) else {
                return .answered(try await show(preview, in: errand.section, context))
            }
            try await hotline.change(
                edited,
                of: version,
                note: note,
                by: context.person,
                from: context.address
            )
            return .answered(.redirect(to: errand.done, type: .normal))
        } catch let refusal as CityEditRefusal {
            return .refused([Self.words(refusal)])
        } catch let errors as CityErrors {
            return .refused(Self.words(errors))
        } catch is CityMoved {
            return .refused(["正在确认时，城市配置被他人修改。下面是现在的内容，请重新填写。"])
        }
    }

    private func preview(
        _ errand: AdminErrand,
        _ changes: [RowChange],
        from city: City,
        to after: City
    ) async throws -> AdminPreview {
        let words = TableWords(before: city, after: after)
        var preview = AdminPreview(
            title: errand.title,
            action: errand.action,
            back: errand.back.isEmpty ? errand.section.path : errand.back,
            rows: changes.flatMap(words.rows),
            basis: String(city.rulebook.version)
        )
        let effects = try await CityEffects(hotline: hotline, before: city.rulebook, after: after.rulebook)
            .of(Set(changes.map(\.file)))
        preview.effects = effects.words
        preview.affectedHeads = effects.heads
        preview.affected = effects.cases
        return preview
    }

    /// Codes that cases or people go by must not vanish, neither by taking a row out nor by going back to older tables.
    private func uses(ofRemoved changes: [RowChange]) async throws -> [String] {
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
    private func refusal(of changes: [RowChange], to person: Person) -> String? {
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
    private static func words(_ errors: CityErrors) -> [String] {
        let shown = errors.errors.prefix(12).map(\.description)
        let rest = errors.errors.count - shown.count
        return ["城市配置检查没有通过，共 \(errors.errors.count) 处："] + shown + (rest > 0 ? ["……另有 \(rest) 处。"] : [])
    }

    private static func words(_ refusal: CityEditRefusal) -> String {
        switch refusal {
        case .noSuchFile(let file): "没有这张表：\(file)。"
        case .unreadable(let file): "\(file) 无法解读。"
        case .noSuchColumn(let column, let file): "\(file) 没有“\(column)”这一列。"
        case .noSuchRow: "没有这一行，可能刚被删除。"
        case .severalRows: "有几行相同，请用 huiyin city 命令修改。"
        }
    }

    /// The rows of a table in force.
    func rows(_ file: String) -> [[String: String]] {
        // The tables in force have been read before: nothing can be wrong in them; one that is missing has no rows.
        (try? hotline.cityFiles.rows(of: file)) ?? []
    }

    /// The two fields, one of them hidden, that every change of the city carries.
    func changeFields(_ prefix: String = "") -> [FormField] {
        [
            FormField(
                id: prefix + "version",
                name: "version",
                label: "",
                kind: .hidden,
                value: String(hotline.rules.version)
            ),
            FormField(
                id: prefix + "note",
                name: "note",
                label: "变更说明",
                kind: .line,
                isRequired: true,
                minimum: 4,
                hint: "写明依据；记入配置版本与审计"
            ),
        ]
    }
}
