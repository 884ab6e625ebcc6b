import Casework

private let levels: [Area.Level] = [.city, .district, .functionalZone, .county, .subdistrict, .community]

extension Reading {
    /// The areas, and the other names that people have for them.
    mutating func areas(cityCode: String) -> (areas: [Area], aliases: [Area.Code: [String]]) {
        var areas: [Area] = []
        var aliases: [Area.Code: [String]] = [:]
        for row in rows(.areas) {
            let level = word(row["level"], among: levels)
            let parent = reference(row["parent"], to: .areas)
            let served = flag(row["served"])
            let words = list(row["aliases"])
            if row["parent"].isEmpty, let level, level != .city {
                report(
                    row["parent"],
                    "is empty: only the city lies in no other area",
                    chinese: "是空的：只有市不属于别的区域"
                )
            }
            if level == .city, !cityCode.isEmpty, row["code"].text != cityCode {
                report(
                    row["code"],
                    "“\(row["code"].text)” is a city, but city.csv has the code \(cityCode)",
                    chinese: "“\(row["code"].text)”是市，但城市代码是 \(cityCode)"
                )
            }
            guard let level, let served, !row["code"].isEmpty, !row["name"].isEmpty else { continue }
            aliases[row["code"].text] = words
            areas.append(
                Area(
                    code: row["code"].text,
                    name: row["name"].text,
                    level: level,
                    parent: parent,
                    isServed: served
                )
            )
        }
        reportLoops()
        return (areas, aliases)
    }

    /// Each loop once, at the first of its areas.
    private mutating func reportLoops() {
        var parents: [String: String] = [:]
        for row in rows(.areas) { parents[row["code"].text] = row["parent"].text }
        var reported: Set<String> = []
        for row in rows(.areas) {
            let start = row["code"].text
            var way = [start]
            var next = parents[start] ?? ""
            while !next.isEmpty, !way.contains(next) {
                way.append(next)
                next = parents[next] ?? ""
            }
            guard next == start, !start.isEmpty, !reported.contains(start) else { continue }
            reported.formUnion(way)
            report(
                row["parent"],
                "the areas lie in a loop: \((way + [start]).joined(separator: " in "))",
                chinese: "区域互相包含，成了一圈：\((way + [start]).joined(separator: " 属于 "))"
            )
        }
    }

    mutating func roads() -> [Road] {
        var roads: [Road] = []
        var roadsByWord: [String: String] = [:]
        for row in rows(.roads) where !row["name"].isEmpty {
            let name = row["name"].text
            let aliases = list(row["aliases"])
            let districts = list(row["districts"])
            for word in [name] + aliases {
                if let other = roadsByWord[word], other != name {
                    report(
                        row[word == name ? "name" : "aliases"],
                        "“\(word)” is a name of \(other) already: a name leads to one road",
                        chinese: "“\(word)”已是 \(other) 的名称：一个名称只指一条路"
                    )
                }
                roadsByWord[word] = name
            }
            if let known = keys(.areas) {
                for code in districts where !known.contains(code) {
                    report(
                        row["districts"],
                        "“\(code)” is no code of areas.csv",
                        chinese: "区域表里没有代码“\(code)”"
                    )
                }
            }
            roads.append(Road(name: name, aliases: aliases, districts: districts))
        }
        return roads
    }
}
