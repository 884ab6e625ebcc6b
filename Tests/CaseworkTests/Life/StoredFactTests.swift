import Foundation
import Testing

@testable import Casework

/// What stands in the books is read for ever: these texts are never changed, new ones are added.
@Suite("A stored fact")
struct StoredFactTests {
    @Test("is written as it always was", arguments: facts)
    func written(_ text: String, _ fact: Fact) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(try String(decoding: encoder.encode(fact), as: UTF8.self) == text)
    }

    @Test("is read as it was meant", arguments: facts)
    func read(_ text: String, _ fact: Fact) throws {
        #expect(try JSONDecoder().decode(Fact.self, from: Data(text.utf8)) == fact)
    }

    static let noon = Timestamp(milliseconds: 1_554_264_000_000)

    static let clock = Clock(
        kind: .handle,
        round: 2,
        unit: "ROADS",
        limit: 28_800,
        original: 14_400,
        measure: .work,
        used: 60,
        state: .running,
        since: noon,
        due: noon + 28_740,
        written: Limit(0.5, .workDay)
    )

    static let facts: [(String, Fact)] = [
        (#"{"stage":{"_0":"calling_back"}}"#, .stage(.callingBack)),
        (#"{"unit":{"_0":"ROADS","rule":"全市 · 道路"}}"#, .unit("ROADS", rule: "全市 · 道路")),
        (#"{"unitCleared":{}}"#, .unitCleared),
        (#"{"counted":{"_0":"wrongReturns","_1":2}}"#, .counted(.wrongReturns, 2)),
        (#"{"fedBack":{"overdue":true}}"#, .fedBack(overdue: true)),
        (#"{"pending":{}}"#, .pending(nil)),
        (
            #"{"pending":{"_0":{"at":1554264000000,"by":7,"kind":"extension","until":1554264060000}}}"#,
            .pending(PendingRequest(kind: .extension, at: noon, by: 7, until: noon + 60))
        ),
        (#"{"late":{"_0":"late_sign"}}"#, .late(.sign)),
        (#"{"clock":{"_0":{"paused":{"_0":"accept","used":300}}}}"#, .clock(.paused(.accept, used: 300))),
        (
            #"{"clock":{"_0":{"started":{"_0":{"due":1554292740000,"kind":"handle","limit":28800,"measure":"work","#
                + #""original":14400,"round":2,"since":1554264000000,"state":"running","unit":"ROADS","used":60,"#
                + #""written":{"unit":"work_day","value":0.5}}}}}}"#,
            .clock(.started(clock))
        ),
    ]
}
