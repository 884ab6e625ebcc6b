/// The hours in which work is done: which days are workdays, and from when to when on each.
///
/// Source: docs/domain.md, “Time limits” (work periods are half-open: a limit used up at noon is due at noon).
package struct WorkingCalendar: Sendable, Equatable {
    /// Seconds of the day, `start..<end`.
    package struct Period: Sendable, Equatable {
        package let start: Int
        package let end: Int
        package init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }
    }

    /// Periods that hold from a day on, until the next season begins.
    package struct Season: Sendable, Equatable {
        package let from: LocalDay
        package let periods: [Period]
        package init(from: LocalDay, periods: [Period]) {
            self.from = from
            self.periods = periods
        }
    }

    package let time: CivilTime
    /// By day, oldest first; before the first one the first one holds.
    package let seasons: [Season]
    package let holidays: Set<LocalDay>
    package let makeUpWorkdays: Set<LocalDay>
    /// The last year the table of holidays speaks of; after it a warning is due.
    package let knownUntil: Int

    package init(
        time: CivilTime,
        seasons: [Season],
        holidays: Set<LocalDay>,
        makeUpWorkdays: Set<LocalDay>
    ) {
        self.time = time
        self.seasons = seasons.sorted { $0.from < $1.from }
        self.holidays = holidays
        self.makeUpWorkdays = makeUpWorkdays
        knownUntil = holidays.max()?.year ?? 0
    }

    package func isWorkday(_ day: LocalDay) -> Bool {
        if makeUpWorkdays.contains(day) { return true }
        return day.weekday <= 5 && !holidays.contains(day)
    }

    package func periods(on day: LocalDay) -> [Period] {
        guard isWorkday(day) else { return [] }
        return (seasons.last { $0.from <= day } ?? seasons.first)?.periods ?? []
    }

    /// What one workday is worth on `day`'s season, in work seconds.
    package func workSecondsOfADay(at day: LocalDay) -> Int {
        let periods = (seasons.last { $0.from <= day } ?? seasons.first)?.periods ?? []
        return periods.reduce(0) { $0 + $1.end - $1.start }
    }

    /// The instant at which `seconds` of work time have passed since `start`.
    package func adding(_ seconds: Int, to start: Timestamp) -> Timestamp {
        var left = seconds
        var day = time.day(of: start)
        var from = time.secondOfDay(start)
        var last = start
        // Ten years without a workday: a table without periods. The door of the tables refuses such a calendar.
        for _ in 0..<3660 {
            for period in periods(on: day) where period.end > from {
                let begin = max(period.start, from)
                if left <= period.end - begin { return time.instant(day, second: begin + left) }
                left -= period.end - begin
                last = time.instant(day, second: period.end)
            }
            day = day + 1
            from = 0
        }
        return last
    }

    /// Work seconds in `start...end`; 0 if `end` comes first.
    ///
    /// Counted from whole second to whole second, as `adding` does: parts of a stretch sum up to the whole.
    package func seconds(from start: Timestamp, to end: Timestamp) -> Int {
        let (start, end) = (start.wholeSecond, end.wholeSecond)
        guard start < end else { return 0 }
        var day = time.day(of: start)
        let lastDay = time.day(of: end)
        var total = 0
        while day <= lastDay {
            for period in periods(on: day) {
                let begin = max(time.instant(day, second: period.start), start)
                let finish = min(time.instant(day, second: period.end), end)
                if begin < finish { total += finish - begin }
            }
            day = day + 1
        }
        return total
    }

    /// The last work second of the `count`-th workday after the day of `start`.
    package func endOfWorkday(_ count: Int, after start: Timestamp) -> Timestamp {
        var day = time.day(of: start)
        var left = count
        for _ in 0..<3660 where left > 0 {
            day = day + 1
            if isWorkday(day) { left -= 1 }
        }
        return time.instant(day, second: periods(on: day).last?.end ?? 86_400)
    }
}
