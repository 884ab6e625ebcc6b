import Casework
import CityTables
import Foundation
import Hummingbird
import Storage

/// `/admin/calendar`: a month of the working calendar; holidays, make-up workdays and working hours are changed here.
struct AdminCalendarPages {
    let admin: AdminPages
    private var hotline: Hotline { admin.hotline }
    private static let holidays = "holidays.csv"
    private static let periods = "work_periods.csv"

    init(admin: AdminPages) { self.admin = admin }

    func add(to group: RouterGroup<StaffContext>) {
        group.get("admin/calendar") { request, context in try await show(try request.query, context) }
        group.post("admin/calendar/days") { _, context in try await changeDays(context) }
        group.post("admin/calendar/periods") { _, context in try await changePeriods(context) }
    }

    private func changeDays(_ context: StaffContext) async throws -> Response {
        _ = try admin.open(.calendar, context)
        let form = context.form
        guard let first = form.first("from").flatMap({ LocalDay($0) }),
            let last = (form.first("to").flatMap { $0.isEmpty ? nil : $0 } ?? form.first("from")).flatMap({
                LocalDay($0)
            }), first <= last, last - first < 60
        else { return try await show(form, context, problems: ["请填写起止日期，止日不早于起日，最多 60 天。"]) }
        let days = (0...(last - first)).map { (first + $0).description }
        let type = form.first("type") ?? ""
        let name = (form.first("name") ?? "").trimmingCharacters(in: .whitespaces)
        let errand = AdminErrand(
            title: "工作日历：\(days[0])" + (days.count > 1 ? " 至 \(days[days.count - 1])" : ""),
            section: .calendar,
            action: "/admin/calendar/days",
            done: "/admin/calendar?month=\(days[0].prefix(7))",
            back: "/admin/calendar?month=\(days[0].prefix(7))"
        )
        return try await admin.changeCity(context, errand) { files in
            let known = Set(try files.rows(of: Self.holidays).compactMap { $0["date"] })
            return try days.reduce(files) { files, day in
                var files = files
                if known.contains(day) { files = try files.removingRow(from: Self.holidays, row: day) }
                if type == "ordinary" { return files }
                return try files.appendingRow(
                    to: Self.holidays,
                    ["date": day, "type": type, "name": name]
                )
            }
        } refused: { problems in
            try await show(form, context, problems: problems)
        }
    }

    /// The hours of one calendar from a day on: as `08:00-12:00 14:00-18:00`; none takes the season out.
    private func changePeriods(_ context: StaffContext) async throws -> Response {
        _ = try admin.open(.calendar, context)
        let form = context.form
        let unit = form.first("unit") ?? ""
        let from = form.first("season_from") ?? ""
        let given = (form.first("hours") ?? "").replacing("—", with: "-").replacing("–", with: "-")
            .replacing("：", with: ":").split(whereSeparator: \.isWhitespace).map(String.init)
        let periods = given.map { $0.split(separator: "-").map(String.init) }
        guard periods.allSatisfy({ $0.count == 2 }) else {
            return try await show(form, context, problems: ["工作时间写成 08:00-12:00 14:00-18:00，段与段之间空一格。"])
        }
        let errand = AdminErrand(
            title: (unit.isEmpty ? "热线" : admin.wording.unit(unit)) + "自 \(from) 起的工作时间",
            section: .calendar,
            action: "/admin/calendar/periods",
            done: "/admin/calendar?month=\(from.prefix(7))"
        )
        return try await admin.changeCity(context, errand) { files in
            let old = try files.rows(of: Self.periods).filter {
                ($0["unit"] ?? "") == unit && $0["season_from"] == from
            }
            let cleared = try old.reduce(files) { try $0.removingRow(from: Self.periods, where: $1) }
            return try periods.reduce(cleared) {
                try $0.appendingRow(
                    to: Self.periods,
                    ["unit": unit, "season_from": from, "start": $1[0], "end": $1[1]]
                )
            }
        } refused: { problems in
            try await show(form, context, problems: problems)
        }
    }

    private func show(_ asked: FormFields, _ context: StaffContext, problems: [String] = []) async throws
        -> Response
    {
        let rules = hotline.rules
        let today = rules.time.day(of: hotline.clock.now)
        let chosen = (asked.first("day") ?? asked.first("from")).flatMap { LocalDay($0) }
        let month =
            CalendarMonth(asked.first("month") ?? chosen?.description ?? "") ?? CalendarMonth(of: today)
        let unit = asked.first("unit") ?? ""
        let keeper = rules.timekeeper(of: unit.isEmpty ? nil : unit).working
        let names = admin.rows(Self.holidays).reduce(into: [String: String]()) {
            $0[$1["date"] ?? ""] = $1["name"]
        }
        let maker = CalendarMonthMaker(
            month: month,
            calendar: keeper,
            names: names,
            today: today,
            chosen: chosen,
            unit: unit
        )
        let known = keeper.knownUntil
        let page = AdminCalendarPage(
            frame: try admin.frame(.calendar, context, done: asked.first("done"), problems: problems),
            today: "今天 \(today) 是\(keeper.isWorkday(today) ? "工作日" : "休息日")；节假日表到 \(known) 年，之后按周一至周五计算。",
            month: month,
            unit: unit,
            weeks: maker.weeks,
            workdays: maker.workdays,
            periods: periods(),
            dayFields: DayForm(asked: asked, day: chosen, names: names, calendar: keeper),
            unitOptions: unitOptions(unit),
            seasonFrom: asked.first("season_from") ?? "",
            hours: asked.first("hours") ?? "",
            changeFields: [admin.changeFields("day-"), admin.changeFields("season-")]
        )
        return try await admin.respond(page, context)
    }

    private func unitOptions(_ chosen: String) -> [FormOption] {
        let units = hotline.rules.units.values.filter { !$0.isExternal }.sorted { $0.id < $1.id }
        return AdminPersonForm.options(units.map { ($0.id, $0.name) }, chosen: chosen, none: "热线与各单位")
    }

    /// Whose hours, from when.
    private func periods() -> [AdminRow] {
        var seasons: [(unit: String, from: String, hours: [String])] = []
        for row in admin.rows(Self.periods) {
            let (unit, from) = (row["unit"] ?? "", row["season_from"] ?? "")
            let hours = "\(row["start"] ?? "")-\(row["end"] ?? "")"
            if let index = seasons.firstIndex(where: { $0.unit == unit && $0.from == from }) {
                seasons[index].hours.append(hours)
            } else {
                seasons.append((unit, from, [hours]))
            }
        }
        return seasons.sorted { ($0.unit, $0.from) < ($1.unit, $1.from) }.map { season in
            let hours = season.hours.sorted().joined(separator: " ")
            let encoded = AdminTablePages.inQuery(hours)
            return AdminRow(
                cells: [
                    season.unit.isEmpty ? "热线与各单位" : admin.wording.unit(season.unit), season.from, hours,
                ],
                link: "/admin/calendar?month=\(season.from.prefix(7))&unit=\(season.unit)"
                    + "&season_from=\(season.from)&hours=\(encoded)#hours"
            )
        }
    }
}
