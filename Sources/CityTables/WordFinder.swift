import Casework

/// Finds topics, areas, roads and units by what somebody types of them: characters, pinyin, initials or a code.
package struct WordFinder: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case topic, area, road, unit
    }

    package struct Found: Sendable, Equatable {
        /// Of the topic, area or unit; a road's name.
        package let code: String
        package let name: String
        /// What a field of a form takes, and a person reads: the name, with what it lies in where names repeat.
        package let value: String
        /// Which characters of the name were meant.
        package let range: Range<Int>
        package let initials: [String]
        /// The industry of a topic, the area that an area or a unit lies in.
        package let context: String
    }

    fileprivate struct Entry: Sendable {
        let code: String
        let value: String
        let context: String
        /// The name, then other names.
        let words: [SpelledWord]
        let around: SpelledWord?
    }

    private let entries: [Kind: [Entry]]

    package init(_ city: City) {
        let named = Self.named(city)
        let read = Readings(of: named.values.joined().flatMap { $0.names + [$0.context] })
        entries = named.mapValues { entries in
            entries.map { entry in
                Entry(
                    code: entry.code,
                    value: entry.value,
                    context: entry.context,
                    words: entry.names.map { SpelledWord($0, read) },
                    around: entry.context.isEmpty ? nil : SpelledWord(entry.context, read)
                )
            }
        }
    }

    /// Whether `typed` stands for a part of `text`, as it would for a word of the city.
    package static func means(_ typed: String, _ text: String) -> Bool {
        SpelledWord(text, Readings(of: [text])).range(of: Array(typed.lowercased().unicodeScalars)) != nil
    }

    /// The best few, the nearest first.
    ///
    /// Blanks part what is typed: the first piece names the thing, the others what it is or lies in (`xc kw`).
    package func find(_ typed: String, among kind: Kind, limit: Int) -> [Found] {
        let pieces = typed.lowercased().unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
            .map(Array.init)
        guard let first = pieces.first, typed.utf8.count <= 120 else { return [] }
        let code = String(String.UnicodeScalarView(first)).uppercased()
        var found: [(rank: Int, entry: Entry, word: SpelledWord, range: Range<Int>)] = []
        for entry in entries[kind] ?? [] {
            if entry.code.uppercased().hasPrefix(code), let word = entry.words.first {
                found.append((entry.code.utf8.count - code.utf8.count, entry, word, 0..<0))
                continue
            }
            guard let hit = entry.hit(pieces) else { continue }
            found.append((hit.rank, entry, hit.word, hit.range))
        }
        return found.sorted { ($0.rank, $0.entry.code) < ($1.rank, $1.entry.code) }.prefix(limit).map { hit in
            Found(
                code: hit.entry.code,
                name: String(String.UnicodeScalarView(hit.word.scalars)),
                value: kind == .road ? String(String.UnicodeScalarView(hit.word.scalars)) : hit.entry.value,
                range: hit.range,
                initials: hit.word.initials,
                context: hit.entry.context
            )
        }
    }
}

extension WordFinder.Entry {
    /// How well it fits: a name's beginning before its middle, a short name before a long one.
    fileprivate func hit(_ pieces: [[Unicode.Scalar]]) -> (rank: Int, word: SpelledWord, range: Range<Int>)? {
        var best: (rank: Int, word: SpelledWord, range: Range<Int>)?
        for (index, word) in words.enumerated() {
            guard let range = word.range(of: pieces[0]), holds(pieces.dropFirst(), besides: word) else {
                continue
            }
            let rank =
                (range.lowerBound == 0 ? 0 : 1000 + range.lowerBound * 10)
                + (word.scalars.count - range.count) * 10 + min(index, 9)
            if best.map({ rank < $0.rank }) ?? true { best = (rank, word, range) }
        }
        return best
    }

    private func holds(_ pieces: ArraySlice<[Unicode.Scalar]>, besides word: SpelledWord) -> Bool {
        pieces.allSatisfy { around?.range(of: $0) != nil || word.range(of: $0) != nil }
    }
}

extension WordFinder {
    private struct Named {
        let code: String
        let names: [String]
        let value: String
        let context: String
    }

    private static func named(_ city: City) -> [Kind: [Named]] {
        let rules = city.rulebook
        let topics = rules.topics.values.map { topic in
            let isAlone = city.names.topic(topic.name) == .one(topic.code)
            return Named(
                code: topic.code,
                names: [topic.name],
                value: isAlone ? topic.name : topic.code,
                context: topic.industry
            )
        }
        let areas = rules.areas.values.filter { $0.level != .city }.map { area in
            Named(
                code: area.code,
                names: [area.name] + city.names.aliases(of: area.code),
                value: rules.way(to: area.code),
                context: rules.way(to: area.parent)
            )
        }
        let roads = rules.roads.map { road in
            Named(
                code: road.name,
                names: [road.name] + road.aliases,
                value: road.name,
                context: road.districts.compactMap { rules.areas[$0]?.name }.joined(separator: "、")
            )
        }
        let units = rules.units.values.filter { $0.isActive && !$0.isExternal }.map { unit in
            Named(
                code: unit.id,
                names: [unit.name],
                value: city.names.unit(unit.name) == .one(unit.id) ? unit.name : unit.id,
                context: unit.district.flatMap { rules.areas[$0]?.name } ?? rules.unitTypes[unit.type] ?? ""
            )
        }
        return [.topic: topics, .area: areas, .road: roads, .unit: units]
    }
}
