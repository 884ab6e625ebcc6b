import Casework

/// Whether it suits to call somebody back now: not in the midday rest, and after a miss in the other half of the day.
struct GoodHour: Sendable, Equatable {
    let isNow: Bool
    let words: String

    /// Many sleep at noon; in seconds of the day.
    private static let rest = 12 * 3600..<14 * 3600
    private static let noon = 12 * 3600
    /// Nobody dials when the quiet is about to begin.
    static let lastMinutes = 5
    /// With less time left than this any hour is better than none.
    private static let pressing = 3600

    init(for file: Case, at now: Timestamp, under rules: Rulebook) {
        let time = rules.time
        let second = time.secondOfDay(now)
        let waking = rules.hall.waking
        let due = file.state.clocks[.callback]?.due
        if second < waking.start || second >= waking.end - Self.lastMinutes * 60 {
            (isNow, words) = (false, "\(waking.start / 3600) 点后")
        } else if let due, due - now < Self.pressing {
            (isNow, words) = (true, now > due ? "已超时，快打" : "快到时，快打")
        } else if Self.rest.contains(second) {
            (isNow, words) = (false, "\(Self.rest.upperBound / 3600) 点后")
        } else if let last = file.state.attempts.last, last.callAgainAt == nil,
            time.day(of: last.at) == time.day(of: now),
            (time.secondOfDay(last.at) < Self.noon) == (second < Self.noon)
        {
            (isNow, words) = (false, second < Self.noon ? "下午再打" : "明天再打")
        } else {
            (isNow, words) = (true, "现在合适")
        }
    }
}
