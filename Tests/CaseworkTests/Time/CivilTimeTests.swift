import Testing

@testable import Casework

@Suite("The city's clock")
struct CivilTimeTests {
    @Test("every day from 1900 to 2100 is read as it is written, one after the other")
    func days() throws {
        var day = try #require(LocalDay(year: 1900, month: 1, day: 1))
        #expect(day.number == -25_567)
        var weekday = 1  // 1900-01-01 was a Monday.
        for year in 1900...2100 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, length) in zip(1..., [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
                for date in 1...length {
                    if day.parts != (year, month, date)
                        || LocalDay(year: year, month: month, day: date) != day
                        || LocalDay(day.description) != day || day.weekday != weekday
                    {
                        Issue.record("\(day) is not \(year)-\(month)-\(date)")
                    }
                    day = day + 1
                    weekday = weekday % 7 + 1
                }
            }
        }
    }

    @Test(
        "days that do not exist are refused",
        arguments: [
            "2019-02-29", "1900-02-29", "2019-04-31", "2019-13-01", "2019-00-10", "2019-1-1", "2019/04/03",
            "",
        ]
    )
    func noSuchDay(_ text: String) { #expect(LocalDay(text) == nil) }

    @Test("leap days exist", arguments: ["2000-02-29", "2020-02-29"])
    func leapDay(_ text: String) { #expect(LocalDay(text)?.description == text) }

    @Test("what is printed is read back, in every zone and century")
    func roundTrip() {
        var chance = SplitMix64(seed: 3)
        for _ in 0..<2000 {
            let time = CivilTime(offset: (chance.below(27) - 12) * 3600 + chance.below(2) * 1800)
            let instant = Timestamp(milliseconds: chance.below(Int64(6_300_000_000_000)) - 2_200_000_000_000)
            #expect(time.instant(time.iso8601(instant)) == instant)
        }
    }

    @Test("instants are read with any zone, seconds and fractions or none")
    func reading() {
        let nine = City.at("2019-04-03T09:00")
        #expect(City.time.instant("2019-04-03T01:00:00Z") == nine)
        #expect(City.time.instant("2019-04-03T01:00Z") == nine)
        #expect(City.time.instant("2019-04-03 06:30:00+05:30") == nine)
        #expect(City.time.instant("2019-04-03T09:00:00.250+08:00")?.milliseconds == nine.milliseconds + 250)
    }

    @Test("a date alone means its last second")
    func date() { #expect(City.time.instant("2019-04-03") == City.at("2019-04-04T00:00") + -1) }

    @Test(
        "what is no instant is refused",
        arguments: [
            "2019-04-03T09:00:00", "2019-04-03T24:00Z", "2019-04-03T09:60Z", "2019-04-03T09:00:61Z",
            "2019-02-30T09:00Z", "2019-04-03T09:00+8", "now",
        ]
    )
    func noInstant(_ text: String) { #expect(City.time.instant(text) == nil) }

    @Test("an instant before 1970 belongs to its own day")
    func before1970() {
        let utc = CivilTime(offset: 0)
        #expect(utc.iso8601(Timestamp(milliseconds: -1)) == "1969-12-31T23:59:59.999+00:00")
        #expect(utc.day(of: Timestamp(milliseconds: -1)).number == -1)
    }

    @Test("midnight of the city is not midnight of the world")
    func localMidnight() {
        #expect(City.time.day(of: City.at("2019-04-03T00:00")).description == "2019-04-03")
        #expect(City.time.day(of: City.at("2019-04-02T23:59")).digits == "20190402")
    }

    @Test(
        "an instant so far away that its year has more than four digits, or a sign, is written all the same"
    )
    func farAway() {
        let time = CivilTime(offset: 8 * 3600)
        #expect(time.iso8601(Timestamp(milliseconds: 253_402_300_800_000)) == "10000-01-01T08:00:00+08:00")
        #expect(time.iso8601(Timestamp(milliseconds: -62_198_755_200_000)) == "-0001-01-01T08:00:00+08:00")
        #expect(
            CivilTime(offset: -12_600).iso8601(Timestamp(milliseconds: 5)) == "1969-12-31T20:30:00.005-03:30"
        )
    }

    @Test("numbers are padded, never cut", arguments: [(7, 2, "07"), (0, 3, "000"), (12_345, 2, "12345")])
    func padding(_ value: Int, _ width: Int, _ text: String) { #expect(padded(value, width) == text) }
}
