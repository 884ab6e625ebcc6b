/// Who may what: the permissions that the city gives to each role.
///
/// Source: docs/domain.md, “Roles”; the standard is `Role.permissions`.
package struct Grants: Sendable, Equatable {
    private var permissions: [Role: Set<Permission>]

    /// What holds where a city has laid down nothing of its own.
    package static let standard = Grants(
        Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, $0.permissions) })
    )

    package init(_ permissions: [Role: Set<Permission>]) { self.permissions = permissions }

    package func permissions(of role: Role) -> Set<Permission> { permissions[role] ?? [] }

    /// Why this role cannot have exactly these permissions; nil if it can.
    ///
    /// Each administrator keeps what is theirs, so that somebody can always administer, and nobody else has any of it.
    package static func objection(to permissions: Set<Permission>, of role: Role) -> GrantsRefusal? {
        if role.isAdministrator {
            return permissions == role.permissions ? nil : .administratorsAreFixed(role)
        }
        if let permission = sorted(permissions).first(where: administration.contains) {
            return .onlyForAdministrators(permission, role)
        }
        let ofUnit: Set<Permission> = [.sign, .handle, .manageUnit]
        if role.isOfUnit {
            let others = permissions.subtracting(ofUnit).subtracting([.see])
            return sorted(others).first.map { .onlyInTheHall($0, role) }
        }
        return sorted(permissions.intersection(ofUnit)).first.map { .onlyInUnits($0, role) }
    }

    private static let administration = Set(
        Role.allCases.filter(\.isAdministrator).flatMap(\.permissions)
    )

    private static func sorted(_ permissions: Set<Permission>) -> [Permission] {
        Permission.allCases.filter(permissions.contains)
    }
}

/// Why a role cannot be given certain permissions.
package enum GrantsRefusal: Error, Sendable, Equatable {
    case administratorsAreFixed(Role)
    case onlyForAdministrators(Permission, Role)
    case onlyInTheHall(Permission, Role)
    case onlyInUnits(Permission, Role)
}

extension Role {
    /// One of the three who administer and exclude each other (三员).
    package var isAdministrator: Bool {
        self == .systemAdmin || self == .securityAdmin || self == .auditAdmin
    }
}
