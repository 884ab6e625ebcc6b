import Casework
import CityTables
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Storage
import Synchronization
import Testing

@testable import Web

/// The whole house over books of its own: the doors, with the demonstration city behind them, on a Wednesday morning.
final class House: Sendable {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    let folder: URL
    let hotline: Hotline
    let doors: RouterResponder<VisitorContext>
    let pages: Pages
    let rendered = Rendered()
    private let work: Task<Void, any Error>

    /// - Throws: if the books cannot be made.
    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "huiyin-web-" + Secret.token())
        let keys = try KeyRing(folder: folder)
        let books = try Books(folder: folder, exclusively: true)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let clock = HotlineClock(start: morning, realNow: { Timestamp(milliseconds: 0) })
        try await Self.load(books, logger)
        hotline = try await Hotline(
            books: books,
            keys: keys,
            clock: clock,
            passwords: Passwords(demonstration: true),
            logger: logger
        )
        work = Task { [scribe = hotline.scribe] in try await scribe.run() }
        let library = try PageLibrary(home: Self.root) { [rendered] in rendered.see($0, $1) }
        pages = Pages(hotline: hotline, library: library)
        let router = routes(hotline, pages: library)
        // Two handlers at one door would be found here, by the test of the doors.
        try router.validate()
        doors = router.buildResponder()
    }

    deinit {
        hotline.scribe.finish()
        work.cancel()
        try? FileManager.default.removeItem(at: folder)  // a leftover folder harms nobody
    }

    private static func load(_ books: Books, _ logger: Logger) async throws {
        let scribe = Scribe(books, journal: Journal(books, logger: logger), logger: logger)
        let work = Task { try await scribe.run() }
        let texts = try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "Cities/weifang").path
        )
        .filter { $0.hasSuffix(".csv") }.reduce(into: [String: String]()) { texts, name in
            texts[name] = try String(
                contentsOf: root.appending(path: "Cities/weifang").appending(path: name),
                encoding: .utf8
            )
        }
        _ = try await CityRegister(books: books, scribe: scribe)
            .load(CityFiles(texts: texts), note: "test", by: nil, from: "", at: morning)
        scribe.finish()
        try await work.value
    }

    // MARK: People

    /// Somebody with a browser that is signed in.
    func browser(
        _ account: String,
        _ roles: [Role],
        unit: Casework.Unit.ID? = nil,
        team: String? = "第1班组",
        mustChange: Bool = false
    ) async throws -> Browser {
        let id = try await hotline.people.save(
            account: account,
            name: "测试\(account)",
            roles: roles,
            team: unit == nil ? team : nil,
            unit: unit,
            isDemonstration: true,
            by: nil,
            from: "",
            at: morning
        )
        if mustChange {
            try await hotline.people.setPassword("-", of: id, mustChange: true, at: morning)
        }
        let known = try #require(try await hotline.people.account(account))
        let token = try await hotline.sessions.begin(known, from: "", at: hotline.clock.now)
        let session = try #require(try await hotline.sessions.find(token, at: hotline.clock.now))
        return Browser(house: self, cookie: token, session: session)
    }

    var guest: Browser { Browser(house: self, cookie: nil, session: nil) }

    func advance(minutes: Int) async throws {
        try await hotline.advance(to: hotline.clock.now + minutes * 60)
    }
}

/// Every value that was rendered, with its template.
final class Rendered: Sendable {
    private let values = Mutex<[(template: String, value: any Sendable)]>([])

    func see(_ value: any Sendable, _ template: String) { values.withLock { $0.append((template, value)) } }

    var all: [(template: String, value: any Sendable)] { values.withLock { $0 } }
}

/// What a browser got.
struct Got: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let body: String

    var location: String { headers[.location] ?? "" }

    /// Whether the page shows these words, escaped or not.
    func shows(_ words: String) -> Bool { body.contains(words) }
}

/// Somebody's browser.
struct Browser: Sendable {
    let house: House
    let cookie: String?
    let session: Session?

    var person: Person { session?.person ?? .system }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Got {
        try await send(.get, path, headers, nil)
    }

    /// Sends a form as a page of ours does, with the session's token.
    @discardableResult
    func post(
        _ path: String,
        _ fields: [(String, String)] = [],
        token: String? = nil,
        fragment: Bool = false
    ) async throws -> Got {
        let pairs = [("_token", token ?? session?.formToken ?? "")] + fields
        let body = pairs.map { "\($0.percentEncoded)=\($1.percentEncoded)" }.joined(separator: "&")
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if fragment, let name = HTTPField.Name("HX-Request") { headers[name] = "true" }
        return try await send(.post, path, headers, ByteBuffer(string: body))
    }

    func send(_ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: ByteBuffer?)
        async throws
        -> Got
    {
        var headers = headers
        if let cookie { headers[.cookie] = "huiyin=\(cookie)" }
        let app = Application(responder: house.doors)
        return try await app.test(.router) { [headers] client in
            try await client.execute(uri: path, method: method, headers: headers, body: body) { response in
                Got(status: response.status, headers: response.headers, body: String(buffer: response.body))
            }
        }
    }
}

let morning: Timestamp =
    CivilTime(offset: 8 * 3600).instant("2019-04-03T09:00:00+08:00") ?? Timestamp(milliseconds: 0)
