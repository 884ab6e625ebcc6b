import Casework

/// What a believable past is made of: how many cases come when, about what, and where.
///
/// Source: docs/history.md, which says for each number where it is from.
struct HistoryModel: Sendable {
    /// Monday to Sunday.
    ///
    /// Source: Boston's 311 in 2015, docs/history.md.
    static let weekdays = [0.181, 0.196, 0.192, 0.183, 0.156, 0.050, 0.043]
    /// January to December: winter is heating, summer is water and rain.
    ///
    /// Ours, after the article's seasons: docs/history.md.
    static let months = [
        0.106, 0.082, 0.082, 0.074, 0.074, 0.080, 0.092, 0.090, 0.074, 0.070, 0.090, 0.086,
    ]
    /// The share that nobody can place.
    static let unlocated = 0.03
    /// Source: the article; 99.6 of a hundred were closed, 99 of a hundred callers content.
    static let closed = 0.996
    static let content = 0.99

    /// What somebody may call about: a kind and an industry, with the topics of both.
    struct Cell: Sendable {
        let kind: String
        let industry: String
        let topics: [Topic]
    }

    let rules: Rulebook
    let cells: [Cell]
    let districts: [Area]

    init(_ rules: Rulebook) {
        self.rules = rules
        let topics = rules.topics.values.sorted { $0.code < $1.code }
        let grouped = Dictionary(grouping: topics) { $0.kind + "/" + $0.industry }
        cells = grouped.sorted { $0.key < $1.key }.compactMap { _, topics in
            topics.first.map { Cell(kind: $0.kind, industry: $0.industry, topics: topics) }
        }
        districts = rules.districts
    }

    /// How likely each cell is on a day of `month`; a storm brings what rain does.
    func chances(month: Int, isStorm: Bool) -> [Double] {
        let kinds = Set(cells.map(\.kind))
        let ofKinds = kinds.reduce(0) { $0 + Season.share(ofKind: $1) }
        var chances = cells.map { cell in
            cell.topics.reduce(0) { $0 + weight($1, month, isStorm) }
        }
        for kind in kinds {
            let places = cells.indices.filter { cells[$0].kind == kind }
            let sum = places.reduce(0) { $0 + chances[$1] }
            for place in places { chances[place] *= Season.share(ofKind: kind) / ofKinds / sum }
        }
        return chances
    }

    func weight(_ topic: Topic, _ month: Int, _ isStorm: Bool) -> Double {
        let storm = isStorm && ["排水", "市政养护", "园林绿化"].contains(topic.industry) ? 3.0 : 1.0
        return storm * Season.weight(industry: topic.industry, topic: topic.name, month: month)
    }

    /// How likely each district is, and last what nobody can place.
    ///
    /// Ours: by the number of its subdistricts.
    func chancesOfDistricts() -> [Double] {
        let sizes = districts.map { district in
            Double(1 + rules.areas.values.count { $0.parent == district.code })
        }
        let sum = sizes.reduce(0, +)
        return sizes.map { $0 / sum * (1 - Self.unlocated) } + [Self.unlocated]
    }
}

/// The days of a history, and how many cases come on each.
struct HistoryDays: Sendable {
    struct Day: Sendable {
        let day: LocalDay
        let isStorm: Bool
        let cases: Int
    }

    let days: [Day]
    /// What each day's weight stands for before it is made whole cases.
    let expected: [Double]

    init(from first: LocalDay, to last: LocalDay, cases: Int, seed: UInt64) {
        let all = (first.number...last.number).map { LocalDay(number: $0) }
        let storms = Self.storms(all, seed: seed)
        var weights = all.map { storms[$0] ?? 1 }
        Self.rake(&weights, all)
        let sum = weights.reduce(0, +)
        expected = weights.map { $0 / sum * Double(cases) }
        var passed = 0.0
        var given = 0
        days = zip(all, expected).map { day, share in
            passed += share
            let count = max(0, Int(passed.rounded()) - given)
            given += count
            return Day(day: day, isStorm: storms[day] != nil, cases: count)
        }
    }

    /// Three downpours in summer, one blizzard in winter.
    ///
    /// How much more they bring: docs/history.md (Boston's blizzard days).
    private static func storms(_ days: [LocalDay], seed: UInt64) -> [LocalDay: Double] {
        var storms: [LocalDay: Double] = [:]
        for (year, ofYear) in Dictionary(grouping: days, by: \.year).sorted(by: { $0.key < $1.key }) {
            var chance = Chance(seed: seed ^ 0x5704_3217, of: year)
            let summer = ofYear.filter { (6...8).contains($0.parts.month) }
            let winter = ofYear.filter { [1, 2, 12].contains($0.parts.month) }
            for weight in [3.2, 2.25, 2.25] {
                if let day = chance.one(of: summer) { storms[day] = weight }
            }
            if let day = chance.one(of: winter) { storms[day] = 2.25 }
        }
        return storms
    }

    /// Fits the weights to the shares of months (and years) and of weekdays at once, storms and all.
    private static func rake(_ weights: inout [Double], _ days: [LocalDay]) {
        let (firstYear, lastYear) = (days.first?.year ?? 0, days.last?.year ?? 0)
        let months = Dictionary(grouping: days.indices) { days[$0].year * 12 + days[$0].parts.month - 1 }
        let weekdays = Dictionary(grouping: days.indices) { days[$0].weekday }
        let ofWeekdays = weekdays.keys.reduce(0) { $0 + HistoryModel.weekdays[$1 - 1] }
        for _ in 0..<40 {
            for (month, places) in months {
                let year = month / 12
                // The hotline has grown: from 0.6 to 1.4 of its average.
                let growth =
                    firstYear == lastYear
                    ? 1 : 0.6 + 0.8 * Double(year - firstYear) / Double(lastYear - firstYear)
                scale(&weights, places, to: HistoryModel.months[month % 12] * growth)
            }
            let total = weights.reduce(0, +)
            for (weekday, places) in weekdays {
                scale(&weights, places, to: HistoryModel.weekdays[weekday - 1] / ofWeekdays * total)
            }
        }
    }

    private static func scale(_ weights: inout [Double], _ places: [Int], to target: Double) {
        let sum = places.reduce(0) { $0 + weights[$1] }
        for place in places { weights[place] *= target / sum }
    }

    /// The seconds of a day at which its cases come, rising: those from the `first` of all on.
    ///
    /// The golden section spreads them as the hours' shares ask, over a day of many and over years of few alike.
    static func moments(_ count: Int, from first: Int) -> [Int] {
        let shares = DayCurve.shares
        let total = shares.reduce(0, +)
        let points = (first..<first + count).map { index in
            (Double(index) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1) * total
        }
        var hour = 0
        var passed = 0.0
        return points.sorted().map { point in
            while hour < 23, passed + shares[hour] <= point {
                passed += shares[hour]
                hour += 1
            }
            return min(86_399, hour * 3600 + Int((point - passed) / shares[hour] * 3600))
        }
    }
}

/// Deals out shares exactly: what one case owes to a choice, a later one pays.
struct Dealer: Sendable {
    private var owed: [Double]

    init(_ count: Int) { owed = Array(repeating: 0, count: count) }

    /// One of the choices, whichever is owed most once this case's `chances` are added.
    mutating func deal(_ chances: [Double]) -> Int {
        var best = 0
        for index in owed.indices {
            owed[index] += chances[index]
            if owed[index] > owed[best] { best = index }
        }
        owed[best] -= 1
        return best
    }
}
