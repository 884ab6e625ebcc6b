import Casework
import CityTables
import Foundation
import Hummingbird
import NIOCore
import Storage

/// `/api/v1/cases`: recording, telling, giving events, listing.
struct CasesAPI {
    let hotline: Hotline

    func add(to group: RouterGroup<APIContext>) {
        group.post("cases", use: record)
        group.get("cases", use: list)
        group.get("cases/:number", use: show)
        group.post("cases/:number/events/:event", use: give)
        group.post("cases/:number/reveal", use: reveal)
    }

    @Sendable func record(_ request: Request, _ context: APIContext) async throws -> Response {
        let (raw, digest) = try await request.object(context)
        let outcome = try await hotline.record(
            raw,
            by: context.person,
            once: request.idempotency(of: context.holder, digest: digest)
        )
        return try await tell(outcome, to: context, status: .created)
    }

    @Sendable func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let number = try context.parameters.require("number")
        let (entry, history) = try await hotline.open(number, for: context.person)
        let now = hotline.clock.now
        let sight = try await hotline.sight(of: context, on: entry.file, at: now)
        return try await answer(entry, history, sight, to: context.person, at: now)
    }

    @Sendable func give(_ request: Request, _ context: APIContext) async throws -> Response {
        let number = try context.parameters.require("number")
        guard let event = EventName(rawValue: try context.parameters.require("event")) else {
            throw Problem(.notFound, "not_found", "没有这个事件；可用的见 /api/v1/openapi.json。")
        }
        let (raw, digest) = try await request.object(context)
        let outcome = try await hotline.give(
            event,
            raw,
            to: number,
            by: context.person,
            ifVersion: try request.ifMatch,
            once: request.idempotency(of: context.holder, digest: digest)
        )
        return try await tell(outcome, to: context)
    }

    @Sendable func reveal(_ request: Request, _ context: APIContext) async throws -> Response {
        let number = try context.parameters.require("number")
        let (raw, _) = try await request.object(context)
        var reader = FieldReader(hotline.city)
        let reason = reader.text(raw["reason"], "reason")
        try reader.finish()
        try await hotline.reveal(number, to: context.person, because: reason, from: context.address)
        return try await show(request, context)
    }

    private func tell(_ outcome: Outcome, to context: APIContext, status: HTTPResponse.Status = .ok)
        async throws -> Response
    {
        let history = try await hotline.cases.history(of: outcome)
        // What somebody has just written is no news to them; later looks are masked, and recorded, as they should be.
        let sight = outcome.entry.file.sight(of: context.person, at: outcome.at, under: hotline.rules)
        return try await answer(
            outcome.entry,
            history,
            sight,
            to: context.person,
            at: outcome.at,
            status: status
        )
    }

    private func answer(
        _ entry: CaseFile,
        _ history: [CaseEvent],
        _ sight: Sight,
        to person: Person,
        at now: Timestamp,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let names = try await hotline.names(in: entry.file, history)
        let telling = CaseTelling(
            entry,
            history: history,
            photoFacts: try await hotline.attachments.facts(of: history.flatMap(CasePhoto.ids)),
            to: person,
            sight: sight,
            at: now,
            under: hotline.rules,
            names: names
        )
        return .json(
            telling.bytes(),
            status: status,
            headers: [
                .eTag: "\"\(entry.file.state.version)\"", .location: "/api/v1/cases/\(entry.file.number)",
            ]
        )
    }

    @Sendable func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let person = context.person
        let now = hotline.clock.now
        let query = try ListQuery.read(request, hotline.city, at: now)
        var filter = query.filter
        let seen = CaseFilter(seenBy: person)
        if let unit = seen.visibleToUnit, !person.may(.see, in: unit) { throw Problem.notPermitted() }
        (filter.visibleToUnit, filter.keptFrom) = (seen.visibleToUnit, seen.keptFrom)
        let page = try await hotline.cases.list(
            filter,
            matching: query.words,
            after: query.after,
            limit: query.limit
        )
        let names = try await hotline.people.names(Set(page.items.compactMap(\.file.state.follower)))
        var json = JSONWriter(reserving: 4096 * page.items.count)
        json.object { json in
            json.list("items") { json in
                for entry in page.items {
                    // A list shows nobody in clear: the case itself does, and leaves a trace.
                    CaseTelling(
                        entry,
                        to: person,
                        sight: .masked,
                        at: now,
                        under: hotline.rules,
                        names: names
                    ).write(to: &json, withHistory: false)
                }
            }
            json.tell("next", page.next.map(Cursor.write))
        }
        return .json(json.bytes)
    }
}

/// Where the next page of a list begins, as others carry it.
enum Cursor {
    /// Old books that were read into others have ids from 0 down.
    static func write(_ id: Int64) -> String {
        (id > 0 ? "c" : "o") + String(id.magnitude, radix: 36)
    }

    static func read(_ text: String) throws(Problem) -> Int64 {
        guard let sign = text.utf8.first, let number = Int64(text.dropFirst(), radix: 36),
            sign == UInt8(ascii: "c") && number > 0 || sign == UInt8(ascii: "o") && number >= 0
        else { throw Problem.unreadable("after 须是上一页给出的 next。") }
        return sign == UInt8(ascii: "c") ? number : -number
    }
}

/// What `POST /cases` carries: the content, and the event that is given at once.
enum RecordRequest {
    private static let own: Set<String> = [
        "caller", "source", "sourceReference", "kind", "topic", "category", "standard", "urgency", "place",
        "description", "expectation", "call", "event", "photos", "callerSaysSolved",
        "complainedOf",
    ]

    static func read(_ raw: [String: RawValue], _ city: City) throws(CaseRefusal) -> (Recorded, [CaseCommand])
    {
        var reader = FieldReader(city)
        let recorded = reader.recorded(raw)
        let named = reader.text(raw["event"], "event")
        let event = named.flatMap { EventName(rawValue: $0) }
        if named != nil, event == nil {
            reader.refuse("event", "可用：answer_directly submit quick_dispatch accept。")
        }
        try reader.finish()
        let isByPhone = recorded.content.source == "phone"
        let events: [EventName] =
            switch (isByPhone, event) {
            case (true, nil): [.submit]
            case (true, let event?): [event]
            case (false, nil), (false, .receive): [.receive]
            case (false, let event?): [.receive, event]
            }
        guard let last = events.last,
            [.submit, .quickDispatch, .answerDirectly, .accept, .receive].contains(last)
        else {
            throw .wrongStage(.draft, for: events.last ?? .submit)
        }
        // From elsewhere a case waits in intake; it cannot be submitted there.
        if !isByPhone, last == .submit { throw .wrongStage(.intake, for: .submit) }
        if isByPhone, last == .accept || last == .receive { throw .wrongStage(.draft, for: last) }
        let file = Case(
            number: "",
            content: recorded.content,
            urgency: recorded.urgency,
            personal: recorded.personal
        )
        let fieldNames = Move.all.first { $0.event == last }?.fields.map(\.field.rawValue) ?? []
        var extra: [String: RawValue] = [:]
        for (name, value) in raw where !own.contains(name) || isOfEvent(name, fieldNames) {
            extra[name] = value
        }
        let fields = try FieldReader.read(extra, for: last, on: file, FieldReader(city))
        return (recorded, events.map { CaseCommand($0, $0 == last ? fields : Fields()) })
    }

    /// Whether a field that the case has is the event's too; a standard and a category are read with the case.
    private static func isOfEvent(_ name: String, _ fieldNames: [String]) -> Bool {
        name != "standard" && name != "category" && fieldNames.contains(name)
    }
}
