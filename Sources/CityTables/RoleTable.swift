package import Casework

extension Reading {
    /// The standard, if the city has no such table.
    mutating func grants() -> Grants {
        guard hasTable(.roles) else { return .standard }
        var granted: [Role: Set<Permission>] = [:]
        var places: [Role: Cell] = [:]
        for row in rows(.roles) {
            let role = word(row["role"], among: Role.allCases)
            let permission = word(row["permission"], among: Permission.allCases)
            guard let role, let permission else { continue }
            places[role] = places[role] ?? row["role"]
            if !granted[role, default: []].insert(permission).inserted {
                report(
                    row["permission"],
                    "stands here for the second time for \(role.rawValue): remove one",
                    chinese: "角色“\(role.chinese)”的这项权限写了两次：请删去一行"
                )
            }
        }
        for role in Role.allCases {
            guard let refusal = Grants.objection(to: granted[role] ?? [], of: role) else { continue }
            if let place = places[role] {
                report(place, refusal.english, chinese: refusal.chinese)
            } else {
                report(.roles, refusal.english, chinese: refusal.chinese)
            }
        }
        return Grants(granted)
    }
}

extension GrantsRefusal {
    package var chinese: String {
        switch self {
        case .administratorsAreFixed(let role): "\(role.chinese)的权限固定：三员分立，且总要有人能管理。"
        case .onlyForAdministrators(let permission, _): "“\(permission.chinese)”只属于三员之一，不能给别的角色。"
        case .onlyInTheHall(let permission, _): "“\(permission.chinese)”是热线的权限，不能给处置单位的角色。"
        case .onlyInUnits(let permission, _): "“\(permission.chinese)”是处置单位的权限，不能给热线的角色。"
        }
    }

    var english: String {
        switch self {
        case .administratorsAreFixed(let role):
            "\(role.rawValue) has exactly \(role.permissions.map(\.rawValue).sorted().joined(separator: ", ")): "
                + "the three administrators are kept apart, and somebody must be able to administer"
        case .onlyForAdministrators(let permission, let role):
            "\(role.rawValue) cannot have \(permission.rawValue): it belongs to one of the administrators alone"
        case .onlyInTheHall(let permission, let role):
            "\(role.rawValue) cannot have \(permission.rawValue): it belongs to the hall's roles"
        case .onlyInUnits(let permission, let role):
            "\(role.rawValue) cannot have \(permission.rawValue): it belongs to the units' roles"
        }
    }
}

extension CityFiles {
    /// These tables with one role's permissions changed; other rows stay as they are.
    ///
    /// A city without the table gets one that says what held so far.
    package func granting(_ permissions: Set<Permission>, to role: Role) -> CityFiles {
        let file = TableShape.roles.rawValue
        // A table that cannot be read is for the check to name; here it counts as none.
        let known = (try? rows(of: file)) ?? Self.standardRoles
        let rows = Role.allCases.flatMap { each in
            let granted = known.filter { $0["role"] == each.rawValue }.compactMap { $0["permission"] }
            let wanted = each == role ? permissions.map(\.rawValue) : granted
            return Permission.allCases.map(\.rawValue).filter(wanted.contains).map { [each.rawValue, $0] }
        }
        var files = self
        files.texts[file] = ([["role", "permission"]] + rows).map { CSV.row($0) + "\n" }.joined()
        return files
    }

    private static var standardRoles: [[String: String]] {
        Role.allCases.flatMap { role in
            role.permissions.map { ["role": role.rawValue, "permission": $0.rawValue] }
        }
    }
}
