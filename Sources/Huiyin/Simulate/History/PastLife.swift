import Casework
import CityTables
import Web

/// Leads a case through its life as it may have been then: who did what when, until it ended or the history does.
///
/// The case is lived under the city's own rules, so whoever reads the row can live it again.
struct PastLife {
    let matter: PastMatter
    let city: City
    let staff: HistoryStaff
    let horizon: Timestamp
    var course: Course
    var chance: Chance
    var lived: LivedCase
    var now: Timestamp
    private(set) var steps: [LifeText.Step] = []
    private var last: Timestamp
    private var agent: Person?

    init(
        _ matter: PastMatter,
        _ draft: Case,
        _ city: City,
        _ staff: HistoryStaff,
        until horizon: Timestamp,
        _ chance: Chance
    ) {
        self.matter = matter
        self.city = city
        self.staff = staff
        self.horizon = horizon
        self.chance = chance
        lived = LivedCase(draft)
        (now, last) = (matter.at, matter.at)
        course = Self.course(matter, &self.chance)
        agent = staff.somebody(
            draft.state.content.source == "inspector" ? .fieldSupervisor : .agent,
            &self.chance
        )
    }

    private static func course(_ matter: PastMatter, _ chance: inout Chance) -> Course {
        var odds = Odds()
        odds.dissatisfied = matter.isDiscontented ? 1 : 0
        odds.left = 0
        odds.hasUnreachable = true
        var course = odds.course(&chance)
        course.isSampled = false
        course.isConverted = course.isConverted && chance.happens(0.2)
        course.stepsUntilLeft = matter.isLeft ? 1 + chance.below(4) : nil
        return course
    }

    var file: Case { lived.file }
    var rules: Rulebook { city.rulebook }

    /// Leads it to its end, to where it was left, or to the end of the history.
    mutating func lead() {
        for _ in 0..<60 {
            if let left = course.stepsUntilLeft, steps.count >= left, !file.stage.isFinal { return }
            let before = lived.decisions.count
            if steps.isEmpty { begin() } else { beside() }
            if now > horizon { return }
            goOn()
            if now > horizon || lived.decisions.count == before { return }
        }
    }

    /// Gives an event after `seconds`; false if the rules would not have it, or the history is over by then.
    @discardableResult
    mutating func give(
        _ event: EventName,
        after seconds: Int = 0,
        by person: Person?,
        _ fields: [(Field, RawValue)] = []
    ) -> Bool {
        guard let person else { return false }
        let at = now + max(0, seconds)
        if at > horizon {
            now = at
            return false
        }
        let stage = file.stage
        lived.letTimePass(until: at, under: rules)
        now = max(now, file.state.changedAt ?? now)
        // Time has moved it on: whoever wanted to act looks again.
        if file.stage != stage { return true }
        do throws(CaseRefusal) {
            let raw = fields.map { ($0.0.rawValue, $0.1) }
            let read = try FieldReader.read(
                Dictionary(raw) { first, _ in first },
                for: event,
                on: file,
                FieldReader(city)
            )
            try lived.give(CaseCommand(event, read), by: person, at: at, under: rules)
        } catch {
            return false
        }
        steps.append(
            LifeText.Step(
                event,
                after: at - last,
                by: person.account,
                fields.map { ($0.0.rawValue, told($0)) }
            )
        )
        (now, last) = (at, at)
        return true
    }

    /// Does nothing until time itself has made its next move.
    mutating func waitForTime() {
        guard let due = file.nextDueMove(under: rules) else { return }
        now = max(now, due.at)
        if now <= horizon { lived.letTimePass(until: now, under: rules) }
    }

    /// As the row says it: an order by its place among the case's, for its number holds the case's.
    private func told(_ field: (Field, RawValue)) -> String {
        if field.0 == .order { return String(file.state.orders.count) }
        return field.1.told
    }

    mutating func hall(_ role: Role) -> Person? { staff.somebody(role, &chance) }

    func unit(_ role: Role = .unitOperator) -> Person? {
        var none = Chance(seed: 0)
        return file.state.unit.flatMap { staff.somebody(role, ofUnit: $0, &none) }
    }

    /// The agent who follows the case, or a colleague.
    mutating func follower() -> Person? {
        if let agent, agent.may(.callback), chance.happens(0.7) { return agent }
        return hall(.agent)
    }

    /// Some minutes, mostly few.
    mutating func minutes(_ usual: Double) -> Int {
        let share = chance.share()
        return 30 + Int(usual * 60 * (0.3 + 1.4 * share * share + (chance.happens(0.03) ? 4 : 0)))
    }

    /// Seconds until a share of the running clock is used, in the time that it counts.
    func seconds(ofClock kind: ClockKind, share: Double) -> Int {
        guard let clock = file.state.clocks[kind], clock.isRunning else { return 600 }
        let keeper = rules.timekeeper(of: clock.unit)
        let wanted = Int(Double(clock.limit) * share)
        return max(60, keeper.adding(wanted, clock.measure, to: now) - now)
    }

    /// Seconds until somebody may be rung up.
    func untilWaking(_ seconds: Int) -> Int {
        let (day, second) = (rules.time.day(of: now + seconds), rules.time.secondOfDay(now + seconds))
        if (30_600..<73_800).contains(second) { return seconds }
        let next = second < 30_600 ? day : day + 1
        return rules.time.instant(next, second: 30_600 + second % 7200) - now
    }
}

extension RawValue {
    fileprivate var told: String {
        switch self {
        case .text(let text): text
        case .list(let values): "[" + values.map(\.quoted).joined(separator: ",") + "]"
        case .object(let values):
            "{"
                + values.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value.quoted)" }.joined(
                    separator: ","
                )
                + "}"
        case .number(let number): String(number)
        case .bool(let bool): String(bool)
        case .null: ""
        }
    }

    /// Inside JSON; our own words hold nothing that would have to be escaped.
    private var quoted: String { if case .text(let text) = self { "\"\(text)\"" } else { told } }
}
