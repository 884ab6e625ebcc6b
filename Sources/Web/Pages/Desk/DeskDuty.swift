import Casework
import Mustache

/// A unit's card: what is its own and what is not, as far as the table of responsibilities says it, and whom to call.
struct DeskDuty: Sendable, MustacheParent {
    let duty: String
    let phone: String
    let facts: [PageFact]

    func child(named name: String) -> Any? {
        switch name {
        case "duty": duty
        case "phone": phone.ifAny
        case "dial":
            "tel:" + phone.utf8.filter { $0 != UInt8(ascii: "-") }.map { String(UnicodeScalar($0)) }.joined()
        case "dutyFacts": facts
        default: nil
        }
    }
}

extension DeskDuty {
    init(_ id: Casework.Unit.ID, for topic: Topic, _ wording: Wording) {
        let rules = wording.rules
        let unit = rules.units[id]
        duty = unit?.duty ?? ""
        phone = unit?.phone ?? ""
        let table = rules.responsibilities.rules.filter { $0.isAbout(topic) }
        let own = table.filter { $0.unit == id }
        let others = Dictionary(grouping: table.filter { $0.unit != id }, by: \.unit)
        var facts: [PageFact] = []
        if !own.isEmpty {
            facts.append(PageFact("归它管", Self.matter(topic, rules) + "：" + Self.places(own, wording)))
        }
        // Of the others those with the most: what a caller is likeliest to mistake for it.
        let near = others.filter { rules.units[$0.key]?.isExternal == false }
            .sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }.prefix(2)
            .map { other, theirs in "\(Self.places(theirs, wording))归\(wording.unit(other))" }
        if !near.isEmpty {
            let isOfRoads = own.contains { if case .road = $0.place { true } else { false } }
            let rest = isOfRoads ? "其他道路，" : ""
            facts.append(PageFact("不归它", rest + near.joined(separator: "；")))
        }
        self.facts = facts
    }

    private static func matter(_ topic: Topic, _ rules: Rulebook) -> String {
        rules.unitTypes[topic.unitType] ?? topic.industry
    }

    /// `市管道路 北宫街、福寿街等 32 处`.
    private static func places(_ rules: [Responsibility], _ wording: Wording) -> String {
        let names = rules.map { rule in
            switch rule.place {
            case .city: "全市"
            case .district(let code), .subdistrict(let code): wording.area(code)
            case .road(let name): name
            case .roadSide(let name, let side): name + side
            }
        }
        let first = names.prefix(3).joined(separator: "、")
        return names.count > 3 ? "\(first)等 \(names.count) 处" : first
    }
}

extension Responsibility {
    fileprivate func isAbout(_ topic: Topic) -> Bool {
        switch matter {
        case .unitType(let type): type == topic.unitType
        case .category(let code): code == topic.category
        case .topic(let code): code == topic.code
        }
    }
}

/// What to ask for a topic, numbered, so that nothing is forgotten.
struct DeskQuestions: Sendable, MustacheParent {
    let heading: String
    let lines: [String]

    static let none = DeskQuestions(heading: "", lines: [])

    func child(named name: String) -> Any? {
        switch name {
        case "hasQuestions": !lines.isEmpty
        case "heading": heading
        case "lines": lines
        default: nil
        }
    }
}

extension DeskQuestions {
    /// The topic's own questions; else what the filing standards of its category tell apart.
    init(_ topic: Topic, hasPlace: Bool, _ wording: Wording) {
        var lines = topic.questions
        if lines.isEmpty {
            let conditions = wording.rules.standards.values
                .filter { $0.category != nil && $0.category == topic.category && !$0.condition.isEmpty }
                .sorted { $0.code < $1.code }.prefix(3).map(\.condition)
            if conditions.count > 1 { lines.append("是哪一种：\(conditions.joined(separator: "；还是"))？") }
            if topic.urgency != .normal { lines.append("有没有人受伤，要不要先提醒路人？") }
        }
        if !hasPlace, topic.kind != "inquiry" { lines.append("在哪条路、哪个小区，旁边有什么？") }
        heading = topic.name
        let marks = "①②③④⑤⑥⑦⑧".unicodeScalars.map { String($0) }
        self.lines = zip(marks, lines).map { "\($0) \($1)" }
    }
}
