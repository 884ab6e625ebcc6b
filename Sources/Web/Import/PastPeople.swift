import Casework

/// Who did what, then: the people whom these books know by their account, and two who stand for all others.
struct PastPeople: Sendable {
    let known: [String: Person]
    /// Stands for the hall's people of the old books.
    let hall: Person
    /// Stands for each unit's people of the old books.
    let ofUnits: [Casework.Unit.ID: Person]

    init(_ known: [String: Person], hall: Person.ID, units: Person.ID, _ rules: Rulebook) {
        self.known = known
        self.hall = Person(
            id: hall,
            account: "old-books",
            name: "",
            roles: [.director, .evaluator, .fieldSupervisor]
        )
        ofUnits = Dictionary(
            uniqueKeysWithValues: rules.units.keys.map { unit in
                let person = Person(
                    id: units,
                    account: "old-books-units",
                    name: "",
                    roles: [.unitOperator, .unitManager],
                    unit: unit
                )
                return (unit, person)
            }
        )
    }

    /// Who gave the event: whoever the row names, else whoever stands for the people who may.
    func who(_ account: String?, gave move: Move?, on file: Case) -> Person {
        if let account, let person = known[account] { return person }
        switch move?.warrant {
        case .ofUnit, .unitManager, .resume: return file.state.unit.flatMap { ofUnits[$0] } ?? hall
        default: return hall
        }
    }
}
