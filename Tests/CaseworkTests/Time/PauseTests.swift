import Testing

@testable import Casework

@Suite("A pause")
struct PauseTests {
    @Test(
        "freezes what is left in the unit of the limit: four work hours, one used, end at 17:00 of the day resumed"
    )
    func vector() {
        let start = City.at("2019-04-03T09:00")
        let limit = City.hall.seconds(of: Limit(4, .workHour), from: start)
        let used = City.hall.seconds(limit.1, from: start, to: City.at("2019-04-03T10:00"))
        let due = City.hall.adding(limit.0 - used, limit.1, to: City.at("2019-04-08T14:00"))
        #expect(due == City.at("2019-04-08T17:00"))
    }

    @Test("does the same to the clock of a case that is put off")
    func suspension() throws {
        var story = Story("lamp")
        story.now = City.at("2019-04-03T08:59")
        try story.go(.quickDispatch)
        #expect(story.clock(.handle)?.due == City.at("2019-04-03T15:00"))
        try story.go(.sign)
        try story.go(.requestSuspension, [.until: .instant(City.at("2019-04-08T14:00"))])
        story.now = City.at("2019-04-03T09:59")
        try story.go(.suspendApproved)
        #expect(story.clock(.handle)?.used == 3600)
        story.now = City.at("2019-04-08T13:59")
        try story.go(.resume, by: .system)
        #expect(story.clock(.handle)?.due == City.at("2019-04-08T17:00"))
        #expect(story.clock(.handle)?.used == 3600)
    }

    @Test("loses no second, however often it comes and at whatever millisecond", arguments: Measure.all)
    func additive(_ measure: Measure) {
        var chance = SplitMix64(seed: 7)
        for _ in 0..<300 {
            let a = Timestamp(milliseconds: 1_546_300_800_000 + chance.below(80_000_000_000))
            let b = Timestamp(milliseconds: a.milliseconds + chance.below(900_000_000))
            let c = Timestamp(milliseconds: b.milliseconds + chance.below(900_000_000))
            let whole = City.hall.seconds(measure, from: a, to: c)
            #expect(
                City.hall.seconds(measure, from: a, to: b) + City.hall.seconds(measure, from: b, to: c)
                    == whole
            )
        }
    }
}

extension Measure {
    static let all: [Measure] = [.continuous, .work, .waking]
}
