import Casework

/// The hall's calendar, and those of units that keep other hours.
struct Calendars {
    let hall: Timekeeper
    let units: [Unit.ID: Timekeeper]
}

extension Reading {
    mutating func calendars(_ facts: CityFacts) -> Calendars {
        var free: Set<LocalDay> = []
        var worked: Set<LocalDay> = []
        for row in rows(.holidays) {
            let day = day(row["date"])
            let type = word(row["type"], among: HolidayType.allCases)
            guard let day, let type else { continue }
            switch type {
            case .holiday: free.insert(day)
            case .makeupWorkday: worked.insert(day)
            }
        }
        let seasons = seasons()
        func timekeeper(_ seasons: [WorkingCalendar.Season]) -> Timekeeper {
            Timekeeper(
                working: WorkingCalendar(
                    time: facts.time,
                    seasons: seasons,
                    holidays: free,
                    makeUpWorkdays: worked
                ),
                waking: facts.waking
            )
        }
        if keys(.workPeriods) != nil, seasons[""] == nil {
            report(
                .workPeriods,
                "no work periods without a unit: the hall's own calendar is made of them",
                chinese: "没有不属于单位的工作时段：热线自己的日历由它们组成"
            )
        }
        return Calendars(
            hall: timekeeper(seasons[""] ?? []),
            units: seasons.filter { !$0.key.isEmpty }.mapValues { timekeeper($0) }
        )
    }

    /// By unit, the city's own under the empty one.
    private mutating func seasons() -> [Unit.ID: [WorkingCalendar.Season]] {
        var periods: [Unit.ID: [LocalDay: [WorkingCalendar.Period]]] = [:]
        for row in rows(.workPeriods) {
            _ = reference(row["unit"], to: .units)
            let from = day(row["season_from"])
            let start = time(row["start"])
            let end = time(row["end"])
            guard let from, let start, let end else { continue }
            if start >= end {
                report(
                    row["end"],
                    "“\(row["end"].text)” comes not after start: a period lies within one day",
                    chinese: "“\(row["end"].text)”不晚于开始时间：一个时段在同一天之内"
                )
                continue
            }
            let others = periods[row["unit"].text]?[from] ?? []
            if let other = others.first(where: { $0.start < end && start < $0.end }) {
                report(
                    row["start"],
                    "overlaps the period \(clock(other.start)) to \(clock(other.end)) of the same season: "
                        + "let one end where the next begins",
                    chinese: "与同一季节的时段 \(clock(other.start)) 至 \(clock(other.end)) 重叠：请首尾相接"
                )
                continue
            }
            periods[row["unit"].text, default: [:]][from, default: []].append(.init(start: start, end: end))
        }
        return periods.mapValues { seasons in
            seasons.map {
                WorkingCalendar.Season(from: $0.key, periods: $0.value.sorted { $0.start < $1.start })
            }
        }
    }

    private func clock(_ second: Int) -> String {
        padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2)
    }
}

private enum HolidayType: String, CaseIterable {
    case holiday
    case makeupWorkday = "makeup_workday"
}
