@testable import Casework

/// One person for every role, and one of each unit's.
enum People {
    static let agent = person(1, .agent)
    static let otherAgent = person(2, .agent)
    static let shiftLeader = person(3, .shiftLeader)
    static let dispatcher = person(4, .dispatcher)
    static let fieldSupervisor = person(5, .fieldSupervisor)
    static let director = person(6, .director)
    static let evaluator = person(7, .evaluator)
    /// The token of the city's web site.
    static let website = Person(id: 8, account: "web", name: "网站", roles: [], sources: ["web"])

    static func handler(of unit: Unit.ID?) -> Person { ofUnit(.unitOperator, unit) }
    static func manager(of unit: Unit.ID?) -> Person { ofUnit(.unitManager, unit) }

    static let hall = [agent, otherAgent, shiftLeader, dispatcher, fieldSupervisor, director, evaluator]
    static let units = ["ROADS", "LAMPS", "WATER", "PARKS"]
    static let all: [Person] =
        hall + [website] + units.flatMap { [handler(of: $0), manager(of: $0)] }
        + [Role.qa, .kbEditor, .kbReviewer, .systemAdmin, .securityAdmin, .auditAdmin].enumerated()
        .map { person(Int64(30 + $0.offset), $0.element) }

    static func person(_ id: Person.ID, _ roles: Role..., unit: Unit.ID? = nil) -> Person {
        Person(id: id, account: "p\(id)", name: "人\(id)", roles: roles, team: "一组", unit: unit)
    }

    /// Somebody whose work the move is.
    static func doing(_ move: Move, on file: Case) -> Person {
        switch move.warrant {
        case .holding(let permission): hall.first { $0.may(permission) } ?? director
        case .ofUnit: handler(of: file.state.unit)
        case .unitManager: manager(of: file.state.unit)
        case .system: .system
        case .recordOrSource: agent
        case .recordOrDecline, .approveExtension, .void: shiftLeader
        case .resume: dispatcher
        case .redo, .acceptDissatisfied: director
        }
    }

    private static func ofUnit(_ role: Role, _ unit: Unit.ID?) -> Person {
        let index = units.firstIndex { $0 == unit } ?? units.count
        return person(Int64(10 + index * 2 + (role == .unitManager ? 1 : 0)), role, unit: unit)
    }
}
