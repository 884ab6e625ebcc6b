import Foundation
import Testing

@testable import Casework
@testable import Storage

/// What writes itself is held against what `Codable` makes of it: stored rows stay readable, whoever wrote them.
@Suite("The stored form of facts and snapshots")
struct StoredFormTests {
    private static let now = Timestamp(milliseconds: 1_554_252_845_678)
    private static let words = "路灯\"不亮\"\\，\n已\t三天\u{1}"

    private static var content: CaseContent {
        var content = CaseContent(
            source: "phone",
            kind: "repair",
            topic: "LD01",
            place: Place(area: "370705")
        )
        content.sourceReference = words
        content.category = "0104"
        content.standard = "component:0104/1"
        content.place.road = "胜利街"
        content.place.side = "街南"
        content.place.crossRoad = "四平路"
        content.place.estate = "东苑"
        content.place.landmark = "邮局"
        content.place.component = "LD-1"
        content.place.community = "370705001"
        content.place.grid = "G7"
        (content.place.lon, content.place.lat) = (119.1618, -36.5)
        content.district = "370705"
        content.photos = ["a", "b"]
        content.calls = ["c"]
        return content
    }

    private static func clock(_ kind: ClockKind, unit: Casework.Unit.ID? = "U060", written: Limit? = nil)
        -> Clock
    {
        Clock(
            kind: kind,
            round: 2,
            unit: unit,
            limit: 1800,
            original: 900,
            measure: .work,
            used: 7,
            state: .paused,
            since: now,
            due: now + 60,
            written: written
        )
    }

    private static let limits = [
        ChosenLimits(
            standard: "event:0101/2",
            version: 3,
            source: .standard,
            finish: Limit(0.5, .urgentHour),
            arrive: Limit(2, .workDay)
        ),
        ChosenLimits(
            standard: nil,
            version: 1,
            source: .general,
            finish: Limit(1e-9, .workHour),
            arrive: nil
        ),
    ]

    private static let request = PendingRequest(
        kind: .extension,
        at: now,
        by: 7,
        reasonCode: "not_ours",
        until: now + 1,
        properUnit: "U001",
        opinion: "agree"
    )

    private static let verdict = Verdict(
        kind: .judged,
        at: now,
        satisfaction: "satisfied",
        solved: "yes",
        manner: "good",
        accepted: "unreasonable"
    )

    private static let order = SupervisionOrder(
        number: "DB1-1",
        level: "red",
        at: now,
        by: 4,
        replyBy: now + 60,
        repliedAt: now + 30
    )

    private static let everyChange: [ClockChange] = [
        .started(clock(.sign)), .started(clock(.accept, unit: nil, written: Limit(2, .workDay))),
        .stopped(.handle, used: -5), .paused(.arrive, used: 0), .resumed(.check, due: now),
        .changed(.handle, limit: 9, measure: .waking, used: 3, due: now), .forgotten(.callback),
    ]

    private static let everyFact: [Fact] =
        everyChange.map { .clock($0) } + limits.map { .limits($0) } + [
            .recorded(content: content, urgency: .urgent, team: "第1班组"),
            .recorded(content: CaseContent(source: "web", kind: "help"), urgency: .normal, team: nil),
            .amended(content: content), .stage(.callingBack), .follower(.max), .unrouted(true),
            .unrouted(false),
            .unit("U060", rule: words), .unitCleared, .assisting([]), .assisting(["U001", "U002"]),
            .outside("B1", theirNumber: "7"), .outside(nil, theirNumber: nil),
            .classified(category: "c", standard: nil), .classified(category: nil, standard: "s"),
            .urgency(.critical), .dispatched, .signed, .arrived, .notArrived, .fedBack(overdue: true),
            .counted(.extendedWorkSeconds, 7), .counted(.callers, -1), .pending(request), .pending(nil),
            .cannotReturn(true), .proposesRecall(false),
            .attempted(CallbackAttempt(at: now, outcome: "busy", callAgainAt: nil)),
            .attempted(CallbackAttempt(at: now, outcome: "call_later", callAgainAt: now)), .verdict(verdict),
            .verdict(nil), .attemptsForgotten, .answered, .answerOwedAnew, .noAnswer(reason: "anonymous"),
            .ordered(order), .orderReplied("DB1-1"), .card(level: "red", round: 2), .late(.check),
            .checkTimedOut(true), .exempt, .parent("370700201904030001"), .parent(nil), .child("1"),
            .called("c"), .closed, .notClosed, .urgeNotified, .coordinated(number: "XT1"),
        ]

    private static let everyValue: [FieldValue] = [
        .text(words), .texts([]), .texts(["", words]), .instant(now), .measured(["室温": 16.5, "b": -1e21]),
        .amendment(
            Amendment(
                changes: [
                    .init(field: "topic", before: nil, after: "LD01"),
                    .init(field: "kind", before: words, after: nil),
                ],
                content: content,
                personal: Personal()
            )
        ),
    ]

