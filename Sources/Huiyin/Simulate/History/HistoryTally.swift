import Casework

/// What was written, counted by what the sources speak of.
struct HistoryTally: Sendable {
    private(set) var cases = 0
    private(set) var linked = 0
    private(set) var events = 0
    private(set) var ended = 0
    private(set) var judged = 0
    private(set) var satisfied = 0
    private(set) var counts: [String: [String: Int]] = [:]

    mutating func count(_ row: HistoryWriter.Led, _ model: HistoryModel) {
        let (matter, time) = (row.matter, model.rules.time)
        let day = time.day(of: matter.at)
        let topic = row.columns["topic"].flatMap { model.rules.topics[$0] } ?? matter.topic
        cases += 1
        note("hour", padded(time.secondOfDay(matter.at) / 3600, 2))
        note("weekday", String(day.weekday))
        note("month", padded(day.parts.month, 2))
        note("kind", topic.kind)
        note("industry", topic.industry)
        note("district", matter.district?.name ?? "未定位")
        if row.decisions.isEmpty { linked += 1 }
        events += row.decisions.count
        if row.file.stage.isFinal || row.decisions.isEmpty { ended += 1 }
        for decision in row.decisions {
            guard case .judged? = decision.after.state.verdict?.kind,
                decision.after.state.verdict?.at == decision.event.at,
                decision.after.state.verdict?.accepted == nil
            else { continue }
            judged += 1
            if decision.after.state.verdict?.isSatisfied == true { satisfied += 1 }
        }
    }

    mutating func add(_ other: Self) {
        cases += other.cases
        linked += other.linked
        events += other.events
        ended += other.ended
        judged += other.judged
        satisfied += other.satisfied
        for (name, values) in other.counts { counts[name, default: [:]].merge(values, uniquingKeysWith: +) }
    }

    private mutating func note(_ marginal: String, _ value: String) {
        counts[marginal, default: [:]][value, default: 0] += 1
    }
}

/// The shares that sources state, or that we assume and say so, for a stretch of days.
struct HistorySources {
    struct Marginal {
        let name: String
        let chinese: String
        let source: String
        /// In the order in which they are printed.
        let shares: [(value: String, share: Double)]
    }

    let marginals: [Marginal]

    init(_ model: HistoryModel, _ days: HistoryDays) {
        var cells = Array(repeating: 0.0, count: model.cells.count)
        var months: [Int: Double] = [:]
        var weekdays: [Int: Double] = [:]
        for (day, expected) in zip(days.days, days.expected) {
            let month = day.day.parts.month
            months[month, default: 0] += expected
            weekdays[day.day.weekday, default: 0] += expected
            for (cell, chance) in model.chances(month: month, isStorm: day.isStorm).enumerated() {
                cells[cell] += expected * chance
            }
        }
        func shares(_ values: [(String, Double)]) -> [(value: String, share: Double)] {
            let sum = values.reduce(0) { $0 + $1.1 }
            return values.map { ($0.0, $0.1 / sum) }
        }
        func sums(_ name: (HistoryModel.Cell) -> String) -> [(value: String, share: Double)] {
            var sums: [String: Double] = [:]
            for (cell, sum) in zip(model.cells, cells) { sums[name(cell), default: 0] += sum }
            return shares(sums.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) })
        }
        let hours = DayCurve.shares.enumerated().map { (padded($0.offset, 2), $0.element) }
        let districts = zip(model.districts.map(\.name) + ["未定位"], model.chancesOfDistricts())
        marginals = [
            Marginal(name: "hour", chinese: "小时", source: "Boston 311, 2015", shares: shares(hours)),
            Marginal(
                name: "weekday",
                chinese: "星期",
                source: "Boston 311, 2015",
                shares: shares(weekdays.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) })
            ),
            Marginal(
                name: "month",
                chinese: "月份",
                source: "ours, after the article's seasons",
                shares: shares(months.sorted { $0.key < $1.key }.map { (padded($0.key, 2), $0.value) })
            ),
            Marginal(
                name: "kind",
                chinese: "诉求类型",
                source: "the article: inquiries are most; the shares are ours",
                shares: sums(\.kind)
            ),
            Marginal(
                name: "industry",
                chinese: "行业",
                source: "topics.csv under the article's seasons",
                shares: sums(\.industry)
            ),
            Marginal(
                name: "district",
                chinese: "区",
                source: "ours, by subdistricts in areas.csv",
                shares: Array(districts.map { ($0.0, $0.1) })
            ),
        ]
    }

    /// What was written beside what is stated; the greatest distance of each, as a share of what is stated.
    func lines(_ tally: HistoryTally) -> [String] {
        var lines: [String] = []
        for marginal in marginals {
            lines.append("\(marginal.name) \(marginal.chinese) — stated by: \(marginal.source)")
            for (value, share) in marginal.shares {
                let count = tally.counts[marginal.name]?[value] ?? 0
                let written = Double(count) / Double(max(1, tally.cases))
                let distance = share > 0 ? written / share - 1 : 0
                lines.append(
                    "  \(value)\tstated \(percent(share))\twritten \(percent(written))\t\(distance < 0 ? "-" : "+")"
                        + percent(abs(distance)) + "\t\(count)"
                )
            }
        }
        return lines
    }

    private func percent(_ share: Double) -> String {
        let hundredths = Int((share * 10_000).rounded())
        return "\(hundredths / 100).\(padded(hundredths % 100, 2)) %"
    }
}
