import Casework

/// Who is to be called, in which order.
struct CallbackQueue: Sendable {
    /// May be called now: appointments that have come first, then whoever it suits now, each by deadline.
    let toCall: [Case]
    /// The caller asked for a later time, or did not answer a short while ago.
    let later: [Case]
    /// Judged badly: for the leader, not to be called.
    let forLeader: [Case]

    init(_ waiting: WaitingCallers, at now: Timestamp, under rules: Rulebook) {
        let policy = rules.policy
        func due(_ file: Case) -> Timestamp {
            file.state.clocks[.callback]?.due ?? Timestamp(milliseconds: .max)
        }
        func again(_ file: Case) -> Timestamp { file.callAgainAt(under: policy) ?? now }
        func suits(_ file: Case) -> Int { GoodHour(for: file, at: now, under: rules).isNow ? 0 : 1 }
        /// By a key that is worked out once for each; it is places that are sorted, for a case is large.
        func sorted(_ files: [Case], by key: (Case) -> (Int, Timestamp)) -> [Case] {
            let keys = files.map { file in
                let (first, second) = key(file)
                return (first, second, file.number)
            }
            return files.indices.sorted { keys[$0] < keys[$1] }.map { files[$0] }
        }
        forLeader = waiting.judged
        later = sorted(waiting.toCall.filter { again($0) > now }) { (0, again($0)) }
        let ready = waiting.toCall.filter { again($0) <= now }
        let come = sorted(ready.filter { $0.appointment != nil }) { (0, again($0)) }
        toCall = come + sorted(ready.filter { $0.appointment == nil }) { (suits($0), due($0)) }
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
