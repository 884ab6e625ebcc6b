import Casework
import Storage
import Testing

@testable import Web

struct SessionTests {
    @Test func anIdleSessionEnds() async throws {
        try await TestHotline.run { test in
            let limits: [(Role, Int)] = [
                (.agent, 3600), (.shiftLeader, 3600), (.dispatcher, 900), (.systemAdmin, 900),
                (.auditAdmin, 900),
            ]
            for (role, seconds) in limits {
                let account = "a-" + role.rawValue
                try await test.addPerson(account, [role])
                let session = try await test.session(of: account)
                test.pass(seconds)
                #expect(try await test.get("/password", session).status == .ok, "\(role)")
                // That look counts: the time begins anew.
                test.pass(seconds)
                #expect(try await test.get("/password", session).status == .ok, "\(role)")
                test.pass(seconds + 1)
                #expect(try await test.get("/password", session).status == .seeOther, "\(role)")
                #expect(try await test.hotline.sessions.sessions().isEmpty, "it is gone for good")
            }
        }
    }

    @Test func aSecondSignInEndsTheFirst() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            let first = try await test.session(of: "agent01")
            let second = try await test.session(of: "agent01")
            #expect(try await test.get("/password", first).status == .seeOther)
            #expect(try await test.get("/password", second).status == .ok)
        }
    }

    @Test func theOldScreenSaysWhereTheNewSignInCameFrom() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            let first = try await test.session(of: "agent01")
            _ = try await test.session(of: "agent01")
            let asked = try await test.get("/session", first)
            #expect(asked.text.contains("在另一处登录（地址 test）"))
            #expect(try await test.get("/login", first).text.contains("在另一处登录（地址 test）"))
        }
    }

    @Test func severalSessionsLastWhereTheCityAllowsThem() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            try await test.addPerson("security", [.securityAdmin])
            let fields = [
                "key": "oneSession", "value": "0", "note": "值班室共用两台电脑",
                "version": String(test.hotline.rules.version),
            ]
            let security = try await test.session(of: "security")
            #expect(try await test.change("/admin/settings", fields, security).status == .seeOther)
            let first = try await test.session(of: "agent01")
            _ = try await test.session(of: "agent01")
            #expect(try await test.get("/password", first).status == .ok)
        }
    }

    @Test func demandsOnSigningInAreTheSecurityAdministrators() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            let fields = [
                "key": "idleMinutes", "value": "600", "note": "嫌退出太快",
                "version": String(test.hotline.rules.version),
            ]
            let answer = try await test.change("/admin/settings", fields, try await test.session(of: "admin"))
            #expect(answer.text.contains("由安全管理员修改"))
            #expect(test.hotline.rules.identity.idleMinutes == 15)
        }
    }

    @Test func aPageThatLooksAgainByItselfKeepsNobodySignedIn() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("dispatcher1", [.dispatcher])
            let session = try await test.session(of: "dispatcher1")
            for _ in 0..<2 {
                test.pass(450)
                #expect(try await test.get("/session", session).text.contains("dispatcher1"))
                #expect(try await test.look("/queue/list", session).status != .unauthorized)
            }
            test.pass(1)
            #expect(try await test.get("/session", session).text.contains("没有操作"))
            #expect(try await test.get("/queue", session).location == "/login")
        }
    }

    @Test func typingKeepsSomebodySignedIn() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("dispatcher1", [.dispatcher])
            let session = try await test.session(of: "dispatcher1")
            for _ in 0..<3 {
                test.pass(850)
                #expect(try await test.get("/session?busy=1", session).text.contains("dispatcher1"))
            }
        }
    }

    @Test func aDemonstrationMayBeSignedInSeveralTimesAndForLong() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent], isDemonstration: true)
            let first = try await test.session(of: "agent01")
            let second = try await test.session(of: "agent01")
            test.pass(86_400)
            #expect(try await test.get("/password", first).status == .ok)
            #expect(try await test.get("/password", second).status == .ok)
        }
    }

    @Test func signingOutEndsTheSession() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            let session = try await test.session(of: "agent01")
            let withoutToken = try await test.post("/logout", ["_token": "other"], session)
            #expect(withoutToken.status == .forbidden)
            #expect(try await test.post("/logout", [:], session).location == "/login")
            #expect(try await test.get("/password", session).status == .seeOther)
        }
    }

    @Test func theAdministratorEndsSessionsAndTokens() async throws {
        try await TestHotline.run { test in
            let agent = try await test.addPerson("agent01", [.agent])
            try await test.addPerson("admin", [.systemAdmin])
            let admin = try await test.session(of: "admin")
            let session = try await test.session(of: "agent01")
            let token = try await test.hotline.sessions.makeToken(
                for: agent,
                named: "test",
                at: test.hotline.clock.now
            )
            let entry = try #require(
                try await test.hotline.sessions.sessions().first { $0.account == "agent01" }
            )
            #expect(
                try await test.change("/admin/sessions/end", ["session": entry.id], admin).status == .seeOther
            )
            #expect(try await test.get("/password", session).status == .seeOther)

            #expect(try await test.hotline.tokenCache.holder(of: token, at: test.hotline.clock.now) != nil)
            let id = try #require(try await test.hotline.sessions.tokens().first?.id)
            #expect(
                try await test.change("/admin/tokens/revoke", ["token": String(id)], admin).status
                    == .seeOther
            )
            #expect(try await test.hotline.tokenCache.holder(of: token, at: test.hotline.clock.now) == nil)
            let actions = try await test.hotline.audit.latest(nil, before: nil, limit: 20).map(\.record)
            #expect(actions.contains { $0.action == .sessionRevoked && $0.object == "agent01" })
            #expect(actions.contains { $0.action == .tokenRevoked && $0.person > 0 })
        }
    }

    @Test("of many tokens the newest are shown, and an older one is found by its account")
    func manyTokens() async throws {
        try await TestHotline.run { test in
            let agent = try await test.addPerson("agent01", [.agent])
            let other = try await test.addPerson("agent02", [.agent])
            try await test.addPerson("admin", [.systemAdmin])
            let admin = try await test.session(of: "admin")
            func make(_ name: String, _ person: Person) async throws {
                _ = try await test.hotline.sessions.makeToken(
                    for: person,
                    named: name,
                    at: test.hotline.clock.now
                )
            }
            try await make("the first", agent)
            for number in 1...50 { try await make("later \(number)", other) }
            let all = try await test.get("/admin/sessions", admin).text
            #expect(all.contains("later 50") && all.contains("later 1<") && !all.contains("the first"))
            #expect(all.contains("接口令牌，有效 51"))
            let own = try await test.get("/admin/sessions?account=agent01", admin).text
            #expect(own.contains("the first") && !own.contains("later"))
        }
    }

    @Test func whoeverIsSwitchedOffIsOutAtOnce() async throws {
        try await TestHotline.run { test in
            let agent = try await test.addPerson("agent01", [.agent])
            try await test.addPerson("admin", [.systemAdmin])
            let session = try await test.session(of: "agent01")
            let fields = ["name": "测试", "roles": "agent", "team": "", "unit": "", "active": "false"]
            let answer = try await test.change(
                "/admin/people/\(agent.id)",
                fields,
                try await test.session(of: "admin")
            )
            #expect(answer.status == .seeOther)
            #expect(try await test.get("/password", session).status == .seeOther)
            #expect(try await test.signIn("agent01").status == .unprocessableContent)
        }
    }
}
