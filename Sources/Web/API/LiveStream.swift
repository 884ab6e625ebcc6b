import Casework
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Storage

/// `GET /live?topics=a,b`: server-sent events that say “look again”, never what is new.
struct LiveStream {
    let hotline: Hotline

    /// Topics of those asked for that `person` may watch.
    func permitted(_ asked: [String], to person: Person) async throws -> Set<String> {
        var topics: Set<String> = []
        let inbox = Set(Outbox.recipients(person).map { "inbox/" + $0 })
        for topic in asked.prefix(50) {
            let parts = topic.split(separator: "/", maxSplits: 1)
            switch parts.first {
            case "queue", "wall", "city": if !person.roles.isEmpty { topics.insert(topic) }
            case "unit":
                if person.may(.see) || (parts.count == 2 && person.unit == String(parts[1])) {
                    topics.insert(topic)
                }
            case "inbox":
                if topic == "inbox" {
                    topics.formUnion(inbox)
                } else if inbox.contains(topic) {
                    topics.insert(topic)
                }
            case "case", "viewers":
                if parts.count == 2, let entry = try await hotline.cases.find(String(parts[1])),
                    entry.file.isVisible(to: person)
                {
                    topics.insert(topic)
                }
            default: break
            }
        }
        return topics
    }

    func respond(_ request: Request, to person: Person, by admission: Admission) async throws -> Response {
        let asked =
            try request.query.first("topics").map { $0.split(separator: ",").map(String.init) } ?? []
        return try stream(request, await permitted(asked, to: person), to: person, by: admission)
    }

    /// By what somebody was let in, and may be shut out again.
    enum Admission {
        case cookie(String)
        case token(TokenHolder)

        func isOver(at now: Timestamp) -> Bool {
            switch self {
            case .cookie: false
            case .token(let holder): holder.until.map { $0 <= now } ?? false
            }
        }
    }

    private func holds(_ admission: Admission) async throws -> Bool {
        let now = hotline.clock.now
        return switch admission {
        // A stream keeps nobody signed in.
        case .cookie(let cookie):
            try await hotline.sessions.find(cookie, at: now, isBusy: false) != nil
        case .token(let holder):
            try await hotline.sessions.bearer(ofToken: holder.digest, at: now) != nil
        }
    }

    /// How often a stream asks whether its person is still let in, in seconds, when nothing tells that it might not be.
    private static let asksEvery = 15

    /// Ends when the browser leaves, when its sign-in or its token has ended, when the server stops, and by itself after
    /// half an hour.
    ///
    /// Whoever asks for `viewers/NUMBER` has that case open, as long as the stream lasts.
    func stream(
        _ request: Request,
        _ topics: Set<String>,
        to person: Person? = nil,
        by admission: Admission? = nil
    ) throws -> Response {
        let requests = hotline.requests
        let (journal, clock) = (hotline.journal, hotline.clock)
        let open = person.map { OpenCases(topics, $0, hotline) }
        let ending = person.map { SessionRegister.topic(of: $0.id) }
        var headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
        let lastSeen = try Self.lastSeen(request)
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody { writer in
                let bell = journal.hangBell()
                requests.streamBegins()
                await open?.arrive()
                defer {
                    requests.streamEnds()
                    bell.takeDown()
                    // The request's own task may be cancelled by now.
                    if let open { Task { await open.leave() } }
                }
                var position = lastSeen ?? journal.position
                let ends = ContinuousClock.now + .seconds(1800)
                var asks = ContinuousClock.now + .seconds(Self.asksEvery)
                try await withGracefulShutdownHandler {
                    try await request.body.consumeWithInboundCloseHandler { _ in
                        // Named at once: whoever loses the line before the first news goes on from here.
                        try await writer.write(ByteBuffer(string: "retry: 2000\nid: \(position)\n\n"))
                        bell.ring()
                        for await _ in bell.rings {
                            let mayHaveEnded = ending.map { journal.tells(of: $0, after: position) } ?? false
                            if let admission,
                                mayHaveEnded || ContinuousClock.now > asks || admission.isOver(at: clock.now)
                            {
                                asks = ContinuousClock.now + .seconds(Self.asksEvery)
                                guard try await holds(admission) else { break }
                            }
                            try await writer.write(Self.news(in: journal, after: &position, of: topics))
                            if ContinuousClock.now > ends { break }
                        }
                    } onInboundClosed: {
                        bell.takeDown()
                    }
                } onGracefulShutdown: {
                    bell.takeDown()
                }
                try await writer.finish(nil)
            }
        )
    }

    /// Where a browser goes on: as it says itself after a lost line, or as the page asks for a line in another's place.
    private static func lastSeen(_ request: Request) throws -> Int64? {
        let said = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }
        return try (said ?? request.query.first("after")).flatMap { Int64($0) }
    }

    /// The topics that changed, one event each; a comment line if none did.
    private static func news(in journal: Journal, after position: inout Int64, of topics: Set<String>)
        -> ByteBuffer
    {
        guard let changes = journal.changes(after: position) else {
            // Too long ago to tell: everything may have changed.
            position = journal.position
            return ByteBuffer(
                string: topics.sorted().map { "id: \(position)\nevent: \($0)\ndata: again\n\n" }.joined()
            )
        }
        position = changes.position
        let changed = topics.intersection(changes.topics).sorted()
        if changed.isEmpty { return ByteBuffer(string: ": \(position)\n\n") }
        return ByteBuffer(string: changed.map { "id: \(position)\nevent: \($0)\ndata: again\n\n" }.joined())
    }
}
