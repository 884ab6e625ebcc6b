import Casework
import CityTables
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Storage
import Testing

@testable import Web

struct SecondFactorTests {
    /// An administrator with a second factor, and what their authenticator and paper say.
    private struct Enrolled {
        let test: TestHotline
        let person: Person
        let factor: TOTP
        let recovery: [String]

        init(_ test: TestHotline, _ account: String = "admin") async throws {
            self.test = test
            person = try await test.addPerson(account, [.systemAdmin])
            factor = .drawn()
            recovery = try await test.hotline.secondFactors.enrol(
                person,
                factor,
                usedStep: 0,
                from: "",
                at: test.hotline.clock.now
            )
        }

        var code: String { factor.code(step: TOTP.step(at: test.hotline.clock.now)) }

        /// The cookie between the two steps.
        func half() async throws -> String {
            let answer = try await test.signIn(person.account)
            #expect(answer.location == "/login/code")
            #expect(!answer.setCookie.contains("huiyin="), "not yet signed in")
            return try #require(answer.cookie(named: "huiyin-half"))
        }

        func give(_ code: String, _ half: String) async throws -> TestAnswer {
            let headers: HTTPFields = [
                .contentType: "application/x-www-form-urlencoded", .cookie: "huiyin-half=" + half,
            ]
            return TestAnswer(
                try await test.client.execute(
                    uri: "/login/code",
                    method: .post,
                    headers: headers,
                    body: ByteBuffer(string: "code=\(code)")
                )
            )
        }
    }

    @Test func anEnrolledAdministratorIsAskedForACode() async throws {
        try await TestHotline.run { test in
            let admin = try await Enrolled(test)
            let half = try await admin.half()
            #expect(try await test.get("/login/code", cookie: "huiyin-half=" + half).text.contains("验证码"))
            #expect(try await test.get("/admin/people", cookie: "huiyin-half=" + half).location == "/login")
            let wrong = try await admin.give("000000", half)
            #expect(wrong.status == .unprocessableContent)
            let answer = try await admin.give(admin.code, half)
            #expect(answer.status == .seeOther)
            let session = try #require(answer.cookie(named: "huiyin"))
            #expect(try await test.get("/admin/people", cookie: "huiyin=" + session).status == .ok)
            // Used once, it opens no second time.
            #expect(try await admin.give(admin.code, half).status == .unprocessableContent)
        }
    }

    @Test func aRecoveryCodeOpensOnceWithoutTheAuthenticator() async throws {
        try await TestHotline.run { test in
            let admin = try await Enrolled(test)
            let half = try await admin.half()
            #expect(try await admin.give(admin.recovery[0], half).status == .seeOther)
            #expect(try await admin.give(admin.recovery[0], half).status == .unprocessableContent)
            let used = try await test.hotline.audit.latest(.recoveryCodeUsed, before: nil, limit: 5)
            #expect(used.first?.record.after == "9 left")
        }
    }

    @Test func guessingLocksTheAccountThoughThePasswordIsGivenInBetween() async throws {
        try await TestHotline.run { test in
            let admin = try await Enrolled(test)
            for _ in 0..<5 {
                let half = try await admin.half()
                _ = try await admin.give("123456", half)
            }
            let locks = try await test.hotline.audit.latest(.lockedOut, before: nil, limit: 5)
            #expect(locks.count == 1)
            #expect(try await test.signIn("admin").status == .unprocessableContent)
            test.pass(1800)
            let half = try await admin.half()
            #expect(try await admin.give(admin.code, half).status == .seeOther)
        }
    }

    @Test func theHalfWayCookieIsGoodForFiveMinutesAndForThisPasswordOnly() async throws {
        try await TestHotline.run { test in
            let admin = try await Enrolled(test)
            let half = try await admin.half()
            #expect(try await admin.give(admin.code, half + "x").location == "/login")
            test.pass(301)
            #expect(try await admin.give(admin.code, half).location == "/login")
            let second = try await admin.half()
            try await test.hotline.people.setPassword(
                try await test.hotline.passwords.hash("Another-Password-1"),
                of: admin.person.id,
                mustChange: false,
                at: test.hotline.clock.now
            )
            #expect(try await admin.give(admin.code, second).location == "/login")
        }
    }

