import AsyncHTTPClient
import Casework
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
import Web

/// The API of a running server, as its colleagues use it.
struct HotlineClient: Sendable {
    /// The server would not do it, and says why.
    struct Refusal: Error, CustomStringConvertible {
        let status: UInt
        let message: String

        var description: String { "\(status) \(message)" }
        /// Whether the case has moved or the move was not right: what happens among people who work at once.
        var isOrdinary: Bool { [403, 404, 409, 422].contains(status) }
    }

    private struct Problem: Decodable {
        struct Words: Decodable {
            let code: String
            let message: String
        }
        let error: Words
    }

    private struct Made: Decodable { let id: String }
    private struct Health: Decodable { let at: String }

    private let server: String
    private let http: HTTPClient

    init(server: String, connections: Int) {
        self.server = (server.hasSuffix("/") ? String(server.dropLast()) : server) + "/api/v1/"
        var configuration = HTTPClient.Configuration(
            timeout: .init(connect: .seconds(10), read: .seconds(60))
        )
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func close() async throws { try await http.shutdown() }

    func record(_ body: JSON, as who: Colleague) async throws -> CaseView {
        try await answer(.POST, "cases", as: who, body.written)
    }

    func find(_ number: Case.Number, as who: Colleague) async throws -> CaseView {
        try await answer(.GET, "cases/" + number, as: who)
    }

    func give(_ event: EventName, _ fields: [(Field, JSON)], to number: Case.Number, as who: Colleague)
        async throws
        -> CaseView
    {
        let body = JSON.object(fields.map { ($0.0.rawValue, $0.1) })
        return try await answer(.POST, "cases/\(number)/events/\(event.rawValue)", as: who, body.written)
    }

    /// Takes a photograph; gives its id.
    func upload(_ picture: [UInt8], as who: Colleague) async throws -> String {
        let boundary = "huiyin-simulate"
        var body = ByteBuffer(
            string:
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"photo.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n"
        )
        body.writeBytes(picture)
        body.writeString("\r\n--\(boundary)--\r\n")
        let made: Made = try await send(
            .POST,
            "attachments",
            token: who.token,
            ("multipart/form-data; boundary=\(boundary)", body)
        )
        return made.id
    }

    func wall(as who: Colleague) async throws -> WallView { try await answer(.GET, "wall", as: who) }

    func cases(from day: LocalDay, after cursor: String?, as who: Colleague) async throws -> CaseListView {
        let more = cursor.map { "&after=" + $0 } ?? ""
        return try await answer(.GET, "cases?limit=200&from=\(day)\(more)", as: who)
    }

    func now(_ time: CivilTime) async throws -> Timestamp {
        let health: Health = try await send(.GET, "health", token: nil, nil)
        guard let at = time.instant(health.at) else {
            throw Failure("the server tells no time: \(health.at)")
        }
        return at
    }

    /// Moves a demonstration's clock on.
    func moveClock(to instant: Timestamp, _ time: CivilTime, as who: Colleague) async throws {
        let body = JSON.object([("at", .text(time.iso8601(instant)))])
        let _: Health = try await answer(.POST, "demo/clock", as: who, body.written)
    }

    private func answer<Answer: Decodable>(
        _ method: HTTPMethod,
        _ path: String,
        as who: Colleague,
        _ body: String? = nil
    ) async throws -> Answer {
        try await send(
            method,
            path,
            token: who.token,
            body.map { ("application/json", ByteBuffer(string: $0)) }
        )
    }

    private func send<Answer: Decodable>(
        _ method: HTTPMethod,
        _ path: String,
        token: String?,
        _ body: (type: String, bytes: ByteBuffer)?
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: server + path)
        request.method = method
        if let token { request.headers.add(name: "Authorization", value: "Bearer " + token) }
        if let body {
            request.headers.add(name: "Content-Type", value: body.type)
            request.body = .bytes(body.bytes)
        }
        let response: HTTPClientResponse
        do {
            response = try await http.execute(request, timeout: .seconds(60))
        } catch let error as HTTPClientError {
            throw Failure("\(method) \(server)\(path): \(error); is the server running?")
        }
        let bytes = Data(buffer: try await response.body.collect(upTo: 16_000_000))
        guard (200..<300).contains(response.status.code) else {
            // What is no problem of ours to read is told by its status alone.
            let problem = try? JSONDecoder().decode(Problem.self, from: bytes)
            throw Refusal(
                status: response.status.code,
                message: problem.map { "\($0.error.code): \($0.error.message)" } ?? path
            )
        }
        do {
            return try JSONDecoder().decode(Answer.self, from: bytes)
        } catch {
            throw Failure("cannot read the server's answer to \(method) \(path): \(error)")
        }
    }
}
