import Casework
import Storage
import Testing

@testable import Web

struct AdminTests {
    /// Path, a permission that opens it, a word that only the page itself has.
    static let pages: [(String, Set<Permission>, String)] = [
        ("/admin/people", [.adminPeople], "新增人员"),
        ("/admin/sessions", [.adminPeople], "接口令牌"),
        ("/admin/units", [.adminCity], "停用或启用"),
        ("/admin/responsibilities", [.adminCity], "新增规则"),
        ("/admin/limits", [.adminCity], "突发停水无水"),
        ("/admin/settings", [.adminCity, .adminPolicy], "returnsBeforeCoordination"),
        ("/admin/calendar", [.adminCity], "调休上班"),
        ("/admin/backups", [.adminCity], "自动备份"),
        ("/admin/personal", [.adminPolicy], "按本人申请清除"),
        ("/admin/tables/topics", [.adminCity], "突发停水无水"),
        ("/admin/tables/categories", [.adminCity], "上水井盖"),
        ("/admin/tables/standards", [.adminCity], "component:0101/1"),
        ("/admin/tables/teams", [.adminCity], "第7班组"),
        ("/admin/tables/units", [.adminCity], "抢修调度"),
        ("/admin/tables/areas", [.adminCity], "奎文区"),
        ("/admin/tables/roads", [.adminCity], "东风街"),
        ("/admin/tables/unit-types", [.adminCity], "路灯照明"),
        ("/admin/versions", [.adminCity, .adminRoles], "每次改动一版"),
        ("/admin/versions/1", [.adminCity, .adminRoles], "撤销这次改动"),
        ("/admin/roles", [.adminRoles], "pii.reveal"),
        ("/admin/audit", [.seeAudit], "全部动作"),
        ("/second-factor", [.adminPeople, .adminRoles, .seeAudit], "手动输入密钥"),
    ]

    @Test func eachPageIsForItsAdministratorOnly() async throws {
        try await TestHotline.run { test in
            for (path, _, _) in Self.pages {
                #expect(try await test.get(path).location == "/login", "\(path)")
            }
            for role in Role.allCases {
                let account = "a-" + role.rawValue
                try await test.addPerson(account, [role], unit: role.isOfUnit ? "U010" : nil)
                let session = try await test.session(of: account)
                for (path, permissions, word) in Self.pages {
                    let answer = try await test.get(path, session)
                    let may = !permissions.isDisjoint(with: role.permissions)
                    #expect(answer.status == (may ? .ok : .notFound), "\(role) \(path)")
                    #expect(answer.text.contains(word) == may, "\(role) \(path)")
                    #expect(answer.text.contains("演示数据"), "\(role) \(path)")
                }
                let isAdministrator = [.systemAdmin, .securityAdmin, .auditAdmin].contains(role)
                let start = try await test.get("/admin", session)
                #expect(start.status == (isAdministrator ? .seeOther : .notFound))
            }
        }
    }

    @Test func aUnitIsSwitchedOffForEverybodyAtOnce() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            let session = try await test.session(of: "admin")
            // The only one for water cannot go before another answers for it.
            let alone = ["unit": "U010", "active": "0", "note": "供水公司系统检修", "version": "1"]
            let refused = try await test.change("/admin/units", alone, session)
            #expect(refused.text.contains(/主题第 \d+ 行，单位类型：“计划停水咨询”（GS01）在各区县没有在用的单位负责/))
            let rule = ["unit": "U020", "unit_type": "water", "note": "检修期间由燃气代管", "version": "1"]
            #expect(try await test.change("/admin/responsibilities", rule, session).status == .seeOther)