    @Test func somebodyEnrolsOnThePageAndSeesTheRecoveryCodesOnce() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            let session = try await test.session(of: "admin")
            let page = try await test.get("/second-factor", session).text
            let spelled = try #require(page.firstMatch(of: /<code>([A-Z2-7 ]{39})<\/code>/)?.1)
            let sealed = try #require(page.firstMatch(of: /name="sealed" value="([^"]+)"/)?.1)
            let factor = TOTP(secret: try #require(base32(String(spelled))))
            let now = test.hotline.clock.now
            let wrong = try await test.post(
                "/second-factor",
                ["sealed": String(sealed), "code": "1"],
                session
            )
            #expect(wrong.status == .unprocessableContent)
            #expect(
                wrong.text.contains(spelled),
                "the same secret, so that the telephone need not begin again"
            )
            let fields = ["sealed": String(sealed), "code": factor.code(step: TOTP.step(at: now))]
            let done = try await test.post("/second-factor", fields, session)
            let codes = done.text.matches(of: /<code>([a-z2-9]{5}-[a-z2-9]{5})<\/code>/).map(\.1)
            #expect(codes.count == 10)
            #expect(!(try await test.get("/second-factor", session).text.contains(codes[0])))
            #expect(try await test.signIn("admin").location == "/login/code")
        }
    }

    @Test func aSecretOfSomebodyElsesPageIsNotTaken() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            try await test.addPerson("audit", [.auditAdmin])
            let page = try await test.get("/second-factor", try await test.session(of: "admin")).text
            let spelled = try #require(page.firstMatch(of: /<code>([A-Z2-7 ]{39})<\/code>/)?.1)
            let sealed = try #require(page.firstMatch(of: /name="sealed" value="([^"]+)"/)?.1)
            let factor = TOTP(secret: try #require(base32(String(spelled))))
            let code = factor.code(step: TOTP.step(at: test.hotline.clock.now))
            let other = try await test.session(of: "audit")
            let answer = try await test.post(
                "/second-factor",
                ["sealed": String(sealed), "code": code],
                other
            )
            #expect(answer.status == .unprocessableContent)
        }
    }

    @Test func whereTheCityDemandsItAnAdministratorEnrolsFirst() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("security", [.securityAdmin])
            try await test.addPerson("admin", [.systemAdmin])
            try await test.addPerson("demo", [.systemAdmin], isDemonstration: true)
            let security = try await test.session(of: "security")
            let fields = [
                "key": "administratorsNeedCode", "value": "1", "note": "等保三级要求双因子",
                "version": String(test.hotline.rules.version),
            ]
            #expect(try await test.change("/admin/settings", fields, security).status == .seeOther)
            let admin = try await test.session(of: "admin")
            #expect(try await test.get("/admin/people", admin).location == "/second-factor")
            #expect(try await test.get("/second-factor", admin).text.contains("本市规定管理员须启用两步验证"))
            let demo = try await test.session(of: "demo")
            #expect(try await test.get("/admin/people", demo).status == .ok, "a demonstration's is spared")
        }
    }

    @Test func whoHasLostBothIsResetByAnotherAdministrator() async throws {
        try await TestHotline.run { test in
            let admin = try await Enrolled(test)
            let own = try await test.session(of: "admin")
            let path = "/admin/people/\(admin.person.id)/second-factor"
            let reason = ["note": "当面核对了工作证"]
            #expect(try await test.change(path, reason, own).text.contains("不能重置自己的"))
            try await test.addPerson("admin2", [.systemAdmin])
            let other = try await test.session(of: "admin2")
            #expect(try await test.change(path, ["note": ""], other).status == .unprocessableContent)
            #expect(try await test.change(path, reason, other).status == .seeOther)
            #expect(try await test.get("/password", own).location == "/login", "their sessions have ended")
            #expect(try await test.signIn("admin").location == "/admin")
            let record = try await test.hotline.audit.latest(.secondFactorReset, before: nil, limit: 1).first
            #expect(record?.record.reason == "当面核对了工作证")
        }
    }

    private func base32(_ text: String) -> [UInt8]? {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits = ""
        for letter in text where letter != " " {
            guard let place = letters.firstIndex(of: letter) else { return nil }
            let digits = String(place, radix: 2)
            bits += String(repeating: "0", count: 5 - digits.count) + digits
        }
        let all = Array(bits)
        return stride(from: 0, to: all.count - 7, by: 8).compactMap {
            UInt8(String(all[$0..<$0 + 8]), radix: 2)
        }
    }
}
