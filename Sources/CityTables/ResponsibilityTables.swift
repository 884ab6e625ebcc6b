import Casework

extension Reading {
    mutating func responsibilities(_ areas: [Area]) -> [Responsibility] {
        let levels = Dictionary(areas.map { ($0.code, $0.level) }) { first, _ in first }
        var rules: [Responsibility] = []
        var lines: [Responsibility: Int] = [:]
        for row in rows(.responsibilities) {
            let unit = reference(row["unit"], to: .units)
            let place = place(row, levels: levels)
            let matter = matter(row)
            guard let unit, let place, let matter else { continue }
            let bare = Responsibility(unit: unit, place: place, matter: matter, note: "")
            if let line = lines[bare] {
                report(
                    row["unit"],
                    "says what line \(line) says already: remove one",
                    chinese: "与第 \(line) 行相同：请删去一行"
                )
                continue
            }
            lines[bare] = row["unit"].line
            rules.append(Responsibility(unit: unit, place: place, matter: matter, note: row["note"].text))
        }
        return rules
    }

    private mutating func place(_ row: Row, levels: [Area.Code: Area.Level]) -> Responsibility.Place? {
        let area = reference(row["area"], to: .areas)
        let road = reference(row["road"], to: .roads)
        if !row["area"].isEmpty, !row["road"].isEmpty {
            report(
                row["road"],
                "stands beside an area: a rule holds for an area or for a road, not for both",
                chinese: "同时写了区域和道路：一条规则只对一个区域或一条道路"
            )
            return nil
        }
        if !row["side"].isEmpty, row["road"].isEmpty {
            report(row["side"], "is the side of no road: name the road as well", chinese: "写了路侧却没有道路：请写明道路")
            return nil
        }
        if !row["road"].isEmpty {
            return road.map { row["side"].isEmpty ? .road($0) : .roadSide($0, side: row["side"].text) }
        }
        if row["area"].isEmpty { return .city }
        // An area with an error of its own has no level; what is said of that row is enough.
        guard let area, let level = levels[area] else { return nil }
        switch level {
        case .city: return .city
        case .district, .functionalZone, .county: return .district(area)
        case .subdistrict, .community: return .subdistrict(area)
        }
    }

    private mutating func matter(_ row: Row) -> Responsibility.Matter? {
        let topic = reference(row["topic"], to: .topics)
        let category = reference(row["category"], to: .categories)
        let unitType = reference(row["unit_type"], to: .unitTypes)
        let given = ["topic", "category", "unit_type"].filter { !row[$0].isEmpty }
        guard given.count == 1 else {
            let header = given.dropFirst().first ?? "unit_type"
            report(
                row[header],
                given.isEmpty
                    ? "the rule is about nothing: give a topic, a category or a unit type"
                    : "stands beside \(given[0]): a rule is about one topic, category or unit type",
                chinese: given.isEmpty
                    ? "这条规则没有写事项：请写主题、类别或单位类型之一" : "一条规则只写主题、类别、单位类型之一"
            )
            return nil
        }
        return topic.map { .topic($0) } ?? category.map { .category($0) } ?? unitType.map { .unitType($0) }
    }
}
