/// One rule of the city's table “whose what is”: what lies here and is about this belongs to that unit.
///
/// Source: docs/domain.md, “Responsibility”: place first, then matter.
package struct Responsibility: Sendable, Hashable {
    /// Where it holds, the most specific last.
    package enum Place: Sendable, Hashable {
        case city
        case district(Area.Code)
        case road(String)
        case subdistrict(Area.Code)
        case roadSide(String, side: String)

        var weight: Int {
            switch self {
            case .city: 0
            case .district: 1
            case .road: 2
            case .subdistrict: 3
            case .roadSide: 4
            }
        }
    }

    /// What it is about, the most specific last.
    package enum Matter: Sendable, Hashable {
        case unitType(String)
        case category(Category.Code)
        case topic(Topic.Code)

        var weight: Int {
            switch self {
            case .unitType: 0
            case .category: 1
            case .topic: 2
            }
        }
    }

    package let unit: Unit.ID
    package let place: Place
    package let matter: Matter
    package let note: String

    package init(unit: Unit.ID, place: Place, matter: Matter, note: String) {
        self.unit = unit
        self.place = place
        self.matter = matter
        self.note = note
    }

    /// Place first: only rules of one place are told apart by their matter.
    var weight: Int { place.weight * 3 + matter.weight }
}

/// What the table says of one case.
package struct Route: Sendable, Equatable, Codable {
    package struct Candidate: Sendable, Equatable, Codable {
        package let unit: Unit.ID
        /// The rule in the words of the city's people.
        package let rule: String

        package init(unit: Unit.ID, rule: String) {
            self.unit = unit
            self.rule = rule
        }
    }

    /// Those whose rules weigh most; one is the winner, several are offered.
    package let best: [Candidate]
    package let runnersUp: [Candidate]

    package init(best: [Candidate], runnersUp: [Candidate]) {
        self.best = best
        self.runnersUp = runnersUp
    }

    package var winner: Candidate? { best.count == 1 ? best.first : nil }

    package static let none = Route(best: [], runnersUp: [])
}

/// The table of responsibilities, laid out so that one case asks few rules.
package struct ResponsibilityTable: Sendable, Equatable {
    private let byMatter: [Responsibility.Matter: [Responsibility]]
    package let rules: [Responsibility]

    package init(_ rules: [Responsibility]) {
        self.rules = rules
        byMatter = Dictionary(grouping: rules, by: \.matter)
    }

    package static func == (a: Self, b: Self) -> Bool { a.rules == b.rules }

    /// All rules that hold for the matter at the place, the weightiest first.
    package func rules(
        topic: Topic?,
        category: Category.Code?,
        areas: [Area.Code],
        roads: [String],
        side: String?
    ) -> [Responsibility] {
        var matters: [Responsibility.Matter] = []
        if let topic { matters += [.topic(topic.code), .unitType(topic.unitType)] }
        if let category { matters.append(.category(category)) }
        return matters.flatMap { byMatter[$0] ?? [] }
            .filter { rule in
                switch rule.place {
                case .city: true
                case .district(let code), .subdistrict(let code): areas.contains(code)
                case .road(let name): roads.contains(name)
                case .roadSide(let name, let ruleSide): roads.contains(name) && ruleSide == side
                }
            }
            .sorted { ($0.weight, $1.unit) > ($1.weight, $0.unit) }
    }
}
