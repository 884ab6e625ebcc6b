import Casework

/// What somebody looks for: words that must all be there, and the marks they stand under.
struct SearchQuery {
    /// As typed, folded: a case is shown only if its texts hold each of them.
    let needles: [String]
    /// Of each of these lists one mark at least must be there.
    let marks: [[Int64]]

    /// More areas than these are left to the filter.
    private static let mostAreas = 40

    init(_ words: String, _ filter: CaseFilter, _ keys: KeyRing) {
        let needles = SearchTerms.folded(words).split(whereSeparator: \.isWhitespace).map(String.init)
        var wanted: [[SearchWord]] = []
        for needle in needles {
            // Digits may be somebody's words or the end of a case number.
            if needle.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                wanted.append([.said(needle), .serial(needle)])
            } else {
                wanted += SearchTerms.terms(of: needle).map { [.said($0)] }
            }
        }
        if let topic = filter.topic { wanted.append([.topic(topic)]) }
        if let unit = filter.unit ?? filter.visibleToUnit { wanted.append([.unit(unit)]) }
        if let district = filter.district { wanted.append([.area(district)]) }
        if let areas = filter.areas, areas.count <= Self.mostAreas {
            wanted.append(areas.map(SearchWord.area))
        }
        self.needles = needles
        marks = wanted.map { $0.map(keys.searchMark) }
    }

    /// Whether there is anything that the index knows: a single character is not.
    var isIndexed: Bool {
        needles.isEmpty ? !marks.isEmpty : needles.contains { !SearchTerms.terms(of: $0).isEmpty }
    }

    /// Whether a list is found by the words its cases stand under: the database has indexes of its own for what is under
    /// way, and for a few other things.
    static func tellsMore(than filter: CaseFilter) -> Bool {
        if filter.isUnderWay || filter.isOfFew { return false }
        return [filter.topic, filter.unit, filter.visibleToUnit, filter.district].contains { $0 != nil }
            || filter.areas.map { $0.count <= mostAreas } ?? false
    }

    func fits(_ entry: CaseFile) -> Bool {
        let texts = entry.file.searchedTexts.map(SearchTerms.folded)
        return needles.allSatisfy { needle in
            entry.file.number.hasSuffix(needle) || texts.contains { $0.contains(needle) }
        }
    }

    /// How well it fits: all words together as they were typed weigh most, then words in the place, then in a short text.
    func weight(of entry: CaseFile) -> Double {
        let texts = entry.file.searchedTexts.map(SearchTerms.folded)
        let description = SearchTerms.folded(entry.file.personal.description)
        let together = needles.joined()
        var weight = 0.0
        if needles.count > 1, texts.contains(where: { $0.contains(together) }) { weight += 4 }
        for needle in needles {
            let times = description.count(of: needle)
            weight += Double(min(times, 3)) / (1 + Double(description.count) / 50)
            if texts.dropFirst().contains(where: { $0.contains(needle) }) { weight += 1 }
        }
        return weight
    }
}

extension String {
    /// How often `words` stand in it.
    fileprivate func count(of words: String) -> Int {
        var (count, rest) = (0, self[...])
        while let found = rest.firstRange(of: words) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
