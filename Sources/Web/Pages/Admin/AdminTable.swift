import Casework
import CityTables

/// One of the city's tables that is edited row by row.
struct AdminTable: Sendable {
    enum Kind: Sendable {
        case line, long, flag, limit
        /// Of a table or list, by its codes; whether it may stay empty.
        case choice(Source, mayBeEmpty: Bool)
    }

    enum Source: Sendable { case unitTypes, areas, levels, categories, kinds, urgencies }

    let code: String
    let file: String
    let words: String
    let key: String
    /// Besides the key, in the order of the form.
    let columns: [(name: String, kind: Kind)]
    /// Those that the list shows.
    let listed: [String]
    var isRequired: Set<String> = ["name"]

    var path: String { "/admin/tables/\(code)" }
    var section: AdminSection { .city(path, words, [file]) }

    /// What the list's columns are called.
    var heads: [String] { listed.map { TableWords.column($0, of: file) } }

    /// The same, for cells that stand alone: a code and a name tell by themselves what they are.
    var labels: [String] { zip(listed, heads).map { $0 == key || $0 == "name" ? "" : $1 } }

    static func named(_ code: String) -> AdminTable? { (all + [units]).first { $0.code == code } }

    static let all = [teams, topics, categories, standards, areas, roads, unitTypes]

    /// Whose tab is that of `/admin/units`.
    static let units = AdminTable(
        code: "units",
        file: "units.csv",
        words: "单位",
        key: "code",
        columns: [
            ("name", .line), ("type", .choice(.unitTypes, mayBeEmpty: false)),
            ("area", .choice(.areas, mayBeEmpty: true)), ("external", .flag), ("active", .flag),
            ("duty", .line), ("phone", .line),
        ],
        listed: ["code", "name", "type", "area", "duty", "phone", "active"]
    )

    private static let teams = AdminTable(
        code: "teams",
        file: "teams.csv",
        words: "班组",
        key: "name",
        columns: [],
        listed: ["name"],
        isRequired: []
    )

    private static let topics = AdminTable(
        code: "topics",
        file: "topics.csv",
        words: "主题",
        key: "code",
        columns: [
            ("industry", .line), ("name", .line), ("kind", .choice(.kinds, mayBeEmpty: false)),
            ("urgency", .choice(.urgencies, mayBeEmpty: false)),
            ("unit_type", .choice(.unitTypes, mayBeEmpty: false)),
            ("category", .choice(.categories, mayBeEmpty: true)), ("arrive", .limit), ("finish", .limit),
            ("utterance", .long), ("ask", .long),
        ],
        listed: ["code", "industry", "name", "kind", "urgency", "unit_type", "finish"],
        isRequired: ["industry", "name"]
    )

    private static let categories = AdminTable(
        code: "categories",
        file: "categories.csv",
        words: "类别",
        key: "code",
        columns: [("major", .line), ("name", .line)],
        listed: ["code", "major", "name"],
        isRequired: ["major", "name"]
    )

    private static let standards = AdminTable(
        code: "standards",
        file: "standards.csv",
        words: "立案标准",
        key: "code",
        columns: [
            ("category", .choice(.categories, mayBeEmpty: true)), ("name", .line), ("condition", .long),
            ("arrive", .limit), ("finish", .limit), ("urgent_finish", .limit), ("closing", .long),
            ("needs_photo", .flag),
        ],
        listed: ["code", "name", "condition", "arrive", "finish", "urgent_finish"]
    )

    private static let areas = AdminTable(
        code: "areas",
        file: "areas.csv",
        words: "区域",
        key: "code",
        columns: [
            ("level", .choice(.levels, mayBeEmpty: false)), ("name", .line), ("aliases", .line),
            ("parent", .choice(.areas, mayBeEmpty: true)), ("served", .flag),
        ],
        listed: ["code", "level", "name", "aliases", "parent", "served"]
    )

    private static let roads = AdminTable(
        code: "roads",
        file: "roads.csv",
        words: "道路",
        key: "name",
        columns: [("aliases", .line), ("districts", .line)],
        listed: ["name", "aliases", "districts"],
        isRequired: ["districts"]
    )

    private static let unitTypes = AdminTable(
        code: "unit-types",
        file: "unit_types.csv",
        words: "单位类型",
        key: "code",
        columns: [("name", .line)],
        listed: ["code", "name"]
    )
}

extension AdminTable.Source {
    func pairs(_ rules: Rulebook) -> [(String, String)] {
        switch self {
        case .unitTypes: rules.unitTypes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        case .areas: rules.areas.values.sorted { $0.code < $1.code }.map { ($0.code, $0.name) }
        case .levels:
            [
                ("city", "市"), ("district", "区"), ("subdistrict", "街道"), ("community", "社区"),
                ("functional_zone", "功能区"), ("county", "县（市）"),
            ]
        case .categories:
            rules.categories.values.sorted { $0.code < $1.code }.map {
                ($0.code, "\($0.majorName) · \($0.name)")
            }
        case .kinds: CodeList.kind.codes.map { ($0, CodeList.kind.chinese($0)) }
        case .urgencies: Urgency.allCases.map { ($0.rawValue, $0.chinese) }
        }
    }
}
