package import Casework

/// Finds what people name: by code, by exact name, or by another name in use.
///
/// A class of constants, as the rulebook is: handing it on costs one count and not one for each table.
package final class Names: Sendable, Equatable {
    package struct Named: Sendable, Equatable {
        package let code: String
        package let name: String

        package init(code: String, name: String) {
            self.code = code
            self.name = name
        }
    }

    package enum Match: Sendable, Equatable {
        case one(String)
        case none
        /// The word fits all of these, in the order of their codes.
        case several([Named])
    }

    private let topics: Index
    private let categories: Index
    private let units: Index
    private let areas: Index
    private let aliasesOfAreas: [Area.Code: [String]]

    /// `aliases` are the other names of areas; an area is found by its way from the district down, too.
    package init(_ rulebook: Rulebook, aliases: [Area.Code: [String]] = [:]) {
        topics = Index(rulebook.topics.values.map { ($0.code, $0.name) })
        categories = Index(rulebook.categories.values.map { ($0.code, $0.name) })
        units = Index(rulebook.units.values.map { ($0.id, $0.name) })
        aliasesOfAreas = aliases
        areas = Index(
            rulebook.areas.values.map { ($0.code, $0.name) },
            aliases: Dictionary(
                uniqueKeysWithValues: rulebook.areas.keys.map { code in
                    (code, (aliases[code] ?? []) + [rulebook.way(to: code)].filter { !$0.isEmpty })
                }
            )
        )
    }

    package static func == (a: Names, b: Names) -> Bool {
        a === b
            || (a.topics == b.topics && a.categories == b.categories && a.units == b.units
                && a.areas == b.areas)
    }

    package func topic(_ word: String) -> Match { topics.match(word) }
    package func category(_ word: String) -> Match { categories.match(word) }
    package func unit(_ word: String) -> Match { units.match(word) }
    package func area(_ word: String) -> Match { areas.match(word) }
    /// Other names in use for an area.
    package func aliases(of area: Area.Code) -> [String] { aliasesOfAreas[area] ?? [] }
}

/// A code beats a name, a name beats an alias.
private struct Index: Sendable, Equatable {
    private let names: [String: String]
    private let codesByName: [String: [String]]
    private let codesByAlias: [String: [String]]

    init(_ named: [(code: String, name: String)], aliases: [String: [String]] = [:]) {
        names = Dictionary(named) { first, _ in first }
        let sorted = named.sorted { $0.code < $1.code }
        codesByName = sorted.reduce(into: [:]) { $0[$1.name, default: []].append($1.code) }
        codesByAlias = sorted.reduce(into: [:]) { codes, one in
            for alias in aliases[one.code] ?? [] { codes[alias, default: []].append(one.code) }
        }
    }

    func match(_ word: String) -> Names.Match {
        if names[word] != nil { return .one(word) }
        let codes = codesByName[word] ?? codesByAlias[word] ?? []
        switch codes.count {
        case 0: return .none
        case 1: return .one(codes[0])
        default: return .several(codes.map { Names.Named(code: $0, name: names[$0] ?? $0) })
        }
    }
}

extension Rulebook {
    /// `奎文区 大虞街道`: from the district down, what names an area where its own name is not enough.
    package func way(to area: Area.Code?) -> String {
        ancestry(area).filter { $0.level != .city }.reversed().map(\.name).joined(separator: " ")
    }
}
