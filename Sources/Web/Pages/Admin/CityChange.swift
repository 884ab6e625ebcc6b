import Casework
import CityTables
import Hummingbird
import Storage

/// A change of the city's tables that somebody asks for: at once, or from a day to come.
struct CityChange {
    /// Nil: at once.
    let day: LocalDay?
    let holdsFrom: Timestamp?
    /// The tables as they are, or as they will be on the day.
    let before: CityFiles
    let after: CityFiles
    let changes: [RowChange]
    private let version: Int
    private let earlier: [CityPlan]
    private let later: [CityPlan]

    /// - Throws: what `edit` throws, or `PlanInTheWay`.
    init(
        of now: Hotline.CityInForce,
        from day: LocalDay?,
        edit: (CityFiles) throws -> CityFiles
    ) throws {
        let holdsFrom = day.map { now.city.rulebook.time.instant($0, second: 0) }
        self.day = day
        self.holdsFrom = holdsFrom
        version = now.city.rulebook.version
        earlier = now.plans.filter { plan in holdsFrom.map { plan.holdsFrom <= $0 } ?? false }
        later = now.plans.filter { plan in holdsFrom.map { plan.holdsFrom > $0 } ?? true }
        before = try CityPlan.carryOut(earlier, on: now.files)
        after = try edit(before)
        changes = before.changes(to: after)
    }

    /// Both cities, read; and all that waits for a later day can still be taken up.
    ///
    /// - Throws: `CityErrors` or `PlanInTheWay`.
    func read(_ now: City) throws -> (before: City, after: City) {
        let old = earlier.isEmpty ? now : try City.read(before, version: version)
        let new = try City.read(after, version: version + 1)
        try Self.check(later, after: after, version: version + 1)
        return (old, new)
    }

    /// Whether plans can still be taken up, one after the other.
    ///
    /// - Throws: `PlanInTheWay`, naming the first that cannot.
    static func check(_ plans: [CityPlan], after files: CityFiles, version: Int) throws(PlanInTheWay) {
        var tables = files
        for plan in plans {
            tables = try CityPlan.carryOut([plan], on: tables)
            do { _ = try City.read(tables, version: version) } catch {
                throw PlanInTheWay(plan: plan, problems: error.errors)
            }
        }
    }
}

extension CityChange {
    /// The day that a form asks for; nil for at once, which is also today.
    ///
    /// - Throws: `ChangeRefused`
    static func day(_ form: FormFields, under rules: Rulebook, at now: Timestamp) throws -> LocalDay? {
        guard let text = form.first("holds_from"), !text.isEmpty else { return nil }
        let today = rules.time.day(of: now)
        guard let day = LocalDay(text) else { throw ChangeRefused("生效日期写成 2019-04-03。") }
        guard day >= today else { throw ChangeRefused("生效日期不能早于今天。") }
        guard day - today <= farthest else { throw ChangeRefused("生效日期最远到三年以后。") }
        return day == today ? nil : day
    }

    private static let farthest = 3 * 366
}

/// Why a change is not made.
struct ChangeRefused: Error {
    let words: [String]

    init(words: [String]) { self.words = words }
    init(_ word: String) { words = [word] }
}
