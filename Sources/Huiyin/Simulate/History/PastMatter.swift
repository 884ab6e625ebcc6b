import Casework

/// What somebody called about then; every caller is invented.
struct PastMatter: Sendable {
    let index: Int
    let at: Timestamp
    let topic: Topic
    let district: Area?
    let isLeft: Bool
    let isDiscontented: Bool
    /// The one before it is about the same, and still under way: it is linked to that.
    var repeats = false

    var isAnswerable: Bool { ["inquiry", "suggestion", "praise", "invalid"].contains(topic.kind) }
}

/// Deals out the matters of a history, one after the other.
struct HistoryDeal {
    let model: HistoryModel
    private let days: HistoryDays
    private let seed: UInt64
    private var cells: Dealer
    private var districts: Dealer
    private var topics: [Dealer]
    private let ofDistricts: [Double]
    private var day = 0
    private var index = 0
    private var owedLeft = 0.0
    private var owedDiscontent = 0.0
    private let leaving: Leaving

    init(_ model: HistoryModel, _ days: HistoryDays, cases: Int, seed: UInt64) {
        self.model = model
        self.days = days
        self.seed = seed
        cells = Dealer(model.cells.count)
        ofDistricts = model.chancesOfDistricts()
        districts = Dealer(ofDistricts.count)
        topics = model.cells.map { Dealer($0.topics.count) }
        leaving = Leaving(days)
    }

    /// The next day's matters in the order in which they come; nil after the last day.
    mutating func next() -> [PastMatter]? {
        guard day < days.days.count else { return nil }
        let today = days.days[day]
        day += 1
        if today.cases == 0 { return [] }
        var chance = Chance(seed: seed ^ 0x00da_15ee_d000_0001, of: today.day.number)
        let month = today.day.parts.month
        let chances = model.chances(month: month, isStorm: today.isStorm)
        var dealt = (0..<today.cases).map { _ in cells.deal(chances) }
        var places = (0..<today.cases).map { _ in districts.deal(ofDistricts) }
        dealt.shuffle(using: &chance)
        places.shuffle(using: &chance)
        let moments = HistoryDays.moments(today.cases, from: index)
        return (0..<today.cases).map { place in
            let topic = topic(dealt[place], month, today.isStorm)
            defer { index += 1 }
            let isLasting = !["inquiry", "suggestion", "praise", "invalid"].contains(topic.kind)
            return PastMatter(
                index: index,
                at: model.rules.time.instant(today.day, second: moments[place]),
                topic: topic,
                district: places[place] < model.districts.count ? model.districts[places[place]] : nil,
                isLeft: take(&owedLeft, leaving.share(on: today.day), if: isLasting),
                isDiscontented: take(&owedDiscontent, (1 - HistoryModel.content) * 0.37, if: isLasting)
            )
        }
    }

    private mutating func topic(_ cell: Int, _ month: Int, _ isStorm: Bool) -> Topic {
        let own = model.cells[cell].topics
        let weights = own.map { model.weight($0, month, isStorm) }
        let sum = weights.reduce(0, +)
        return own[topics[cell].deal(weights.map { $0 / sum })]
    }

    /// True as often as is owed, for those it may befall.
    private func take(_ owed: inout Double, _ share: Double, if isFit: Bool) -> Bool {
        owed += share
        guard isFit, owed >= 1 else { return false }
        owed -= 1
        return true
    }
}

/// Which cases are under way still: more of the recent ones, and in all no more than are not closed.
private struct Leaving {
    private let last: LocalDay
    private let scale: Double
    private static let daysOfE = 365.0

    init(_ days: HistoryDays) {
        last = days.days.last?.day ?? LocalDay(number: 0)
        let all = days.days.reduce(0.0) { $0 + Double($1.cases) }
        let weighted = days.days.reduce(0.0) { [last] sum, day in
            sum + Double(day.cases) * Self.weight(day.day, last)
        }
        // A few that come on the last days are under way without being left.
        scale = weighted > 0 ? (1 - HistoryModel.closed) * 0.9 * all / weighted : 0
    }

    func share(on day: LocalDay) -> Double { min(0.3, scale * Self.weight(day, last)) }

    private static func weight(_ day: LocalDay, _ last: LocalDay) -> Double {
        var weight = 1.0
        var left = Double(last - day) / daysOfE
        while left >= 1 {
            weight /= 2.718_281_828
            left -= 1
        }
        return weight * (1 - left * 0.632_120_558)
    }
}
