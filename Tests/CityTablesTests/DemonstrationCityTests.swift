import Casework
import CityTables
import Testing

@Suite("The demonstration city")
struct DemonstrationCityTests {
    let city: City

    init() throws { city = try City.read(weifang, version: 1) }

    @Test("is read whole")
    func whole() {
        let rules = city.rulebook
        #expect(rules.version == 1)
        #expect(rules.cityCode == "370700")
        #expect(rules.cityName == "潍坊市")
        #expect(rules.hotline == "12319")
        #expect(rules.isDemonstration)
        #expect(rules.time == CivilTime(offset: 8 * 3600))
        #expect(rules.topics.count == 190)
        #expect(rules.categories.count == 176)
        #expect(rules.standards.count == 177)
        #expect(rules.units.count == 41)
        #expect(rules.unitTypes.count == 14)
        #expect(rules.roads.count == 68)
        #expect(rules.hall.working.knownUntil == 2026)
        #expect(rules.hall.waking == .init(start: 8 * 3600, end: 21 * 3600))
    }

    @Test("keeps the numbers that a policy has by default, but calls every direct answer back")
    func policy() {
        var policy = Policy()
        policy.answeredSample = 100
        #expect(city.rulebook.policy == policy)
    }

    @Test("has 28 seats, and 60 agents in seven teams of eight or nine, each with a leader")
    func hall() {
        #expect(city.seats == 28)
        #expect(city.teams.count == 7)
        let agents = city.staff.filter { $0.roles.contains(.agent) }
        #expect(agents.count == 60)
        let sizes = city.teams.map { team in agents.count { $0.team == team } }
        #expect(sizes.sorted() == [8, 8, 8, 9, 9, 9, 9])
        for team in city.teams {
            #expect(city.staff.count { $0.team == team && $0.roles.contains(.shiftLeader) } == 1)
        }
    }

    @Test("has somebody for every role", arguments: Role.allCases)
    func role(_ role: Role) { #expect(city.staff.contains { $0.roles == [role] }) }

    @Test("has an operator and a manager in every unit that is not external")
    func unitStaff() {
        for unit in city.rulebook.units.values {
            let people = city.staff.filter { $0.unit == unit.id }
            #expect(Set(people.flatMap(\.roles)) == (unit.isExternal ? [] : [.unitOperator, .unitManager]))
        }
    }

    @Test("gives everybody a name of their own and no telephone")
    func names() {
        #expect(Set(city.staff.map(\.name)).count == city.staff.count)
        #expect(weifang.texts["staff.csv"]?.hasPrefix("account,name,roles,team,unit\n") == true)
    }

    @Test("serves the four districts and two zones of its centre")
    func districts() {
        let codes = city.rulebook.districts.map(\.code)
        #expect(codes == ["370702", "370703", "370704", "370705", "370791", "370792"])
    }

    @Test("leads every topic to one unit with a limit, in every district that it serves")
    func reach() {
        let rules = city.rulebook
        for topic in rules.topics.values {
            #expect(rules.limits(standard: nil, topic: topic.code).finish.value > 0)
            for district in rules.districts {
                let route = rules.route(topic: topic.code, category: nil, place: Place(area: district.code))
                #expect(route.winner != nil, "\(topic.code) in \(district.name)")
                #expect(rules.units[route.winner?.unit ?? ""]?.isExternal == false)
            }
        }
    }

    @Test("leads what lies outside its centre to the counties' hotlines")
    func counties() {
        let rules = city.rulebook
        for area in rules.areas.values
        where [.county, .functionalZone].contains(area.level) && !area.isServed {
            let route = rules.route(topic: "GS06", category: nil, place: Place(area: area.code))
            #expect(route.winner?.unit == "X04", "\(area.name)")
        }
    }

    @Test("counts a subdistrict for the zone that runs it")
    func zone() {
        #expect(city.rulebook.district(of: Place(area: "370705009")) == "370791")
        #expect(city.rulebook.district(of: Place(area: "370705001")) == "370705")
    }

    @Test("gives a trunk road to the city's own unit, whatever the district")
    func trunkRoad() {
        let route = city.rulebook.route(
            topic: "SZ01",
            category: nil,
            place: Place(area: "370705", road: "胜利东街")
        )
        #expect(route.winner?.unit == "U070")
        #expect(route.runnersUp.map(\.unit) == ["U071"])
    }

    @Test("raises two limits when the matter is urgent")
    func urgent() {
        let raised = city.rulebook.standards.values.filter { $0.urgentFinish != nil }.map(\.code).sorted()
        #expect(raised == ["event:0508/1", "hotline:市政养护/1"])
    }
}
