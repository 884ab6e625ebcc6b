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
                try await test.post("/admin/sessions/end", ["session": entry.id], admin).status == .seeOther
            )
            #expect(try await test.get("/password", session).status == .seeOther)

            #expect(try await test.hotline.tokenCache.holder(of: token, at: test.hotline.clock.now) != nil)
            let id = try #require(try await test.hotline.sessions.tokens().first?.id)
            #expect(
                try await test.post("/admin/tokens/revoke", ["token": String(id)], admin).status == .seeOther
            )
            #expect(try await test.hotline.tokenCache.holder(of: token, at: test.hotline.clock.now) == nil)
            let actions = try await test.hotline.audit.latest(nil, before: nil, limit: 20).map(\.record)
            #expect(actions.contains { $0.action == .sessionRevoked && $0.object == "agent01" })
            #expect(actions.contains { $0.action == .tokenRevoked && $0.person > 0 })
        }
    }

    @Test func whoeverIsSwitchedOffIsOutAtOnce() async throws {
        try await TestHotline.run { test in
            let agent = try await test.addPerson("agent01", [.agent])
            try await test.addPerson("admin", [.systemAdmin])
            let session = try await test.session(of: "agent01")
            let fields = ["name": "测试", "roles": "agent", "team": "", "unit": "", "active": "false"]
            let answer = try await test.post(
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
