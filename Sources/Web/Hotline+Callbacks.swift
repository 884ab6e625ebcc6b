import Casework
import Storage

/// Cases whose callers are asked how it was, what is due soonest first.
struct WaitingCallers: Sendable {
    /// To be called.
    let toCall: [Case]
    /// Judged badly: for the leader, and called no more; the most urgent of them.
    let judged: [Case]
    /// All of those.
    let judgedCount: Int
}

extension Hotline {
    /// More than this nobody calls in a day, nor looks through.
    private static let mostToCall = 300
    private static let mostJudged = 20

    /// Those that `person` may come upon; read once for all who ask, until the books change.
    func callbacks(for person: Person) async throws -> WaitingCallers {
        let waiting = try await callbacks.value(at: stand) { [cases] in
            var filter = CaseFilter()
            filter.stages = [.callingBack]
            filter.isLive = true
            filter.notAwaited = .judgement
            let toCall = try await cases.byDeadline(filter, limit: Self.mostToCall).items.map(\.file)
            filter.notAwaited = nil
            filter.awaited = [.judgement]
            let judged = try await cases.byDeadline(filter, limit: Self.mostJudged).items.map(\.file)
            return (toCall, judged)
        }
        func mayBeSeen(_ file: Case) -> Bool { file.isVisible(to: person) && !file.isAbout(person) }
        var judged = CaseFilter(seenBy: person)
        judged.awaited = [.judgement]
        return WaitingCallers(
            toCall: waiting.toCall.filter(mayBeSeen),
            judged: waiting.judged.filter(mayBeSeen),
            judgedCount: try await cases.count(judged)
        )
    }
}
