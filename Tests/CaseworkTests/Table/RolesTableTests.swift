import Testing

@testable import Casework

@Suite("The table of roles")
struct RolesTableTests {
    @Test("a role has the permissions of the table, and no others", arguments: Role.allCases)
    func samePermissions(_ role: Role) {
        let rows = Tables.permissions.filter { $0["role"] == role.rawValue }.map { $0[cell: "permission"] }
        #expect(Set(rows) == Set(role.permissions.map(\.rawValue)))
    }

    @Test("the table names no other roles and permissions")
    func sameNames() {
        #expect(Tables.permissions.count == 106)
        #expect(Set(Tables.permissions.map { $0[cell: "role"] }) == Set(Role.allCases.map(\.rawValue)))
        #expect(
            Set(Tables.permissions.map { $0[cell: "permission"] }) == Set(Permission.allCases.map(\.rawValue))
        )
    }

    @Test(
        "a role's permissions hold everywhere, or in the own unit, as the table says",
        arguments: Role.allCases
    )
    func sameReach(_ role: Role) {
        let reach = Set(Tables.permissions.filter { $0["role"] == role.rawValue }.map { $0[cell: "where"] })
        #expect(reach == [role.isOfUnit ? "own unit" : "everywhere"])
    }
}
