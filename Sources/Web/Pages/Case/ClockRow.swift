import Casework
import Mustache

/// One clock of a case with its arithmetic: when it began, how long it may take, when that is over, what is used.
struct ClockRow: Sendable, MustacheParent {
    let name: String
    let due: Due
    /// Of 354, the width of the drawn bar.
    let used: Int
    let added: Int
    let percent: String
    let why: String

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "due": [due]
        case "used": String(used)
        case "addedFrom": String(ClockRow.width - added)
        case "added": String(added)
        case "percent": percent
        case "why": why
        default: nil
        }
    }

    static let width = 354
}

extension ClockRow {
    /// All clocks, those that run first.
    static func rows(_ file: Case, _ history: [CaseEvent], _ wording: Wording) -> [ClockRow] {
        let order: [ClockKind] = [
            .handle, .arrive, .sign, .suspend, .request, .review, .check, .callback, .close, .coordinate,
            .outside, .dispatch,
            .verify, .accept, .intake,
        ]
        let clocks = order.compactMap { file.state.clocks[$0] }
        return (clocks.filter { $0.state != .stopped } + clocks.filter { $0.state == .stopped })
            .map { ClockRow($0, history, wording) }
    }

    private init(_ clock: Clock, _ history: [CaseEvent], _ wording: Wording) {
        let used = clock.usedSeconds(at: wording.now, by: wording.keeper(of: clock))
        let limit = max(1, clock.limit)
        name = clock.kind.chinese
        due = wording.due(clock)
        self.used = min(Self.width, used * Self.width / limit)
        added = max(0, clock.limit - clock.original) * Self.width / limit
        percent = "\(used * 100 / limit)%"
        why = Self.why(clock, used: used, history, wording)
    }

    private static func why(_ clock: Clock, used: Int, _ history: [CaseEvent], _ wording: Wording) -> String {
        var parts: [String] = []
        // Limits outside the quiet hours are written in hours like others: the measure tells them apart.
        let written = clock.measure == .waking ? nil : clock.written?.words
        let limit = written ?? "\(wording.span(clock.original))（\(clock.measure.chinese)）"
        if let (start, first) = start(of: clock, history) {
            parts.append("\(wording.instant(start)) ＋ \(limit) ＝ \(wording.instant(first.due))")
            if clock.limit > clock.original {
                parts.append(
                    "＋ 延期 \(wording.span(clock.limit - clock.original)) ＝ \(wording.instant(clock.due))"
                )
            } else if clock.due != first.due {
                parts.append("现为 \(wording.instant(clock.due))")
            }
        } else {
            parts.append("限 \(wording.instant(clock.due))")
        }
        switch clock.state {
        case .running: parts.append("已\(wording.used(used))")
        case .paused: parts.append("停钟，已\(wording.used(used))")
        case .stopped: parts.append(wording.used(used))
        }
        return parts.joined(separator: "；")
    }

    /// When this round of the clock began, and as what.
    private static func start(of clock: Clock, _ history: [CaseEvent]) -> (Timestamp, Clock)? {
        for event in history.reversed() {
            for case .clock(.started(let started)) in event.facts.reversed()
            where started.kind == clock.kind && started.round == clock.round {
                return (event.at, started)
            }
        }
        return nil
    }
}
