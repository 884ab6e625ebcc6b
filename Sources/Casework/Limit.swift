/// The units in which limits are written.
///
/// Source: GB/T 30428.8 as cities use it; docs/domain.md, “Time limits”.
package enum LimitUnit: String, Sendable, Codable, CaseIterable {
    /// 紧急工作时: natural hours, nights and holidays too.
    case urgentHour = "urgent_hour"
    /// 紧急工作日: 24 natural hours each.
    case urgentDay = "urgent_day"
    /// 工作时: hours inside work periods.
    case workHour = "work_hour"
    /// 工作日: the work seconds of a workday, rolling.
    case workDay = "work_day"
    /// 工作日, at the end of the day: the last work second of the n-th workday after.
    case workDayEnd = "work_day_end"

    package var isUrgent: Bool {
        switch self {
        case .urgentHour, .urgentDay: true
        case .workHour, .workDay, .workDayEnd: false
        }
    }

    package var chinese: String {
        switch self {
        case .urgentHour: "紧急工作时"
        case .urgentDay: "紧急工作日"
        case .workHour: "工作时"
        case .workDay: "工作日"
        case .workDayEnd: "工作日（当日末）"
        }
    }
}

/// How long something may take.
package struct Limit: Sendable, Hashable, Codable {
    package let value: Double
    package let unit: LimitUnit

    package init(_ value: Double, _ unit: LimitUnit) {
        self.value = value
        self.unit = unit
    }

    package var chinese: String {
        let whole = value == value.rounded()
        return (whole ? String(Int(value)) : String(value)) + " " + unit.chinese
    }
}

/// Which seconds count.
package enum Measure: String, Sendable, Codable {
    /// All of them.
    case continuous
    /// Those of a working calendar.
    case work
    /// Those outside the quiet hours.
    case waking

    package var chinese: String {
        switch self {
        case .continuous: "自然时间"
        case .work: "工作时间"
        case .waking: "静默时段外"
        }
    }
}

/// A calendar that can count seconds in every measure.
package struct Timekeeper: Sendable, Equatable {
    package let working: WorkingCalendar
    /// The seconds of the day in which people may be called.
    package let waking: WorkingCalendar.Period

    package init(working: WorkingCalendar, waking: WorkingCalendar.Period) {
        self.working = working
        self.waking = waking
    }

    package func adding(_ seconds: Int, _ measure: Measure, to start: Timestamp) -> Timestamp {
        switch measure {
        case .continuous: start + seconds
        case .work: working.adding(seconds, to: start)
        case .waking: addingWaking(seconds, to: start)
        }
    }

    package func seconds(_ measure: Measure, from start: Timestamp, to end: Timestamp) -> Int {
        switch measure {
        case .continuous: max(0, end.wholeSecond - start.wholeSecond)
        case .work: working.seconds(from: start, to: end)
        case .waking: wakingSeconds(from: start, to: end)
        }
    }

    /// The limit as seconds of its measure, counted from `start`.
    package func seconds(of limit: Limit, from start: Timestamp) -> (Int, Measure) {
        switch limit.unit {
        case .urgentHour: (Int(limit.value * 3600), .continuous)
        case .urgentDay: (Int(limit.value * 86_400), .continuous)
        case .workHour: (Int(limit.value * 3600), .work)
        case .workDay:
            (Int(limit.value * Double(working.workSecondsOfADay(at: working.time.day(of: start)))), .work)
        case .workDayEnd:
            (working.seconds(from: start, to: working.endOfWorkday(Int(limit.value), after: start)), .work)
        }
    }

    package func due(_ limit: Limit, from start: Timestamp) -> Timestamp {
        let (seconds, measure) = seconds(of: limit, from: start)
        return adding(seconds, measure, to: start)
    }

    package func isQuiet(_ instant: Timestamp) -> Bool {
        let second = working.time.secondOfDay(instant)
        return second < waking.start || second >= waking.end
    }

    private func addingWaking(_ seconds: Int, to start: Timestamp) -> Timestamp {
        let time = working.time
        var left = seconds
        var day = time.day(of: start)
        var from = max(time.secondOfDay(start), waking.start)
        while true {
            let room = max(0, waking.end - from)
            if left <= room { return time.instant(day, second: from + left) }
            left -= room
            day = day + 1
            from = waking.start
        }
    }

    private func wakingSeconds(from start: Timestamp, to end: Timestamp) -> Int {
        let (start, end) = (start.wholeSecond, end.wholeSecond)
        guard start < end else { return 0 }
        let time = working.time
        var total = 0
        var day = time.day(of: start)
        while day <= time.day(of: end) {
            let begin = max(time.instant(day, second: waking.start), start)
            let finish = min(time.instant(day, second: waking.end), end)
            if begin < finish { total += finish - begin }
            day = day + 1
        }
        return total
    }
}