            let version = test.hotline.rules.version
            let fields = ["unit": "U010", "active": "0", "note": "供水公司系统检修", "version": String(version)]
            #expect(
                try await test.change("/admin/units", fields.merging(["note": ""]) { $1 }, session).status
                    == .unprocessableContent
            )
            #expect(test.hotline.rules.units["U010"]?.isActive == true)
            #expect(try await test.change("/admin/units", fields, session).status == .seeOther)
            #expect(test.hotline.rules.units["U010"]?.isActive == false)
            #expect(test.hotline.rules.version == version + 1)
            let stale = try await test.change("/admin/units", fields, session)
            #expect(stale.text.contains("已被他人修改"))
            let record = try #require(
                try await test.hotline.audit.latest(.cityChanged, before: nil, limit: 1).first?.record
            )
            #expect(record.reason == "供水公司系统检修")
            #expect(try await test.get("/admin/versions", session).text.contains("供水公司系统检修"))
        }
    }

    @Test func aWrongLimitIsRefusedWithItsPlace() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            let session = try await test.session(of: "admin")
            var fields = [
                "kind": "topic", "code": "GS02", "arrive": "", "arrive_unit": "urgent_hour", "finish": "zwei",
                "finish_unit": "urgent_hour", "note": "按新规定缩短", "version": String(test.hotline.rules.version),
            ]
            let refused = try await test.change("/admin/limits", fields, session)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("主题第 3 行，办结：“zwei”应大于 0"))
            fields["finish"] = "8"
            #expect(try await test.change("/admin/limits", fields, session).status == .seeOther)
            #expect(test.hotline.rules.topics["GS02"]?.finish == Limit(8, .urgentHour))
            #expect(test.hotline.rules.topics["GS02"]?.arrive == nil)
        }
    }

    @Test func aRuleIsAddedAndRemoved() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            let session = try await test.session(of: "admin")
            let count = test.hotline.rules.responsibilities.rules.count
            var fields = [
                "unit": "U010", "topic": "PS01", "note": "试行三个月", "rule_note": "试行",
                "version": String(test.hotline.rules.version),
            ]
            #expect(try await test.change("/admin/responsibilities", fields, session).status == .seeOther)
            #expect(test.hotline.rules.responsibilities.rules.count == count + 1)
            let route = test.hotline.rules.route(topic: "PS01", category: nil, place: Place())
            #expect(route.best.contains { $0.unit == "U010" })

            fields["version"] = String(test.hotline.rules.version)
            let twice = try await test.change("/admin/responsibilities", fields, session)
            #expect(twice.text.contains("责任表第 \(count + 3) 行，单位：与第"))

            fields["row"] = String(count)
            #expect(
                try await test.change("/admin/responsibilities/remove", fields, session).status == .seeOther
            )
            #expect(test.hotline.rules.responsibilities.rules.count == count)
        }
    }

    @Test func aSettingIsChangedByEitherOfTwoAdministrators() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            try await test.addPerson("security", [.securityAdmin])
            for (account, days) in [("admin", 20), ("security", 25)] {
                let fields = [
                    "key": "reopenDays", "value": String(days), "note": "延长重开期限",
                    "version": String(test.hotline.rules.version),
                ]
                let answer = try await test.change(
                    "/admin/settings",
                    fields,
                    try await test.session(of: account)
                )
                #expect(answer.status == .seeOther)
                #expect(test.hotline.rules.policy.reopenDays == days)
            }
        }
    }

    @Test func administratorsStaySeparate() async throws {
        try await TestHotline.run { test in
            let admin = try await test.addPerson("admin", [.systemAdmin])
            let session = try await test.session(of: "admin")
            let both = try await test.change(
                "/admin/people",
                ["account": "audit2", "name": "两职", "roles": "auditAdmin", "unit": "U010", "team": ""],
                session
            )
            #expect(both.status == .unprocessableContent)
            let own = try await test.change(
                "/admin/people/\(admin.id)",
                ["name": "自己", "roles": "auditAdmin", "team": "", "unit": "", "active": "true"],
                session
            )
            #expect(own.text.contains("不能停用自己"))
            #expect(try await test.hotline.people.account("admin")?.person.roles == [.systemAdmin])
        }
    }

    @Test func theAuditLogGoesBackPageByPage() async throws {
        try await TestHotline.run { test in
            let auditor = try await test.addPerson("audit", [.auditAdmin])
            for index in 0..<150 {
                try await test.hotline.audit.record(
                    AuditRecord(
                        at: test.hotline.clock.now,
                        by: auditor,
                        from: "10.0.0.1",
                        .exported,
                        "file \(index)."
                    )
                )
            }
            let session = try await test.session(of: "audit")
            var page = try await test.get("/admin/audit?action=exported", session).text
            for oldest in [100, 50, 0] {
                #expect(page.contains("file \(oldest + 49)."))
                #expect(page.contains("file \(oldest)."))
                #expect(!page.contains("file \(oldest - 1)."))
                #expect(page.contains("更早的记录") == (oldest > 0))
                guard let next = page.firstMatch(of: /href="(\/admin\/audit\?[^"]+before=[^"]+)"/)?.1 else {
                    break
                }
                page = try await test.get(String(next).replacing("&amp;", with: "&"), session).text
            }
        }
    }
}
