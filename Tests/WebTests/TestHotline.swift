import Casework
import CityTables
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Storage
import Testing

@testable import Web

/// A hotline in a folder of its own, with the demonstration city and a clock that stands still until it is moved.
struct TestHotline: Sendable {
    let hotline: Hotline
    let client: any TestClientProtocol
    let folder: URL

    /// A Wednesday morning.
    static let morning = "2019-04-03T09:00:00+08:00"

    static func run(
        at start: String = morning,
        isSecure: Bool = false,
        proxies: [Network] = [],
        _ body: @escaping @Sendable (TestHotline) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "huiyin-web-" + Secret.token())
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover folder harms nobody
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let instant = try #require(CivilTime(offset: 8 * 3600).instant(start))
        let clock = HotlineClock(start: instant, realNow: { Timestamp(milliseconds: 0) })
        let keys = try KeyRing(folder: folder)
        let books = try Books(folder: folder, exclusively: true)
        try await loadCity(books, at: instant, logger)
        let hotline = try await Hotline(
            books: books,
            keys: keys,
            clock: clock,
            passwords: Passwords(demonstration: true),
            logger: logger,
            isSecure: isSecure,
            proxies: proxies
        )
        let router = routes(hotline, pages: try PageLibrary(home: home))
        let application = Application(
            router: router,
            services: [hotline.scribe, hotline.journal],
            logger: logger
        )
        try await application.test(.router) { client in
            try await body(TestHotline(hotline: hotline, client: client, folder: folder))
        }
    }

    static let home = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func loadCity(_ books: Books, at now: Timestamp, _ logger: Logger) async throws {
        let city = home.appending(path: "Cities/weifang")
        let texts = try CityFiles.names.reduce(into: [String: String]()) { texts, name in
            texts[name] = try String(contentsOf: city.appending(path: name), encoding: .utf8)
        }
        let scribe = Scribe(books, journal: Journal(books, logger: logger), logger: logger)
        async let work: Void = scribe.run()
        _ = try await CityRegister(books: books, scribe: scribe)
            .load(CityFiles(texts: texts), note: "test", by: nil, from: "", at: now)
        scribe.finish()
        try await work
    }
}

extension TestHotline {
    static let password = "Kiefer-9-Tanne"

    func pass(_ seconds: Int) { _ = hotline.clock.advance(to: hotline.clock.now + seconds) }

    /// An account with the test's password.
    @discardableResult
    func addPerson(
        _ account: String,
        _ roles: [Role],
        unit: Casework.Unit.ID? = nil,
        isDemonstration: Bool = false
    ) async throws -> Person {
        let id = try await hotline.people.save(
            account: account,
            name: "测试" + account,
            roles: roles,
            team: nil,
            unit: unit,
            isDemonstration: isDemonstration,
            by: nil,
            from: "",
            at: hotline.clock.now
        )
        try await hotline.people.setPassword(
            try await hotline.passwords.hash(Self.password),
            of: id,
            mustChange: false,
            at: hotline.clock.now
        )
        return try #require(try await hotline.people.person(id))
    }

    /// A session without the sign-in form.
    func session(of account: String) async throws -> TestSession {
        let account = try #require(try await hotline.people.account(account))
        let token = try await hotline.sessions.begin(account, from: "test", at: hotline.clock.now)
        let session = try #require(try await hotline.sessions.find(token, at: hotline.clock.now))
        return TestSession(cookie: "huiyin=" + token, formToken: session.formToken)
    }

    func get(_ path: String, _ session: TestSession? = nil, cookie: String? = nil) async throws -> TestAnswer
    {
        var headers = HTTPFields()
        if let cookie = cookie ?? session?.cookie { headers[.cookie] = cookie }
        return TestAnswer(try await client.execute(uri: path, method: .get, headers: headers))
    }

    /// As a page does that looks again by itself.
    func look(_ path: String, _ session: TestSession) async throws -> TestAnswer {
        var headers: HTTPFields = [.cookie: session.cookie]
        for name in ["HX-Request", "X-Huiyin-Watch"] {
            if let name = HTTPField.Name(name) { headers[name] = "true" }
        }
        return TestAnswer(try await client.execute(uri: path, method: .get, headers: headers))
    }

    func post(_ path: String, _ fields: [String: String], _ session: TestSession? = nil) async throws
        -> TestAnswer
    {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        var fields = fields
        if let session {
            headers[.cookie] = session.cookie
            fields["_token"] = fields["_token"] ?? session.formToken
        }
        let body = fields.map { "\(encoded($0.key))=\(encoded($0.value))" }.joined(separator: "&")
        return try await send(path, body, headers)
    }

    /// A form as it goes over the line, for names that come several times.
    func postRaw(_ path: String, _ body: String, _ session: TestSession) async throws -> TestAnswer {
        let type = "application/x-www-form-urlencoded"
        return try await send(path, body, [.contentType: type, .cookie: session.cookie])
    }

    private func send(_ path: String, _ body: String, _ headers: HTTPFields) async throws -> TestAnswer {
        TestAnswer(
            try await client.execute(
                uri: path,
                method: .post,
                headers: headers,
                body: ByteBuffer(string: body)
            )
        )
    }

    /// Sends an administrator's form, and confirms what its preview shows, if it comes to that.
    func change(_ path: String, _ fields: [String: String], _ session: TestSession) async throws -> TestAnswer
    {
        let answer = try await post(path, fields, session)
        guard let digest = answer.preview else { return answer }
        return try await post(path, fields.merging(["confirmed": digest]) { $1 }, session)
    }

    func signIn(_ account: String, _ password: String = password) async throws -> TestAnswer {
        try await post("/login", ["account": account, "password": password])
    }

    private func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

struct TestSession: Sendable {
    let cookie: String
    let formToken: String
}

struct TestAnswer: Sendable {
    enum Status: Int {
        case ok = 200
        case seeOther = 303
        case badRequest = 400
        case unauthorized = 401
        case forbidden = 403
        case notFound = 404
        case conflict = 409
        case unprocessableContent = 422
        case other = 0
    }

    let status: Status
    let text: String
    let location: String?
    let setCookie: String

    init(_ response: TestResponse) {
        status = Status(rawValue: response.status.code) ?? .other
        text = String(buffer: response.body)
        location = response.headers[.location]
        setCookie = response.headers[values: .setCookie].joined(separator: "\n")
    }
}

extension TestAnswer {
    /// What names the change that a preview shows; nil if this is none.
    var preview: String? { text.firstMatch(of: /name="confirmed" value="([^"]+)"/).map { String($0.1) } }

    /// The value that a cookie is set to.
    func cookie(named name: String) -> String? {
        setCookie.split(separator: "\n").first { $0.hasPrefix(name + "=") }
            .map { String($0.dropFirst(name.count + 1).prefix { $0 != ";" }) }
    }
}
