import Casework

/// Who is to be called, in which order.
struct CallbackQueue: Sendable {
    /// May be called now: appointments that have come first, then whoever it suits now, each by deadline.
    let toCall: [Case]
    /// The caller asked for a later time, or did not answer a short while ago.
    let later: [Case]
    /// Judged badly: for the leader, not to be called.
    let forLeader: [Case]
    let forLeaderCount: Int

    init(_ waiting: WaitingCallers, at now: Timestamp, under rules: Rulebook) {
        let policy = rules.policy
        func due(_ file: Case) -> Timestamp {
            file.state.clocks[.callback]?.due ?? Timestamp(milliseconds: .max)
        }
        func again(_ file: Case) -> Timestamp { file.callAgainAt(under: policy) ?? now }
        func suits(_ file: Case) -> Int { GoodHour(for: file, at: now, under: rules).isNow ? 0 : 1 }
        forLeader = waiting.judged
        forLeaderCount = waiting.judgedCount
        later = waiting.toCall.filter { again($0) > now }.inOrder { (0, again($0)) }
        let ready = waiting.toCall.filter { again($0) <= now }
        let come = ready.filter { $0.appointment != nil }.inOrder { (0, again($0)) }
        toCall = come + ready.filter { $0.appointment == nil }.inOrder { (suits($0), due($0)) }
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
