/// The tables of a city, by their files, and the columns of each.
enum TableShape: String, CaseIterable, Sendable {
    case city = "city.csv"
    case settings = "settings.csv"
    case workPeriods = "work_periods.csv"
    case holidays = "holidays.csv"
    case areas = "areas.csv"
    case roads = "roads.csv"
    case unitTypes = "unit_types.csv"
    case units = "units.csv"
    case responsibilities = "responsibilities.csv"
    case categories = "categories.csv"
    case standards = "standards.csv"
    case topics = "topics.csv"
    case teams = "teams.csv"
    case staff = "staff.csv"
    case roles = "roles.csv"

    /// Whether a city may do without the whole table, because it came later; then the standard holds.
    var mayBeMissing: Bool { self == .roles }

    struct Column {
        let name: String
        /// Whether every row has something there.
        let isRequired: Bool
        /// Whether a city may leave the whole column out: it came later than the table.
        var mayBeMissing = false
    }

    /// In the order in which they are written; they are read in any.
    var columns: [Column] {
        switch self {
        case .city, .settings: columns("key", "value", optional: "note")
        case .workPeriods: columns(optional: "unit") + columns("season_from", "start", "end")
        case .holidays: columns("date", "type", optional: "name")
        case .areas: columns("code", "level", "name", optional: "aliases", "parent") + columns("served")
        case .roads: columns("name", optional: "aliases") + columns("districts")
        case .unitTypes: columns("code", "name")
        case .units:
            columns("code", "name", "type", optional: "area") + columns("external", "active")
                + later("duty", "phone")
        case .responsibilities:
            columns("unit", optional: "area", "road", "side", "topic", "category", "unit_type", "note")
        case .categories: columns("code", "major", "name")
        case .standards:
            columns("code", optional: "category") + columns("name", optional: "condition", "arrive", "finish")
                + columns(optional: "urgent_finish", "closing") + columns("needs_photo")
        case .topics:
            columns(
                "code",
                "industry",
                "name",
                "kind",
                "urgency",
                "unit_type",
                optional: "category",
                "arrive"
            )
                + columns("finish", optional: "utterance") + later("ask")
        case .teams: columns("name")
        case .staff: columns("account", "name", "roles", optional: "team", "unit")
        case .roles: columns("role", "permission")
        }
    }

    /// The column whose cells tell the rows apart; nil where only whole rows do.
    var key: String? {
        switch self {
        case .city, .settings: "key"
        case .workPeriods, .responsibilities, .roles: nil
        case .holidays: "date"
        case .areas, .unitTypes, .units, .categories, .standards, .topics: "code"
        case .roads, .teams: "name"
        case .staff: "account"
        }
    }

    private func columns(_ required: String..., optional: String...) -> [Column] {
        required.map { Column(name: $0, isRequired: true) }
            + optional.map { Column(name: $0, isRequired: false) }
    }

    private func later(_ names: String...) -> [Column] {
        names.map { Column(name: $0, isRequired: false, mayBeMissing: true) }
    }
}
