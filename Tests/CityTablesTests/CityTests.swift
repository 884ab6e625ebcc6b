import Casework
import Testing

@testable import CityTables

@Suite("A city read from its tables")
struct CityTests {
    @Test("has a setting for every number of a policy, under its name")
    func settings() {
        let fields = Mirror(reflecting: Policy()).children.compactMap(\.label)
        #expect((Setting.all + Setting.later).map(\.name).sorted() == fields.sorted())
    }

    @Test("takes every setting to the number of its name")
    func everySetting() throws {
        for setting in Setting.all {
            let value: String
            switch setting.value {
            case .limit: value = "7.5 urgent_day"
            case .whole: value = "17"
            case .number: value = "0.75"
            }
            let files = try smallCity().replacingCell(
                in: "settings.csv",
                row: setting.name,
                column: "value",
                with: value
            )
            let policy = try City.read(files, version: 1).rulebook.policy
            let changed = zip(Mirror(reflecting: policy).children, Mirror(reflecting: Policy()).children)
                .filter { String(describing: $0.value) != String(describing: $1.value) }
            #expect(changed.map(\.0.label) == [setting.name])
        }
    }

    @Test("reads responsibilities as places and matters")
    func responsibilities() throws {
        let text = """
            unit,area,road,side,topic,category,unit_type,note
            U1,,,,,,water,全市
            U1,370000,,,W1,,,
            U2,370001,,,,component:0101,,
            U2,370001001,,,,,water,
            U2,,东风街,,,,water,
            U2,,东风街,路北,,,water,
            """
        let rules = try City.read(smallCity(["responsibilities.csv": text]), version: 1).rulebook
            .responsibilities.rules
        #expect(
            rules.map(\.place) == [
                .city, .city, .district("370001"), .subdistrict("370001001"), .road("东风街"),
                .roadSide("东风街", side: "路北"),
            ]
        )
        #expect(
            rules.map(\.matter) == [
                .unitType("water"), .topic("W1"), .category("component:0101"), .unitType("water"),
                .unitType("water"),
                .unitType("water"),
            ]
        )
        #expect(rules[0].note == "全市")
    }

    @Test("keeps seasons apart, and the hours of a unit of its own")
    func seasons() throws {
        let text = """
            unit,season_from,start,end
            ,2019-10-01,08:30,12:00
            ,2019-05-01,14:30,18:30
            ,2019-05-01,08:00,12:00
            U1,2019-01-01,00:00,24:00
            """
        let rules = try City.read(smallCity(["work_periods.csv": text]), version: 1).rulebook
        let summer = try #require(LocalDay("2019-06-03"))
        let winter = try #require(LocalDay("2019-11-04"))
        #expect(rules.hall.working.periods(on: summer).map(\.start) == [8 * 3600, 14 * 3600 + 1800])
        #expect(rules.hall.working.periods(on: winter).map(\.start) == [8 * 3600 + 1800])
        #expect(rules.timekeeper(of: "U1").working.workSecondsOfADay(at: summer) == 86_400)
        #expect(rules.timekeeper(of: "U2") == rules.hall)
    }

    @Test("knows holidays and the days worked in their stead")
    func holidays() throws {
        let calendar = try City.read(smallCity(), version: 1).rulebook.hall.working
        #expect(calendar.isWorkday(try #require(LocalDay("2019-04-04"))))
        #expect(!calendar.isWorkday(try #require(LocalDay("2019-04-05"))))
        #expect(calendar.isWorkday(try #require(LocalDay("2019-04-28"))))
    }

    @Test("may lie west of Greenwich")
    func west() throws {
        let files = smallCity().with("minutes,480", as: "minutes,-210", in: "city.csv")
        #expect(try City.read(files, version: 1).rulebook.time == CivilTime(offset: -12_600))
    }

    @Test("takes columns in any order, and ends of line as spreadsheets write them")
    func spreadsheet() throws {
        let files = smallCity(["unit_types.csv": "\u{FEFF}name,code\r\n供水,water\r\n交警,police\r\n"])
        #expect(try City.read(files, version: 1).rulebook.unitTypes == ["water": "供水", "police": "交警"])
    }
}
