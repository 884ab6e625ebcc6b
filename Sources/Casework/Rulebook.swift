/// Everything a city has laid down, as one value that never changes: swapped whole when its tables do.
///
/// A class of constants, so that handing it on costs one count and not one for each table.
package final class Rulebook: Sendable {
    package let version: Int
    /// Six digits that begin every case number.
    package let cityCode: String
    package let cityName: String
    package let hotline: String
    package let isDemonstration: Bool
    package let time: CivilTime
    package let hall: Timekeeper
    package let policy: Policy
    package let identity: IdentityPolicy
    /// Who may what.
    package let grants: Grants
    package let areas: [Area.Code: Area]
    package let roads: [Road]
    package let topics: [Topic.Code: Topic]
    package let categories: [Category.Code: Category]
    package let standards: [FilingStandard.Code: FilingStandard]
    package let units: [Unit.ID: Unit]
    package let unitTypes: [String: String]
    package let responsibilities: ResponsibilityTable
    /// Calendars of units that keep other hours than the hall's work periods.
    package let unitCalendars: [Unit.ID: Timekeeper]
    private let roadsByWord: [String: Road]

    package init(
        version: Int,
        cityCode: String,
        cityName: String,
        hotline: String,
        isDemonstration: Bool,
        hall: Timekeeper,
        policy: Policy,
        identity: IdentityPolicy = IdentityPolicy(),
        grants: Grants = .standard,
        areas: [Area],
        roads: [Road],
        topics: [Topic],
        categories: [Category],
        standards: [FilingStandard],
        units: [Unit],
        unitTypes: [String: String],
        responsibilities: [Responsibility],
        unitCalendars: [Unit.ID: Timekeeper] = [:]
    ) {
        self.version = version
        self.cityCode = cityCode
        self.cityName = cityName
        self.hotline = hotline
        self.isDemonstration = isDemonstration
        time = hall.working.time
        self.hall = hall
        self.policy = policy
        self.identity = identity
        self.grants = grants
        self.areas = Dictionary(areas.map { ($0.code, $0) }) { first, _ in first }
        self.roads = roads
        self.topics = Dictionary(topics.map { ($0.code, $0) }) { first, _ in first }
        self.categories = Dictionary(categories.map { ($0.code, $0) }) { first, _ in first }
        self.standards = Dictionary(standards.map { ($0.code, $0) }) { first, _ in first }
        self.units = Dictionary(units.map { ($0.id, $0) }) { first, _ in first }
        self.unitTypes = unitTypes
        self.responsibilities = ResponsibilityTable(responsibilities)
        self.unitCalendars = unitCalendars
        roadsByWord = roads.reduce(into: [:]) { words, road in
            for word in [road.name] + road.aliases { words[word] = road }
        }
    }

    package func timekeeper(of unit: Unit.ID?) -> Timekeeper {
        unit.flatMap { unitCalendars[$0] } ?? hall
    }

    package func road(_ word: String) -> Road? { roadsByWord[word] }

    /// The area and all it lies in, from the smallest up.
    package func ancestry(_ code: Area.Code?) -> [Area] {
        var found: [Area] = []
        var next = code
        while let code = next, let area = areas[code], found.count < 10 {
            found.append(area)
            next = area.parent
        }
        return found
    }

    /// The district (or the zone or county in a district's stead) that `place` counts for.
    package func district(of place: Place) -> Area.Code? {
        if let district = ancestry(place.area).first(where: {
            [.district, .functionalZone, .county].contains($0.level)
        }) {
            return district.code
        }
        guard let road = place.road.flatMap(road), road.districts.count == 1 else { return nil }
        return road.districts[0]
    }

    /// Districts in the order of their table, for the wall and for lists.
    package var districts: [Area] {
        areas.values.filter { [.district, .functionalZone].contains($0.level) && $0.isServed }
            .sorted { $0.code < $1.code }
    }

    /// Who answers for the matter at the place, and by which rule.
    package func route(topic: Topic.Code?, category: Category.Code?, place: Place) -> Route {
        let topic = topic.flatMap { topics[$0] }
        let areas =
            ancestry(place.area).map(\.code)
            + (place.area == nil ? [district(of: place)].compactMap { $0 } : [])
        let rules = responsibilities.rules(
            topic: topic,
            category: category ?? topic?.category,
            areas: areas,
            roads: place.road.map { [road($0)?.name ?? $0] } ?? [],
            side: place.side
        ).filter { units[$0.unit]?.isActive == true }
        guard let weightiest = rules.first else { return .none }
        var seen: Set<Unit.ID> = []
        let candidates = rules.filter { seen.insert($0.unit).inserted }
        return Route(
            best: candidates.filter { $0.weight == weightiest.weight }.map(candidate),
            runnersUp: candidates.filter { $0.weight < weightiest.weight }.map(candidate)
        )
    }

    private func candidate(_ rule: Responsibility) -> Route.Candidate {
        let place =
            switch rule.place {
            case .city: "全市"
            case .district(let code), .subdistrict(let code): areas[code]?.name ?? code
            case .road(let name): name
            case .roadSide(let name, let side): name + side
            }
        let matter =
            switch rule.matter {
            case .unitType(let type): unitTypes[type] ?? type
            case .category(let code): categories[code]?.name ?? code
            case .topic(let code): topics[code]?.name ?? code
            }
        return Route.Candidate(
            unit: rule.unit,
            rule: "\(place) · \(matter)" + (rule.note.isEmpty ? "" : "（\(rule.note)）")
        )
    }

    /// The limits that hold for a case: of the standard chosen, else of the topic, else the general one.
    package func limits(standard: FilingStandard.Code?, topic: Topic.Code?) -> ChosenLimits {
        let topic = topic.flatMap { topics[$0] }
        if let standard = standard.flatMap({ standards[$0] }) {
            return ChosenLimits(
                standard: standard.code,
                version: version,
                source: .standard,
                finish: standard.finish ?? topic?.finish ?? policy.general,
                arrive: standard.arrive
            )
        }
        if let topic {
            return ChosenLimits(
                standard: nil,
                version: version,
                source: .topic,
                finish: topic.finish,
                arrive: topic.arrive
            )
        }
        return ChosenLimits(
            standard: nil,
            version: version,
            source: .general,
            finish: policy.general,
            arrive: nil
        )
    }
}

/// The limits a case was dispatched under; it keeps them whatever the city changes afterwards.
package struct ChosenLimits: Sendable, Equatable, Codable {
    package enum Source: String, Sendable, Codable {
        case standard, topic, general

        package var chinese: String {
            switch self {
            case .standard: "立案标准"
            case .topic: "主题时限"
            case .general: "通用时限"
            }
        }
    }

    package let standard: FilingStandard.Code?
    /// Of the rulebook.
    package let version: Int
    package let source: Source
    package let finish: Limit
    package let arrive: Limit?
}

extension Rulebook: Equatable {
    /// Equal if they say the same.
    package static func == (a: Rulebook, b: Rulebook) -> Bool {
        a === b
            || (a.version == b.version && a.cityCode == b.cityCode && a.cityName == b.cityName
                && a.hotline == b.hotline && a.isDemonstration == b.isDemonstration && a.hall == b.hall
                && a.policy == b.policy && a.identity == b.identity && a.grants == b.grants
                && a.areas == b.areas && a.roads == b.roads && a.topics == b.topics
                && a.categories == b.categories && a.standards == b.standards && a.units == b.units
                && a.unitTypes == b.unitTypes && a.responsibilities == b.responsibilities
                && a.unitCalendars == b.unitCalendars)
    }
}
