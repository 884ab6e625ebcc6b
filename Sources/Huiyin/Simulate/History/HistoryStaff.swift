import Casework
import CityTables

/// Those who worked then: the city's staff of today, who stand for all before them.
struct HistoryStaff: Sendable {
    private let byRole: [Role: [Person]]
    private let ofUnits: [String: Person]

    init(_ city: City) throws {
        var byRole: [Role: [Person]] = [:]
        var ofUnits: [String: Person] = [:]
        for (index, member) in city.staff.enumerated() {
            let person = Person(
                id: Int64(index + 1),
                account: member.account,
                name: member.name,
                roles: member.roles,
                team: member.team,
                unit: member.unit
            )
            for role in member.roles {
                if let unit = member.unit { ofUnits[role.rawValue + unit] = person }
                byRole[role, default: []].append(person)
            }
        }
        for role in [Role.agent, .shiftLeader, .dispatcher, .fieldSupervisor, .director, .evaluator]
        where byRole[role] == nil {
            throw Failure("the city's staff.csv has nobody who is \(role.rawValue)")
        }
        self.byRole = byRole
        self.ofUnits = ofUnits
    }

    func somebody(_ role: Role, ofUnit unit: Casework.Unit.ID? = nil, _ chance: inout Chance) -> Person? {
        if let unit { return ofUnits[role.rawValue + unit] }
        return chance.one(of: byRole[role] ?? [])
    }
}
