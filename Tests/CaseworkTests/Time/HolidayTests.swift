import Testing

@testable import Casework

@Suite("Workdays")
struct HolidayTests {
    @Test("a day of the table is a workday or none, as it says", arguments: Tables.holidays)
    func listed(_ row: Tables.Row) throws {
        let day = try #require(LocalDay(row[cell: "date"]))
        #expect(City.calendar.isWorkday(day) == (row["type"] == "makeup_workday"))
    }

    @Test("the table speaks of the years 2019 to 2026")
    func known() {
        #expect(Tables.holidays.count == 290)
        #expect(City.calendar.knownUntil == 2026)
    }

    @Test("a holiday on a weekday is none, a weekend made up for is one")
    func both() throws {
        #expect(City.calendar.isWorkday(try #require(LocalDay("2019-05-01"))) == false)
        #expect(City.calendar.isWorkday(try #require(LocalDay("2019-05-05"))))
        #expect(City.calendar.isWorkday(try #require(LocalDay("2019-05-04"))) == false)
    }

    @Test(
        "before the first year and after the last of the table, Monday to Friday are",
        arguments: [1998, 2018, 2027, 2040]
    )
    func otherYears(_ year: Int) throws {
        let first = try #require(LocalDay(year: year, month: 1, day: 1))
        for offset in 0..<364 {
            let day = first + offset
            #expect(City.calendar.isWorkday(day) == (day.weekday <= 5))
        }
    }

    @Test("urgent time runs through holidays")
    func urgent() {
        let eve = City.at("2019-02-04T23:00")
        #expect(City.hall.due(Limit(2, .urgentDay), from: eve) == City.at("2019-02-06T23:00"))
    }

    @Test("the last second of a workday counts days that are worked, the day of the start not among them")
    func endOfWorkday() {
        #expect(
            City.calendar.endOfWorkday(5, after: City.at("2019-04-26T15:00")) == City.at("2019-05-06T18:00")
        )
        #expect(
            City.calendar.endOfWorkday(1, after: City.at("2019-04-04T01:00")) == City.at("2019-04-08T18:00")
        )
    }
}
