import Casework
import Storage
import Testing

@testable import Web

struct SignInTests {
    @Test func fiveFailuresLockForHalfAnHour() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            for _ in 0..<5 {
                #expect(try await test.signIn("agent01", "wrong-Password-1").status == .unprocessableContent)
            }
            #expect(try await test.signIn("agent01").status == .unprocessableContent, "the right one, locked")
            test.pass(1799)
            #expect(try await test.signIn("agent01").status == .unprocessableContent)
            test.pass(1)
            #expect(try await test.signIn("agent01").status == .seeOther)
            let locks = try await test.hotline.audit.latest(.lockedOut, before: nil, limit: 10)
            #expect(locks.count == 1)
        }
    }

    @Test func aSuccessForgetsEarlierFailures() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            for _ in 0..<4 { _ = try await test.signIn("agent01", "wrong-Password-1") }
            #expect(try await test.signIn("agent01").status == .seeOther)
            for _ in 0..<4 { _ = try await test.signIn("agent01", "wrong-Password-1") }
            #expect(try await test.signIn("agent01").status == .seeOther)
        }
    }

    @Test func everyRefusalSaysTheSame() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            let id = try await test.addPerson("agent02", [.agent]).id
            _ = try await test.hotline.people.save(
                account: "agent02",
                name: "停用",
                roles: [.agent],
                team: nil,
                unit: nil,
                isActive: false,
                by: nil,
                from: "",
                at: test.hotline.clock.now
            )
            #expect(id > 0)
            func words(_ account: String, _ password: String) async throws -> String {
                try await test.signIn(account, password).text.replacing(account, with: "X")
            }
            let wrong = try await words("agent01", "wrong-Password-1")
            #expect(wrong == (try await words("nobody", "wrong-Password-1")))
            #expect(wrong == (try await words("agent02", TestHotline.password)))
        }
    }

    @Test func theCookieIsKeptFromScriptsAndFromPlainHTTP() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            let cookie = try await test.signIn("agent01").setCookie
            #expect(cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Lax"))
            #expect(!cookie.contains("Secure"))
        }
        try await TestHotline.run(isSecure: true) { test in
            try await test.addPerson("agent01", [.agent])
            #expect(try await test.signIn("agent01").setCookie.contains("Secure"))
            let wall = try await test.get("/wall/open?key=" + test.hotline.wallKey.words)
            #expect(wall.setCookie.contains("Secure"))
        }
    }

    @Test func aGuestIsSentToSignIn() async throws {
        try await TestHotline.run { test in
            for path in [
                "/unit", "/callbacks", "/checks", "/approvals", "/admin", "/admin/audit", "/password",
                "/wall",
            ] {
                let answer = try await test.get(path)
                #expect(answer.status == .seeOther, "\(path)")
                #expect(answer.location == "/login", "\(path)")
            }
        }
    }
}
