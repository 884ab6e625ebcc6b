import Casework
import CityTables
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Storage
import Testing

@testable import Web

/// Who signs in from outside the hall's own networks.
struct ElsewhereTests {
    private static let hall = "10.1.0.7"
    private static let home = "203.0.113.9"

    /// A hotline behind a proxy, whose hall has a network of its own.
    private static func run(_ body: @escaping @Sendable (TestHotline) async throws -> Void) async throws {
        let proxy = try #require(Network("127.0.0.1"))
        try await TestHotline.run(proxies: [proxy]) { test in
            let guardian = try await test.addPerson("guardian", [.securityAdmin])
            let files = try test.hotline.cityFiles.appendingRow(
                to: "settings.csv",
                ["key": "hallNetworks", "value": "10.1.0.0/16;10.2.0.0/16", "note": "大厅的网段"]
            )
            try await test.hotline.change(files, of: 1, note: "测试", by: guardian, from: "")
            try await body(test)
        }
    }

    private static func send(
        _ test: TestHotline,
        _ path: String,
        _ body: String? = nil,
        from address: String,
        by scheme: String = "http",
        cookie: String = ""
    ) async throws -> TestAnswer {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .cookie: cookie]
        headers[try #require(HTTPField.Name("X-Forwarded-For"))] = address
        headers[try #require(HTTPField.Name("X-Forwarded-Proto"))] = scheme
        return TestAnswer(
            try await test.client.execute(
                uri: path,
                method: body == nil ? .get : .post,
                headers: headers,
                body: body.map { ByteBuffer(string: $0) }
            )
        )
    }

    private static func signIn(_ test: TestHotline, _ account: String, from address: String) async throws
        -> TestAnswer
    {
        try await send(test, "/login", "account=\(account)&password=\(TestHotline.password)", from: address)
    }

    private static func enrol(_ test: TestHotline, _ person: Person) async throws -> TOTP {
        let factor = TOTP.drawn()
        _ = try await test.hotline.secondFactors.enrol(
            person,
            factor,
            usedStep: 0,
            from: "",
            at: test.hotline.clock.now
        )
        return factor
    }

    @Test func inTheHallThePasswordIsEnough() async throws {
        try await Self.run { test in
            let person = try await test.addPerson("agent01", [.agent])
            #expect(try await Self.signIn(test, "agent01", from: Self.hall).location == "/desk")
            _ = try await Self.enrol(test, person)
            #expect(try await Self.signIn(test, "agent01", from: "10.2.3.4").location == "/desk")
        }
    }

    @Test func fromElsewhereNobodyComesInByAPasswordAlone() async throws {
        try await Self.run { test in
            try await test.addPerson("agent01", [.agent])
            let refused = try await Self.signIn(test, "agent01", from: Self.home)
            #expect(refused.status == .unprocessableContent && refused.text.contains("从大厅以外登录须有两步验证"))
            #expect(refused.cookie(named: "huiyin") == nil && refused.cookie(named: "huiyin-half") == nil)
            let record = try await test.hotline.audit.latest(.signInFailed, before: nil, limit: 1).first?
                .record
            #expect(record?.address == Self.home && record?.reason == "elsewhere without a second factor")
        }
    }

    @Test func fromElsewhereTheCodeOpens() async throws {
        try await Self.run { test in
            let factor = try await Self.enrol(test, try await test.addPerson("agent01", [.agent]))
            let first = try await Self.signIn(test, "agent01", from: Self.home)
            #expect(first.location == "/login/code")
            let half = try #require(first.cookie(named: "huiyin-half"))
            let code = factor.code(step: TOTP.step(at: test.hotline.clock.now))
            let second = try await Self.send(
                test,
                "/login/code",
                "code=\(code)",
                from: Self.home,
                cookie: "huiyin-half=" + half
            )
            let cookie = "huiyin=" + (try #require(second.cookie(named: "huiyin")))
            #expect(try await Self.send(test, "/desk", from: Self.home, cookie: cookie).status == .ok)
        }
    }

    @Test func aSessionOfTheHallDoesNotHoldElsewhere() async throws {
        try await Self.run { test in
            _ = try await Self.enrol(test, try await test.addPerson("agent01", [.agent]))
            let answer = try await Self.signIn(test, "agent01", from: Self.hall)
            let cookie = "huiyin=" + (try #require(answer.cookie(named: "huiyin")))
            #expect(try await Self.send(test, "/desk", from: Self.home, cookie: cookie).location == "/login")
            // Carried back, it goes on.
            #expect(try await Self.send(test, "/desk", from: Self.hall, cookie: cookie).status == .ok)
        }
    }

    @Test func aDemonstrationIsOpenFromEverywhere() async throws {
        try await Self.run { test in
            try await test.addPerson("agent01", [.agent], isDemonstration: true)
            #expect(try await Self.signIn(test, "agent01", from: Self.home).location == "/desk")
        }
    }

    @Test func everybodyMaySetUpTheFactorWhereItOpensADoor() async throws {
        try await Self.run { test in
            try await test.addPerson("agent01", [.agent])
            let answer = try await Self.signIn(test, "agent01", from: Self.hall)
            let cookie = "huiyin=" + (try #require(answer.cookie(named: "huiyin")))
            #expect(
                try await Self.send(test, "/password", from: Self.hall, cookie: cookie).text
                    .contains("href=\"/second-factor\"")
            )
            let page = try await Self.send(test, "/second-factor", from: Self.hall, cookie: cookie)
            #expect(page.text.contains("<svg class=\"qr\"") && !page.text.contains("aria-label=\"管理\"><a"))
        }
    }

    @Test func whoNamesTheNetworksDoesNotLockThemselvesOut() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("guardian", [.securityAdmin])
            let session = try await test.session(of: "guardian")
            let fields = [
                "key": "hallNetworks", "value": "10.1.0.0/16", "note": "大厅的网段", "version": "1",
            ]
            #expect(
                try await test.change("/admin/settings", fields, session).text.contains("您自己就不能登录")
            )
            _ = try await Self.enrol(
                test,
                try #require(try await test.hotline.people.account("guardian")?.person)
            )
            #expect(try await test.change("/admin/settings", fields, session).status == .seeOther)
            #expect(test.hotline.rules.identity.hallNetworks.map(\.description) == ["10.1.0.0/16"])
        }
    }

