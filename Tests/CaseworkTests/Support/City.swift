@testable import Casework

/// A small city that has one of everything the rules speak of.
enum City {
    static let time = CivilTime(offset: 8 * 3600)

    static func at(_ text: String) -> Timestamp {
        time.instant(text.count == 16 ? text + ":00+08:00" : text) ?? Timestamp(milliseconds: 0)
    }

    /// 08:00–12:00 and 14:00–18:00, on the workdays of the table of holidays.
    static let calendar = WorkingCalendar(
        time: time,
        seasons: [
            WorkingCalendar.Season(from: LocalDay(number: 17_897), periods: [hours(8, 12), hours(14, 18)])
        ],
        holidays: days("holiday"),
        makeUpWorkdays: days("makeup_workday")
    )

    static let hall = Timekeeper(working: calendar, waking: hours(8, 21))

    static let policy: Policy = {
        var policy = Policy()
        policy.answeredSample = 100
        return policy
    }()

    static let rules = book()

    static func book(_ policy: Policy = policy, units: [Unit] = units) -> Rulebook {
        Rulebook(
            version: 1,
            cityCode: "999900",
            cityName: "某市",
            hotline: "12319",
            isDemonstration: true,
            hall: hall,
            policy: policy,
            areas: areas,
            roads: [Road(name: "中路", aliases: ["大马路"], districts: ["east"])],
            topics: topics,
            categories: [Category(code: "component:0301", majorName: "道路", name: "路面")],
            standards: standards,
            units: units,
            unitTypes: ["roads": "道路", "lamps": "路灯"],
            responsibilities: responsibilities
        )
    }

    static let areas = [
        Area(code: "city", name: "某市", level: .city, parent: nil, isServed: true),
        Area(code: "east", name: "东区", level: .district, parent: "city", isServed: true),
        Area(code: "west", name: "西区", level: .district, parent: "city", isServed: true),
    ]

    static let units = [
        Unit(id: "ROADS", name: "市政处", type: "roads"), Unit(id: "LAMPS", name: "路灯处", type: "lamps"),
        Unit(id: "WATER", name: "供水公司", type: "water"), Unit(id: "PARKS", name: "园林处", type: "parks"),
        Unit(id: "GONE", name: "旧单位", type: "roads", isActive: false),
        Unit(id: "GRID", name: "供电热线", type: "power", isExternal: true),
    ]

    /// `pothole` counts work days, `burst` urgent hours and asks for arrival; of `bench` nobody is responsible, of
    /// `tree` two are.
    static let topics = [
        topic("pothole", "roads", .init(5, .workDay)), topic("lamp", "lamps", .init(4, .workHour)),
        topic("burst", "water", .init(12, .urgentHour), arrive: .init(1, .urgentHour)),
        topic("bench", "nobody", .init(5, .workDay)), topic("tree", "parks", .init(2, .workDay)),
    ]

    /// `/1` asks for a photo and knows an urgent limit, `/2` is urgent and asks for arrival.
    static let standards = [
        FilingStandard(
            code: "component:0301/1",
            category: "component:0301",
            name: "破损",
            condition: "",
            closing: "",
            arrive: nil,
            finish: .init(1, .workDay),
            urgentFinish: .init(2, .urgentHour),
            needsPhoto: true
        ),
        FilingStandard(
            code: "component:0301/2",
            category: "component:0301",
            name: "塌陷",
            condition: "",
            closing: "",
            arrive: .init(0.5, .urgentHour),
            finish: .init(2, .urgentHour)
        ),
    ]

    static let responsibilities = [
        Responsibility(unit: "ROADS", place: .city, matter: .unitType("roads"), note: ""),
        Responsibility(unit: "LAMPS", place: .city, matter: .unitType("lamps"), note: ""),
        Responsibility(unit: "WATER", place: .city, matter: .unitType("water"), note: ""),
        Responsibility(unit: "PARKS", place: .city, matter: .unitType("parks"), note: ""),
        Responsibility(unit: "ROADS", place: .city, matter: .unitType("parks"), note: "行道树"),
    ]

    private static func topic(_ code: String, _ type: String, _ finish: Limit, arrive: Limit? = nil) -> Topic
    {
        Topic(
            code: code,
            industry: "市政",
            name: code,
            kind: "repair",
            urgency: .normal,
            unitType: type,
            category: nil,
            arrive: arrive,
            finish: finish,
            utterance: ""
        )
    }

    private static func days(_ type: String) -> Set<LocalDay> {
        Set(Tables.holidays.filter { $0["type"] == type }.compactMap { LocalDay($0[cell: "date"]) })
    }

    static func hours(_ start: Int, _ end: Int) -> WorkingCalendar.Period {
        WorkingCalendar.Period(start: start * 3600, end: end * 3600)
    }
}
