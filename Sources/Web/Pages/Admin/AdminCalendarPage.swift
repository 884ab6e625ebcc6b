import Casework
import Mustache

/// The fields for days: one that was clicked, or what was sent.
struct DayForm: Sendable, MustacheParent {
    let from: String
    let to: String
    let type: String
    let name: String

    init(asked: FormFields, day: LocalDay?, names: [String: String], calendar: WorkingCalendar) {
        from = asked.first("from") ?? day?.description ?? ""
        to = asked.first("to") ?? ""
        name = asked.first("name") ?? names[from] ?? ""
        type =
            asked.first("type")
            ?? day.map { day in
                calendar.makeUpWorkdays.contains(day)
                    ? "makeup_workday" : calendar.holidays.contains(day) ? "ordinary" : "holiday"
            } ?? "holiday"
    }

    func child(named name: String) -> Any? {
        switch name {
        case "from": from
        case "to": to
        case "name": self.name
        case "types":
            [("holiday", "放假"), ("makeup_workday", "调休上班"), ("ordinary", "按平常（取消假日或调休）")].map {
                FormOption(value: $0.0, words: $0.1, isChosen: $0.0 == type)
            }
        default: nil
        }
    }
}

/// `/admin/calendar`.
struct AdminCalendarPage: AdminPage {
    let title = "工作日历"
    let frame: AdminFrame
    let today: String
    let month: CalendarMonth
    let unit: String
    let weeks: [CalendarWeek]
    let workdays: Int
    let periods: [AdminRow]
    let dayFields: DayForm
    let unitOptions: [FormOption]
    let seasonFrom: String
    let hours: String
    let changeFields: [[FormField]]

    func part(named name: String) -> Any? {
        switch name {
        case "today": today
        case "month": month.words
        case "before": month.before.code
        case "after": month.after.code
        case "unit": unit
        case "weeks": weeks
        case "workdays": String(workdays)
        case "periods": periods
        case "dayFields": dayFields
        case "unitOptions": unitOptions
        case "seasonFrom": seasonFrom
        case "hours": hours
        case "dayChange": changeFields[0]
        case "seasonChange": changeFields[1]
        default: nil
        }
    }
}