    @Test func whatIsNoNetworkIsRefused() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("guardian", [.securityAdmin])
            let fields = ["key": "hallNetworks", "value": "大厅", "note": "大厅的网段", "version": "1"]
            let answer = try await test.change(
                "/admin/settings",
                fields,
                try await test.session(of: "guardian")
            )
            #expect(answer.status == .unprocessableContent && answer.text.contains("不是网段"))
        }
    }

    @Test(
        "a proxy is believed for whom it speaks, and nobody else",
        arguments: [
            (["198.51.100.7"], "127.0.0.1", "198.51.100.7"), (["198.51.100.7"], "203.0.113.9", nil),
            // What stands before the nearest that is not ours, anybody may have written.
            (["10.1.0.7, 198.51.100.7, 127.0.0.1"], "127.0.0.1", "198.51.100.7"),
            (["10.1.0.7", "198.51.100.7"], "127.0.0.1", "198.51.100.7"), ([], "127.0.0.1", nil),
        ] as [([String], String, String?)]
    )
    func proxies(_ said: [String], _ address: String, _ spokenFor: String?) async throws {
        let proxy = try #require(Network("127.0.0.0/8"))
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        var fields = HTTPFields()
        for value in said { fields.append(HTTPField(name: name, value: value)) }
        #expect(Forwarded(fields).spokenFor(by: address, among: [proxy]) == spokenFor)
        #expect(Forwarded(fields).spokenFor(by: address, among: []) == nil)
    }

    @Test(
        "that a browser came by TLS is believed from a proxy, and from nobody else",
        arguments: [
            (["https"], "127.0.0.1", true), (["HTTPS"], "127.0.0.1", true), (["http"], "127.0.0.1", false),
            ([], "127.0.0.1", false), (["https"], "203.0.113.9", false),
            // What stands before the nearest proxy's word, anybody may have written.
            (["https, http"], "127.0.0.1", false), (["http", "https"], "127.0.0.1", true),
        ] as [([String], String, Bool)]
    )
    func secureProxies(_ said: [String], _ address: String, _ isSecure: Bool) async throws {
        let proxy = try #require(Network("127.0.0.0/8"))
        let name = try #require(HTTPField.Name("X-Forwarded-Proto"))
        var fields = HTTPFields()
        for value in said { fields.append(HTTPField(name: name, value: value)) }
        #expect(Forwarded(fields).isSecure(by: address, among: [proxy]) == isSecure)
        #expect(!Forwarded(fields).isSecure(by: address, among: []))
    }

    @Test("behind a proxy that ends TLS every cookie goes by TLS only")
    func secureCookies() async throws {
        try await Self.run { test in
            try await test.addPerson("agent01", [.agent])
            let wall = "/wall/open?key=" + test.hotline.wallKey.words
            let login = "account=agent01&password=\(TestHotline.password)"
            for (path, body) in [("/login", login), ("/appearance", "large=1"), (wall, nil)] {
                for (scheme, isSecure) in [("https", true), ("http", false)] {
                    let answer = try await Self.send(test, path, body, from: Self.hall, by: scheme)
                    #expect(answer.setCookie.contains("; Secure") == isSecure, "\(path) by \(scheme)")
                }
            }
        }
    }
}
