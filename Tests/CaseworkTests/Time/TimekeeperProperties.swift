import Testing

@testable import Casework

@Suite("A timekeeper")
struct TimekeeperProperties {
    @Test("counts as many seconds up to an instant as were added to reach it", arguments: Measure.all)
    func inverse(_ measure: Measure) {
        var chance = SplitMix64(seed: 2019)
        for _ in 0..<400 {
            // From 2017 to 2027, at any millisecond.
            let start = Timestamp(milliseconds: 1_483_228_800_000 + chance.below(Int64(330_000_000_000)))
            let seconds = chance.once(in: 10) ? 0 : chance.below(700_000)
            let end = City.hall.adding(seconds, measure, to: start)
            #expect(City.hall.seconds(measure, from: start, to: end) == seconds, "\(start) + \(seconds)")
        }
    }

    @Test("never puts off by adding less", arguments: Measure.all)
    func monotonic(_ measure: Measure) {
        var chance = SplitMix64(seed: 4)
        for _ in 0..<300 {
            let start = Timestamp(milliseconds: 1_546_300_800_000 + 1000 * chance.below(Int64(80_000_000)))
            let seconds = chance.below(200_000)
            let more = seconds + chance.below(5000)
            let due = City.hall.adding(seconds, measure, to: start)
            #expect(due <= City.hall.adding(more, measure, to: start))
            #expect(due >= start)
        }
    }

    @Test("adds no work time and no waking time outside their hours")
    func inside() {
        var chance = SplitMix64(seed: 5)
        for _ in 0..<300 {
            let start = Timestamp(milliseconds: 1_546_300_800_000 + 1000 * chance.below(Int64(80_000_000)))
            let work = City.hall.adding(1 + chance.below(90_000), .work, to: start)
            let second = City.time.secondOfDay(work)
            let periods = City.calendar.periods(on: City.time.day(of: work))
            #expect(periods.contains { $0.start < second && second <= $0.end })
            let waking = City.time.secondOfDay(City.hall.adding(1 + chance.below(90_000), .waking, to: start))
            #expect(waking > 8 * 3600 && waking <= 21 * 3600)
        }
    }

    @Test(
        "is quiet from nine at night to eight in the morning",
        arguments: [("07:59", true), ("08:00", false), ("20:59", false), ("21:00", true)]
    )
    func quiet(_ clock: String, _ isQuiet: Bool) {
        #expect(City.hall.isQuiet(City.at("2019-04-03T" + clock)) == isQuiet)
    }

    @Test("takes an urgent day as twenty-four hours and a workday as the day's work")
    func units() {
        let start = City.at("2019-04-03T09:00")
        #expect(City.hall.seconds(of: Limit(1, .urgentDay), from: start) == (86_400, .continuous))
        #expect(City.hall.seconds(of: Limit(1.5, .urgentHour), from: start) == (5400, .continuous))
        #expect(City.hall.seconds(of: Limit(2, .workDay), from: start) == (57_600, .work))
        #expect(City.hall.seconds(of: Limit(2, .workHour), from: start) == (7200, .work))
    }

    @Test("lets people be called until nine, and goes on at eight")
    func wakingEnd() {
        let one = City.at("2019-04-03T13:00")
        #expect(City.hall.adding(8 * 3600, .waking, to: one) == City.at("2019-04-03T21:00"))
        #expect(City.hall.adding(8 * 3600 + 60, .waking, to: one) == City.at("2019-04-04T08:01"))
    }
}