    /// A snapshot in which nothing is as it was at first.
    private static var full: CaseState {
        var state = CaseState(content: content, urgency: .critical)
        for fact in everyFact { state.apply(fact, at: now, by: 12) }
        for kind in ClockKind.allCases { state.clocks[kind] = clock(kind) }
        state.version = 99
        state.stage = .suspended
        state.verdict = verdict
        state.pending = request
        state.attempts = [CallbackAttempt(at: now, outcome: "busy", callAgainAt: now)]
        state.arrivedAt = now
        state.closedAt = now
        state.endedAt = now
        state.changedAt = now
        state.answeredAt = now
        state.noAnswerReason = "anonymous"
        state.outsideBody = "B1"
        state.theirNumber = "7"
        state.lateMarks = [.verify]  // a set has no order to compare
        (state.yellowRound, state.redRound) = (3, 4)
        (state.wrongReturns, state.suspensions, state.supervision, state.appeals) = (1, 2, 3, 4)
        return state
    }

    private static func written(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(sparseReserving: 1024)
        write(&json)
        return json.bytes
    }

    /// Foundation's tree of what was written, and of what its encoder makes of the value: the same but for what is left out.
    private func compare(_ bytes: [UInt8], _ value: some Encodable) throws {
        let ours = try JSONSerialization.jsonObject(with: Data(bytes))
        let theirs = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
        #expect(Self.isSparse(ours, of: theirs))
    }

    /// Whether one is the other without members that are zero, false or empty.
    private static func isSparse(_ sparse: Any, of full: Any) -> Bool {
        switch (sparse, full) {
        case (let sparse as [String: Any], let full as [String: Any]):
            sparse.allSatisfy { name, value in full[name].map { isSparse(value, of: $0) } ?? false }
                && full.allSatisfy { name, value in sparse[name] != nil || isNothing(value) }
        case (let sparse as [Any], let full as [Any]):
            sparse.count == full.count && zip(sparse, full).allSatisfy(isSparse)
        default: (sparse as? NSObject) == (full as? NSObject)
        }
    }

    private static func isNothing(_ value: Any) -> Bool {
        switch value {
        case let members as [String: Any]: members.isEmpty
        case let list as [Any]: list.isEmpty
        default: (value as? NSNumber) == 0
        }
    }

    @Test("a fact writes what Codable writes, and is read back", arguments: everyFact)
    func facts(_ fact: Fact) throws {
        let bytes = Self.written(fact.write)
        try compare(bytes, fact)
        #expect(try CompactJSON.read(Fact.self, from: bytes) == fact)
    }

    @Test("a field's value writes what Codable writes, and is read back", arguments: everyValue)
    func values(_ value: FieldValue) throws {
        let bytes = Self.written(value.write)
        try compare(bytes, value)
        #expect(try CompactJSON.read(FieldValue.self, from: bytes) == value)
    }

    @Test(
        "a snapshot writes what Codable writes, and is read back",
        arguments: [full, CaseState(content: CaseContent(source: "web", kind: "help"), urgency: .normal)]
    )
    func snapshots(_ state: CaseState) throws {
        let bytes = Array(state.stored.utf8)
        try compare(bytes, state)
        #expect(try CompactJSON.read(CaseState.self, from: bytes) == state)
    }

    @Test("a snapshot of a case that has just begun names no zeros")
    func sparse() {
        let state = CaseState(content: CaseContent(source: "web", kind: "help"), urgency: .normal)
        #expect(
            state.stored
                == #"{"stage":"draft","content":{"source":"web","kind":"help","place":{},"wantsCallback":true},"urgency":"normal","callers":1}"#
        )
    }

    @Test("words that are missing are an error, not empty")
    func missing() {
        #expect(throws: DecodingError.self) {
            try CompactJSON.read(CaseContent.self, from: #"{"source":"web","place":{}}"#)
        }
        #expect(throws: DecodingError.self) {
            try CompactJSON.read(PendingRequest.self, from: #"{"kind":"return","by":1}"#)
        }
    }

    @Test("what Foundation's encoder wrote is read")
    func foundation() throws {
        let bytes = Array(try JSONEncoder().encode(Self.full))
        #expect(try CompactJSON.read(CaseState.self, from: bytes) == Self.full)
    }

    @Test("personal words are read from a row and from an event alike")
    func personal() throws {
        var personal = Personal()
        personal.description = Self.words
        personal.phone = "05360000001"
        personal.noPlaceReason = "不肯说"
        #expect(try CompactJSON.read(Personal.self, from: personal.stored) == personal)
        #expect(try CompactJSON.read([String: String].self, from: personal.stored) == personal.words)
        #expect(try CompactJSON.read(Personal.self, from: Array(JSONEncoder().encode(personal))) == personal)
    }
}
