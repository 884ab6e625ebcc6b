import Casework

extension Reading {
    /// Reports every topic that leads to no active unit somewhere in the districts that the hotline serves.
    ///
    /// Asked only when nothing else is wrong with the tables it rests on: one misspelt unit would be told of in every
    /// topic.
    mutating func checkReach(_ rulebook: Rulebook) {
        let grounds: [TableShape] = [.areas, .unitTypes, .units, .categories, .topics, .responsibilities]
        guard !hasErrors(in: grounds) else { return }
        let districts = rulebook.districts
        for row in rows(.topics) {
            let unreached = districts.filter {
                rulebook.route(topic: row["code"].text, category: nil, place: Place(area: $0.code)).best
                    .isEmpty
            }
            guard !unreached.isEmpty else { continue }
            let names = unreached.map { "\($0.name) (\($0.code))" }.joined(separator: ", ")
            let places =
                unreached.count == districts.count
                ? "各区县" : unreached.map(\.name).joined(separator: "、")
            report(
                row["unit_type"],
                "no active unit answers for \(row["code"].text) in \(names): add a rule to responsibilities.csv",
                chinese: "“\(row["name"].text)”（\(row["code"].text)）在\(places)没有在用的单位负责：请先在责任表里补一条规则"
            )
        }
    }
}
