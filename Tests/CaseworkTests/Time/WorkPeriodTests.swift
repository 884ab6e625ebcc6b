import Testing

@testable import Casework

@Suite("Work periods")
struct WorkPeriodTests {
    @Test("are half-open: what is used up at noon is due at noon")
    func noon() {
        #expect(
            City.calendar.adding(4 * 3600, to: City.at("2019-04-03T08:00")) == City.at("2019-04-03T12:00")
        )
        #expect(
            City.calendar.adding(4 * 3600 + 1, to: City.at("2019-04-03T08:00")) == City.at("2019-04-03T14:00")
                + 1
        )
    }

    @Test("what starts at their end starts with the next", arguments: ["12:00", "12:30", "13:59"])
    func lunch(_ clock: String) {
        #expect(City.calendar.adding(60, to: City.at("2019-04-03T" + clock)) == City.at("2019-04-03T14:01"))
    }

    @Test("the whole day's work is due at its end, not the next morning")
    func evening() {
        #expect(
            City.calendar.adding(8 * 3600, to: City.at("2019-04-03T08:00")) == City.at("2019-04-03T18:00")
        )
    }

    @Test("nothing passes in a break")
    func nothingInABreak() {
        #expect(
            City.calendar.seconds(from: City.at("2019-04-03T12:00"), to: City.at("2019-04-03T14:00")) == 0
        )
        #expect(
            City.calendar.seconds(from: City.at("2019-04-03T18:00"), to: City.at("2019-04-04T08:00")) == 0
        )
    }

    @Test("time does not run backwards")
    func backwards() {
        let (later, earlier) = (City.at("2019-04-03T11:00"), City.at("2019-04-03T09:00"))
        for measure in Measure.all { #expect(City.hall.seconds(measure, from: later, to: earlier) == 0) }
    }

    @Test("the periods of a season hold from its first day on")
    func seasons() throws {
        let summer = try #require(LocalDay("2019-06-03"))
        let first = try #require(LocalDay("2019-01-01"))
        let calendar = WorkingCalendar(
            time: City.time,
            seasons: [
                .init(from: summer, periods: [City.hours(7, 11)]),
                .init(from: first, periods: [City.hours(8, 12)]),
            ],
            holidays: [],
            makeUpWorkdays: []
        )
        #expect(calendar.periods(on: summer) == [City.hours(7, 11)])
        #expect(calendar.periods(on: summer + -3) == [City.hours(8, 12)])
        let friday = City.at("2019-05-31T11:00")
        #expect(calendar.adding(2 * 3600, to: friday) == City.at("2019-06-03T08:00"))
    }

    @Test("before the first season the first one holds")
    func beforeTheFirstSeason() throws {
        let day = try #require(LocalDay("1999-03-01"))
        #expect(City.calendar.periods(on: day) == [City.hours(8, 12), City.hours(14, 18)])
    }

    @Test("a calendar without periods comes to an end")
    func noPeriods() {
        let calendar = WorkingCalendar(time: City.time, seasons: [], holidays: [], makeUpWorkdays: [])
        let start = City.at("2019-04-03T08:00")
        #expect(calendar.adding(60, to: start) == start)
        #expect(calendar.seconds(from: start, to: start + 864_000) == 0)
    }
}
