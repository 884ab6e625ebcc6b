package import Casework

/// Somebody of the city's table of staff.
package struct StaffMember: Sendable, Equatable {
    package let account: String
    package let name: String
    package let roles: [Role]
    package let team: String?
    package let unit: Unit.ID?

    package init(account: String, name: String, roles: [Role], team: String? = nil, unit: Unit.ID? = nil) {
        self.account = account
        self.name = name
        self.roles = roles
        self.team = team
        self.unit = unit
    }
}

extension Reading {
    mutating func teams(_ staff: [StaffMember]) -> [String] {
        // A new team may wait for its people; one that has some needs a leader among them.
        let manned = Set(staff.compactMap(\.team))
        let led = Set(staff.filter { $0.roles.contains(.shiftLeader) }.compactMap(\.team))
        let isStaffSound = keys(.staff) != nil && !hasErrors(in: [.staff])
        for row in rows(.teams)
        where isStaffSound && manned.contains(row["name"].text) && !led.contains(row["name"].text) {
            report(
                row["name"],
                "nobody of staff.csv leads it: give a shiftLeader this team",
                chinese: "没有值班长：请给这个班组配一位值班长"
            )
        }
        return rows(.teams).map { $0["name"].text }
    }

    mutating func staff(_ units: [Unit]) -> [StaffMember] {
        let external = Set(units.filter(\.isExternal).map(\.id))
        var staff: [StaffMember] = []
        for row in rows(.staff) {
            let roles = roles(row["roles"])
            let team = reference(row["team"], to: .teams)
            let unit = reference(row["unit"], to: .units)
            check(roles, row, external: external)
            guard let roles else { continue }
            staff.append(
                StaffMember(
                    account: row["account"].text,
                    name: row["name"].text,
                    roles: roles,
                    team: team,
                    unit: unit
                )
            )
        }
        return staff
    }

    private mutating func roles(_ cell: Cell) -> [Role]? {
        var roles: [Role] = []
        for word in list(cell) {
            guard let role = Role(rawValue: word) else {
                report(
                    cell,
                    "“\(word)” is no role: one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))",
                    chinese: "没有角色“\(word)”：应为 \(Role.allCases.map(\.rawValue).joined(separator: "、")) 之一"
                )
                return nil
            }
            roles.append(role)
        }
        return roles.isEmpty ? nil : roles
    }

    private mutating func check(_ roles: [Role]?, _ row: Row, external: Set<Unit.ID>) {
        guard let roles else { return }
        let admins = roles.filter { [.systemAdmin, .securityAdmin, .auditAdmin].contains($0) }
        if Set(admins).count > 1 {
            let names = admins.map(\.rawValue).joined(separator: " and ")
            report(
                row["roles"],
                "\(names) exclude one another: give them to different people",
                chinese: "\(admins.map(\.chinese).joined(separator: "、"))不能由同一人担任：请分给不同的人"
            )
        }
        let ofUnit = roles.filter(\.isOfUnit)
        if !ofUnit.isEmpty, ofUnit.count < roles.count {
            report(
                row["roles"],
                "who acts for a unit takes no part in the hall's work: give an account for each",
                chinese: "单位的人不参与大厅的工作：请各设一个账号"
            )
        }
        if let role = ofUnit.first, row["unit"].isEmpty {
            report(
                row["unit"],
                "is empty: the role \(role.rawValue) needs a unit",
                chinese: "是空的：角色“\(role.chinese)”要属于一个单位"
            )
        }
        if let role = roles.first, ofUnit.isEmpty, !row["unit"].isEmpty {
            report(
                row["unit"],
                "the role \(role.rawValue) belongs to no unit: leave it empty",
                chinese: "角色“\(role.chinese)”不属于任何单位：请留空"
            )
        }
        if external.contains(row["unit"].text) {
            report(
                row["unit"],
                "“\(row["unit"].text)” is an outside body: it has nobody here",
                chinese: "“\(row["unit"].text)”是外部单位：在本系统没有人员"
            )
        }
    }
}
