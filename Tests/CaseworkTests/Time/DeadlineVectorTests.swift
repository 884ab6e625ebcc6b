import Testing

@testable import Casework

@Suite("Deadlines")
struct DeadlineVectorTests {
    @Test("there are twenty vectors")
    func count() { #expect(Tables.deadlines.count == 20) }

    @Test("a limit is due when its vector says", arguments: Tables.deadlines)
    func due(_ row: Tables.Row) throws {
        let value = try #require(Double(row[cell: "value"]))
        let unit = try #require(LimitUnit(rawValue: row[cell: "unit"]))
        let keeper = Timekeeper(working: calendar(row[cell: "work_periods"]), waking: City.hours(8, 21))
        let due = keeper.due(Limit(value, unit), from: City.at(row[cell: "start_local"]))
        #expect(City.time.iso8601(due) == row[cell: "expected_deadline_local"] + ":00+08:00")
    }

    @Test("the time between start and deadline is the limit", arguments: Tables.deadlines)
    func elapsed(_ row: Tables.Row) throws {
        let value = try #require(Double(row[cell: "value"]))
        let unit = try #require(LimitUnit(rawValue: row[cell: "unit"]))
        let start = City.at(row[cell: "start_local"])
        let (seconds, measure) = City.hall.seconds(of: Limit(value, unit), from: start)
        let due = City.at(row[cell: "expected_deadline_local"])
        #expect(City.hall.seconds(measure, from: start, to: due) == seconds)
    }

    private func calendar(_ periods: String) -> WorkingCalendar {
        let read = periods.split(separator: ";").map { period in
            let ends = period.split(separator: "-").map { clock in
                clock.split(separator: ":").compactMap { Int($0) }.reduce(0) { $0 * 60 + $1 } * 60
            }
            return WorkingCalendar.Period(start: ends[0], end: ends[1])
        }
        return WorkingCalendar(
            time: City.time,
            seasons: [.init(from: LocalDay(number: 0), periods: read)],
            holidays: City.calendar.holidays,
            makeUpWorkdays: City.calendar.makeUpWorkdays
        )
    }
}
