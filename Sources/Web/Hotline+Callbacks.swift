import Casework
import Storage

/// Cases whose callers are asked how it was, what is due soonest first; without their personal words.
struct WaitingCallers: Sendable {
    /// To be called.
    let toCall: [CaseFile]
    /// Judged badly: for the leader, and called no more; the most urgent of them.
    let judged: [CaseFile]
}

extension Hotline {
    /// More than this nobody calls in a day, nor looks through.
    private static let mostToCall = 300
    private static let mostJudged = 20

    /// Read once for all who ask, until the books change.
    func callbacks() async throws -> WaitingCallers {
        try await waitingCallers.value(at: stand) { [cases] in
            var filter = CaseFilter()
            filter.stages = [.callingBack]
            filter.isLive = true
            filter.notAwaited = .judgement
            let toCall = try await cases.byDeadline(filter, limit: Self.mostToCall, isOpened: false).items
            filter.notAwaited = nil
            filter.awaited = [.judgement]
            let judged = try await cases.byDeadline(filter, limit: Self.mostJudged, isOpened: false).items
            return WaitingCallers(toCall: toCall, judged: judged)
        }
    }

    /// All that were judged badly and that `person` may come upon.
    func judgedCount(for person: Person) async throws -> Int {
        var filter = CaseFilter(seenBy: person)
        filter.awaited = [.judgement]
        return try await cases.count(filter)
    }
}
