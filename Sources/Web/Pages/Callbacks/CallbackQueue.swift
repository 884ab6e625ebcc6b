import Casework
import Storage

/// Who is to be called, in which order: as many as anybody looks at before having called one.
struct CallbackQueue: Sendable {
    private static let most = 50

    /// May be called now: appointments that have come first, then whoever it suits now, each by deadline.
    private(set) var toCall: [CaseFile]
    /// The caller asked for a later time, or did not answer a short while ago.
    private(set) var later: [CaseFile]
    /// All of both, those who are not shown too.
    let count: Int
    /// Judged badly: for the leader, not to be called.
    private(set) var forLeader: [CaseFile]
    let forLeaderCount: Int

    /// Of those who wait the ones that `person` may come upon.
    init(
        _ waiting: WaitingCallers,
        judgedCount: Int,
        for person: Person,
        at now: Timestamp,
        under rules: Rulebook
    ) {
        let policy = rules.policy
        func due(_ file: Case) -> Timestamp {
            file.state.clocks[.callback]?.due ?? Timestamp(milliseconds: .max)
        }
        func again(_ file: Case) -> Timestamp { file.callAgainAt(under: policy) ?? now }
        func suits(_ file: Case) -> Int { GoodHour(for: file, at: now, under: rules).isNow ? 0 : 1 }
        func mayBeSeen(_ entry: CaseFile) -> Bool {
            entry.file.isVisible(to: person) && !entry.file.isAbout(person)
        }
        let callers = waiting.toCall
        let places = callers.indices.filter { mayBeSeen(callers[$0]) }
        let ready = places.filter { again(callers[$0].file) <= now }
        let come = ready.filter { callers[$0].file.appointment != nil }
        let others = ready.filter { callers[$0].file.appointment == nil }
        toCall = callers.first(Self.most, at: come) { (0, again($0)) }
        toCall += callers.first(Self.most - toCall.count, at: others) { (suits($0), due($0)) }
        later = callers.first(Self.most - toCall.count, at: places.filter { again(callers[$0].file) > now }) {
            (0, again($0))
        }
        count = places.count
        forLeader = waiting.judged.filter(mayBeSeen)
        forLeaderCount = judgedCount
    }

    /// The same, with their personal words.
    func opened(in cases: CaseRegister) async throws -> CallbackQueue {
        let entries = try await cases.opened(toCall + later + forLeader)
        var queue = self
        queue.toCall = Array(entries.prefix(toCall.count))
        queue.later = Array(entries.dropFirst(toCall.count).prefix(later.count))
        queue.forLeader = Array(entries.suffix(forLeader.count))
        return queue
    }
}

extension Case {
    /// The time that the caller asked for.
    var appointment: Timestamp? { state.attempts.last?.callAgainAt }

    /// When it makes sense to call again: at the appointment, or when an attempt counts again.
    func callAgainAt(under policy: Policy) -> Timestamp? {
        guard let last = state.attempts.last else { return nil }
        if let appointment { return appointment }
        // A wrong number stays wrong: nothing to wait for.
        return last.outcome == "wrong_number" ? nil : last.at + Int(policy.callbackGapHours * 3600)
    }
}
