import Casework
import Mustache

/// A deadline as a person reads it: a shape, a word and a colour together, and the exact instant behind it.
struct Due: Sendable, Hashable, MustacheParent {
    enum Kind: String, Sendable {
        case ok, soon, over, hold, done
    }

    let kind: Kind
    let words: String
    /// The exact instant.
    let exact: String

    func child(named name: String) -> Any? {
        switch name {
        case "class": "due-" + kind.rawValue
        case "icon": icon
        case "words": words
        case "exact": exact
        default: nil
        }
    }

    private var icon: String {
        switch kind {
        case .ok: "i-ok"
        case .soon: "i-soon"
        case .over: "i-over"
        case .hold: "i-pause"
        case .done: "i-check"
        }
    }
}

extension Wording {
    /// How a clock stands.
    func due(_ clock: Clock) -> Due {
        let exact = "限 " + self.exact(clock.due)
        switch clock.state {
        case .running:
            if clock.kind == .suspend {
                return Due(kind: .hold, words: "挂到 \(instant(clock.due))", exact: exact)
            }
            if clock.isOverdue(at: now) {
                return Due(kind: .over, words: "超 \(span(now - clock.due))", exact: exact)
            }
            // Of a limit of half an hour the last minutes are little, not all of it.
            let minutes = min(rules.policy.warnMinutes, clock.limit / 180)
            let warning = clock.warning(
                ratio: rules.policy.warnRatio,
                minutes: minutes,
                by: keeper(of: clock)
            )
            return Due(kind: now >= warning ? .soon : .ok, words: "剩 \(span(clock.due - now))", exact: exact)
        case .paused: return Due(kind: .hold, words: "停钟", exact: exact)
        case .stopped:
            let left = clock.limit - clock.used
            if left < 0 || clock.since > clock.due {
                return Due(kind: .over, words: "超 \(span(max(-left, 60)))", exact: exact)
            }
            return Due(kind: .done, words: "按时 · 余 \(span(left))", exact: exact)
        }
    }

    /// The deadline that a list shows of a case: of whoever has it now.
    func due(of file: Case) -> Due? {
        if file.stage.isFinal {
            return file.state.wasOverdue
                ? Due(kind: .over, words: "办结 · 曾超期", exact: endExact(file))
                : Due(kind: .done, words: "已办结", exact: endExact(file))
        }
        return file.waitingClock.map(due)
    }

    private func endExact(_ file: Case) -> String { file.state.endedAt.map { "办结于 " + exact($0) } ?? "" }

    /// Whose calendar a clock counts by.
    func keeper(of clock: Clock) -> Timekeeper {
        clock.unit == nil ? rules.hall : rules.timekeeper(of: clock.unit)
    }
}
