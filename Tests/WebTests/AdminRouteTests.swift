import Casework
import Hummingbird
import Storage
import Testing

@testable import Web

/// Every door of the administrators that the server has, tried by everybody.
struct AdminRouteTests {
    /// A door as the router names it, whose it is, and a request that its owner may make.
    private struct Door {
        let permissions: Set<Permission>
        /// With the places of its pattern filled in.
        var path: String?
        var fields: [String: String] = [:]
    }

    private static let city: Set<Permission> = [.adminCity]
    private static let people: Set<Permission> = [.adminPeople]
    private static let versions: Set<Permission> = [.adminCity, .adminRoles]
    private static let any: Set<Permission> = [.adminPeople, .adminRoles, .seeAudit]
    private static let person = "/admin/people/1"

    private static let doors: [String: Door] = [
        "GET /admin": Door(permissions: any),
        "GET /admin/people": Door(permissions: people),
        "POST /admin/people": Door(permissions: people),
        "GET /admin/people/{id}": Door(permissions: people, path: person),
        "POST /admin/people/{id}": Door(permissions: people, path: person),
        "POST /admin/people/{id}/restore": Door(
            permissions: people,
            path: person + "/restore",
            fields: ["person_version": "0", "note": "恢复原来的班组"]
        ),
        "POST /admin/people/{id}/password": Door(permissions: people, path: person + "/password"),
        "POST /admin/people/{id}/sessions": Door(permissions: people, path: person + "/sessions"),
        "POST /admin/people/{id}/second-factor": Door(permissions: people, path: person + "/second-factor"),
        "GET /admin/sessions": Door(permissions: people),
        "POST /admin/sessions/end": Door(permissions: people),
        "POST /admin/tokens": Door(permissions: people),
        "POST /admin/tokens/revoke": Door(permissions: people, fields: ["token": "1"]),
        "GET /admin/units": Door(permissions: city),
        "POST /admin/units": Door(permissions: city),
        "GET /admin/responsibilities": Door(permissions: city),
        "POST /admin/responsibilities": Door(permissions: city),
        "POST /admin/responsibilities/remove": Door(permissions: city),
        "GET /admin/limits": Door(permissions: city),
        "POST /admin/limits": Door(permissions: city),
        "GET /admin/settings": Door(permissions: [.adminCity, .adminPolicy]),
        "POST /admin/settings": Door(permissions: [.adminCity, .adminPolicy]),
        "GET /admin/backups": Door(permissions: city),
        "GET /admin/personal": Door(permissions: [.adminPolicy]),
        "POST /admin/personal": Door(permissions: [.adminPolicy]),
        "GET /admin/tables/{table}": Door(permissions: city, path: "/admin/tables/topics"),
        "POST /admin/tables/{table}": Door(permissions: city, path: "/admin/tables/topics"),
        "POST /admin/tables/{table}/remove": Door(permissions: city, path: "/admin/tables/topics/remove"),
        "GET /admin/calendar": Door(permissions: city),
        "POST /admin/calendar/days": Door(permissions: city),
        "POST /admin/calendar/periods": Door(permissions: city),
        "GET /admin/versions": Door(permissions: versions),
        "GET /admin/versions/{version}": Door(permissions: versions, path: "/admin/versions/2"),
        "POST /admin/versions/{version}/undo": Door(permissions: versions, path: "/admin/versions/2/undo"),
        "POST /admin/versions/{version}/restore": Door(
            permissions: versions,
            path: "/admin/versions/1/restore"
        ),
        "GET /admin/planned/{id}": Door(permissions: versions, path: "/admin/planned/1"),
        "POST /admin/planned/{id}/withdraw": Door(permissions: versions, path: "/admin/planned/1/withdraw"),
        "GET /admin/roles": Door(permissions: [.adminRoles]),
        "POST /admin/roles": Door(permissions: [.adminRoles], fields: ["role": "qa"]),
        "GET /admin/audit": Door(permissions: [.seeAudit]),
        "POST /admin/audit/export": Door(permissions: [.seeAudit]),
        "GET /second-factor": Door(permissions: any),
        "POST /second-factor": Door(permissions: any),
        "POST /second-factor/codes": Door(permissions: any),
    ]

    /// As the server has them: a door without a row here fails.
    private static func registered(_ test: TestHotline) throws -> [String] {
        let router = routes(test.hotline, pages: try PageLibrary(home: TestHotline.home))
        return router.routes.map { "\($0.method) \($0.path)" }.filter {
            $0.contains(" /admin") || $0.contains(" /second-factor")
        }
    }

    /// Somebody to be changed, a token, a second version, and a change that waits.
    private static func furnish(_ test: TestHotline) async throws {
        let victim = try await test.addPerson("victim", [.agent])
        #expect(victim.id == 1)
        let admin = try await test.addPerson("furnisher", [.systemAdmin])
        let session = try await test.session(of: admin.account)
        _ = try await test.hotline.sessions.makeToken(
            for: victim,
            named: "测试",
            by: admin,
            from: "",
            at: test.hotline.clock.now,
            expiresAt: test.hotline.clock.now + 86_400
        )
        let named = ["name": "改名", "roles": "agent", "note": "测试改名"]
        _ = try await test.change("/admin/people/1", named, session)
        let limit = [
            "kind": "topic", "code": "GS02", "finish": "8", "finish_unit": "urgent_hour", "note": "测试改时限",
        ]
        _ = try await test.change("/admin/limits", limit.merging(["version": "1"]) { $1 }, session)
        let later = ["version": "2", "finish": "6", "holds_from": "2019-04-10"]
        _ = try await test.change("/admin/limits", limit.merging(later) { $1 }, session)
        #expect(test.hotline.rules.version == 2 && test.hotline.cityInForce.plans.count == 1)
    }

    @Test func everyDoorHasItsOwners() async throws {
        try await TestHotline.run { test in
            let registered = try Self.registered(test)
            #expect(registered.sorted() == Self.doors.keys.sorted())
        }
    }

    @Test func aGuestIsLedToTheSignIn() async throws {
        try await TestHotline.run { test in
            try await Self.furnish(test)
            for (name, door) in Self.doors {
                let answer = try await Self.knock(test, name, door, nil)
                #expect(answer.location == "/login", "\(name)")
            }
        }
    }

    @Test(arguments: Role.allCases)
    func everyRoleFindsItsOwnDoorsAndNoOthers(_ role: Role) async throws {
        try await TestHotline.run { test in
            try await Self.furnish(test)
            try await test.addPerson("somebody", [role], unit: role.isOfUnit ? "U010" : nil)
            let session = try await test.session(of: "somebody")
            for (name, door) in Self.doors.sorted(by: { $0.key < $1.key }) {
                let answer = try await Self.knock(test, name, door, session)
                let isOpen: Set<TestAnswer.Status> = [.ok, .seeOther, .unprocessableContent]
                if door.permissions.isDisjoint(with: role.permissions) {
                    #expect(answer.status == .notFound, "\(name)")
                } else {
                    #expect(isOpen.contains(answer.status), "\(name)")
                }
            }
            // Nothing was confirmed, so nothing has changed.
            #expect(test.hotline.rules.version == 2 && test.hotline.cityInForce.plans.count == 1)
        }
    }

    private static func knock(_ test: TestHotline, _ name: String, _ door: Door, _ session: TestSession?)
        async throws -> TestAnswer
    {
        let parts = name.split(separator: " ")
        let path = door.path ?? String(parts[1])
        return parts[0] == "GET"
            ? try await test.get(path, session) : try await test.post(path, door.fields, session)
    }
}
