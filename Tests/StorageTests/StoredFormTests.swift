import Foundation
import Testing

@testable import Casework
@testable import Storage

/// What writes itself is held against what `Codable` reads.
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
        (state.isUnrouted, state.proposesRecall) = (true, true)
        (state.returns, state.extensions, state.reworks, state.redos, state.urges) = (5, 6, 7, 8, 9)
        (state.wrongReturns, state.suspensions, state.supervision, state.appeals) = (1, 2, 3, 4)
        return state
    }

    private static func written(_ write: (inout PackedWriter) -> Void) -> [UInt8] {
        var packed = PackedWriter()
        write(&packed)
        return packed.bytes
    }

    @Test("a fact is read as it was written", arguments: everyFact)
    func facts(_ fact: Fact) throws {
        #expect(try Packed.read(Fact.self, from: Self.written(fact.write)) == fact)
    }

    @Test("a field's value is read as it was written", arguments: everyValue)
    func values(_ value: FieldValue) throws {
        #expect(try Packed.read(FieldValue.self, from: Self.written(value.write)) == value)
    }

    @Test(
        "a snapshot is read as it was written",
        arguments: [full, CaseState(content: CaseContent(source: "web", kind: "help"), urgency: .normal)]
    )
    func snapshots(_ state: CaseState) throws {
        #expect(try Packed.read(CaseState.self, from: state.stored) == state)
    }

    @Test("a snapshot in which nothing is as it was at first leaves no member of Codable's out")
    func whole() throws {
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Self.full))
        let members = try #require(object as? [String: Any])
        let written = try Packed.read([String: Anything].self, from: Self.full.stored)
        #expect(Set(members.keys).subtracting(written.keys) == [])
    }

    @Test("a snapshot of a case that has just begun names no zeros")
    func sparse() {
        let state = CaseState(content: CaseContent(source: "web", kind: "help"), urgency: .normal)
        let written = Self.written { packed in
            packed.object { packed in
                packed.member("stage", "draft")
                packed.member("content") { packed in
                    packed.object { packed in
                        packed.member("source", "web")
                        packed.member("kind", "help")
                        packed.member("place") { $0.object { _ in } }
                        packed.member("wantsCallback", true)
                    }
                }
                packed.member("urgency", "normal")
                packed.member("callers", 1)
            }
        }
        #expect(state.stored == written)
        #expect(state.stored.count == 22)
    }

    @Test("words that are missing are an error, not empty")
    func missing() {
        let place = Self.written { packed in
            packed.object { packed in
                packed.member("source", "web")
                packed.member("place") { $0.object { _ in } }
            }
        }
        #expect(throws: DecodingError.self) { try Packed.read(CaseContent.self, from: place) }
        let request = Self.written { packed in
            packed.object { packed in
                packed.member("kind", "return")
                packed.member("by", 1)
            }
        }
        #expect(throws: DecodingError.self) { try Packed.read(PendingRequest.self, from: request) }
        let state = Self.written { packed in
            packed.object { packed in
                packed.member("clocks") {
                    $0.object { $0.member("sign") { $0.object { $0.member("kind", "sign") } } }
                }
            }
        }
        #expect(throws: DecodingError.self) {
            try Packed.read([String: [ClockKind: Clock]].self, from: state)
        }
    }

    @Test("personal words are read from a row and from an event alike")
    func personal() throws {
        var personal = Personal()
        personal.description = Self.words
        personal.phone = "05360000001"
        personal.noPlaceReason = "不肯说"
        #expect(try Packed.words(in: personal.stored) == personal.words)
    }

    /// Takes whatever is there.
    private struct Anything: Decodable {
        init(from decoder: any Decoder) throws {}
    }
}
