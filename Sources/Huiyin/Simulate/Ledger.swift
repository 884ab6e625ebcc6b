import Casework

/// Our own count of what we have done, kept beside the server's.
struct Ledger: Sendable {
    struct Figures: Sendable, Equatable {
        var opened = 0
        var ended = 0
        var calls = 0
        var callbacks = 0
        var judged = 0
        var satisfied = 0

        static func += (sum: inout Self, more: Self) {
            sum.opened += more.opened
            sum.ended += more.ended
            sum.calls += more.calls
            sum.callbacks += more.callbacks
            sum.judged += more.judged
            sum.satisfied += more.satisfied
        }
    }

    /// By day, and by district's code; "" is 未定位.
    private(set) var days: [LocalDay: [String: Figures]] = [:]
    private(set) var stages: [Case.Number: CaseStage] = [:]
    private(set) var events: [EventName: Int] = [:]
    private var homes: [Case.Number: (district: String, end: LocalDay?)] = [:]

    mutating func recorded(_ view: CaseView, _ time: CivilTime) {
        guard let day = view.latest(time).map(time.day) else { return }
        let district = view.place.district?.code ?? ""
        days[day, default: [:]][district, default: Figures()].opened += 1
        if view.source == "phone" { days[day, default: [:]][district, default: Figures()].calls += 1 }
        let isEnded = view.stage.isFinal
        if isEnded { days[day, default: [:]][district, default: Figures()].ended += 1 }
        homes[view.number] = (district, isEnded ? day : nil)
        stages[view.number] = view.stage
        for event in view.events ?? [] { count(event.event) }
    }

    /// What `event` has made of a case.
    mutating func given(_ event: EventName, _ before: CaseView, _ after: CaseView, _ time: CivilTime) {
        count(event.rawValue)
        let at = after.events?.last { $0.event == event.rawValue }?.at
        guard let day = at.flatMap(time.instant).map(time.day), let home = homes[after.number] else { return }
        let district = home.district
        if !before.stage.isFinal, after.stage.isFinal {
            days[day, default: [:]][district, default: Figures()].ended += 1
            homes[after.number]?.end = day
        }
        if before.stage.isFinal, !after.stage.isFinal, let end = home.end {
            days[end, default: [:]][district, default: Figures()].ended -= 1
            homes[after.number]?.end = nil
        }
        if event == .addCallerWords { days[day, default: [:]][district, default: Figures()].calls += 1 }
        if [.recordVerdict, .callerSatisfied, .callerUnreachable, .callerDeclined].contains(event) {
            days[day, default: [:]][district, default: Figures()].callbacks += 1
            if after.verdict?.kind == "judged" {
                days[day, default: [:]][district, default: Figures()].judged += 1
                if after.verdict?.isContent == true {
                    days[day, default: [:]][district, default: Figures()].satisfied += 1
                }
            }
        }
        stages[after.number] = after.stage
    }

    /// Time or another case has moved it.
    mutating func seen(_ view: CaseView) { stages[view.number] = view.stage }

    private mutating func count(_ event: String) {
        if let name = EventName(rawValue: event) { events[name, default: 0] += 1 }
    }

    /// All days together, or one of them, for the whole city.
    func total(of day: LocalDay? = nil) -> Figures {
        days.filter { day == nil || $0.key == day }.values.flatMap(\.values).reduce(into: Figures()) {
            $0 += $1
        }
    }

    func figures(of day: LocalDay, district: String) -> Figures { days[day]?[district] ?? Figures() }

    /// How many stand under way in a district.
    func open(district: String?) -> Int {
        stages.filter { !$0.value.isFinal && (district == nil || homes[$0.key]?.district == district) }.count
    }

    var districts: Set<String> { Set(homes.values.map(\.district)) }
    var standing: [(CaseStage, Int)] {
        Dictionary(grouping: stages.values, by: { $0 }).map { ($0.key, $0.value.count) }.sorted {
            $0.1 > $1.1
        }
    }
}
