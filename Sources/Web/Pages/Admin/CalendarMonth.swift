import Casework
import Mustache

/// A month of a year.
struct CalendarMonth: Sendable, Equatable {
    let year: Int
    let month: Int

    init(of day: LocalDay) { (year, month, _) = day.parts }

    /// Reads `2019-04`, or the month of a day.
    init?(_ text: String) {
        guard let day = LocalDay(text.prefix(7) + "-01") else { return nil }
        self.init(of: day)
    }

    private init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    var code: String { "\(padded(year, 4))-\(padded(month, 2))" }
    var words: String { "\(year) 年 \(month) 月" }
    var before: Self { month == 1 ? Self(year: year - 1, month: 12) : Self(year: year, month: month - 1) }
    var after: Self { month == 12 ? Self(year: year + 1, month: 1) : Self(year: year, month: month + 1) }

    /// Whole weeks from Monday on, those of other months at both ends too.
    var days: [LocalDay] {
        guard let first = LocalDay(code + "-01"), let next = LocalDay(after.code + "-01") else { return [] }
        let start = first + (1 - first.weekday)
        let last = next + -1
        let end = last + (7 - last.weekday)
        return (0...(end - start)).map { start + $0 }
    }

    func contains(_ day: LocalDay) -> Bool { Self(of: day) == self }
}

/// Draws a month as weeks of days.
struct CalendarMonthMaker {
    let month: CalendarMonth
    let calendar: WorkingCalendar
    let names: [String: String]
    let today: LocalDay
    let chosen: LocalDay?
    let unit: String

    var workdays: Int { month.days.count { month.contains($0) && calendar.isWorkday($0) } }

    var weeks: [CalendarWeek] {
        let days = month.days
        return stride(from: 0, to: days.count, by: 7).map { start in
            CalendarWeek(days: days[start..<min(start + 7, days.count)].map(day))
        }
    }

    private func day(_ day: LocalDay) -> CalendarDay {
        let kind =
            calendar.makeUpWorkdays.contains(day)
            ? "调休上班" : calendar.holidays.contains(day) ? "放假" : calendar.isWorkday(day) ? "" : "休息"
        let hours = calendar.periods(on: day).map { "\(clock($0.start))–\(clock($0.end))" }
        return CalendarDay(
            date: day.description,
            number: String(day.parts.day),
            kind: kind,
            name: names[day.description] ?? "",
            hours: hours,
            isWorkday: calendar.isWorkday(day),
            isChanged: kind == "调休上班" || kind == "放假",
            isToday: day == today,
            isChosen: day == chosen,
            isOutside: !month.contains(day),
            unit: unit
        )
    }

    private func clock(_ second: Int) -> String {
        padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2)
    }
}

struct CalendarWeek: Sendable, MustacheParent {
    let days: [CalendarDay]

    func child(named name: String) -> Any? { name == "days" ? days : nil }
}

struct CalendarDay: Sendable, MustacheParent {
    let date: String
    let number: String
    let kind: String
    let name: String
    let hours: [String]
    let isWorkday: Bool
    let isChanged: Bool
    let isToday: Bool
    let isChosen: Bool
    let isOutside: Bool
    let unit: String

    func child(named name: String) -> Any? {
        switch name {
        case "date": date
        case "month": String(date.prefix(7))
        case "number": number
        case "kind": kind.ifAny
        case "name": self.name == kind ? [] : self.name.ifAny
        case "hours": hours
        case "classes":
            [
                isWorkday ? "is-work" : "is-free", isChanged ? "is-changed" : "", isToday ? "is-today" : "",
                isChosen ? "is-chosen" : "", isOutside ? "is-outside" : "",
            ].filter { !$0.isEmpty }.joined(separator: " ")
        case "isToday": isToday
        case "unit": unit
        default: nil
        }
    }
}
