package import Casework
package import CityTables
private import Foundation

/// A change of the city's tables that holds from a day to come.
///
/// It is kept as the rows that differ, not as whole tables: others change the city meanwhile. Made from the tables as
/// they will be on its day, it is taken up, in the order of the days, as a version like any other by whichever server
/// sees the moment first; until then it can be withdrawn, and what would make it impossible is refused.
package struct CityPlan: Sendable, Equatable {
    package enum State: String, Sendable {
        case waiting, taken, withdrawn, failed
    }

    package let id: Int64
    package let holdsFrom: Timestamp
    package let madeAt: Timestamp
    package let person: Person.ID
    package let title: String
    package let note: String
    package let changes: [RowChange]
    package let state: State
    package let endedAt: Timestamp?
    /// Who withdrew it.
    package let endedBy: Person.ID?
    /// Why it was withdrawn, or could not be taken up.
    package let remark: String
    /// The version that it became.
    package let version: Int?

    /// The tables that it changes.
    package var files: Set<String> { Set(changes.map(\.file)) }

    /// Tables with these plans taken up one after the other.
    ///
    /// - Throws: `PlanInTheWay`, naming the first that does not fit.
    package static func carryOut(_ plans: [CityPlan], on files: CityFiles) throws(PlanInTheWay) -> CityFiles {
        var files = files
        for plan in plans {
            do { files = try files.carryingOut(plan.changes) } catch { throw PlanInTheWay(plan: plan) }
        }
        return files
    }
}

/// What is asked would make a change impossible that waits for its day.
package struct PlanInTheWay: Error, CustomStringConvertible {
    package let plan: CityPlan
    /// What the check of the city says; empty where a row has changed.
    package var problems: [CityError] = []

    package init(plan: CityPlan, problems: [CityError] = []) {
        self.plan = plan
        self.problems = problems
    }

    package var description: String {
        "a change that waits for its day would no longer fit (“\(plan.title)”); withdraw it first, at /admin/planned/\(plan.id)"
    }
}

extension CityPlan {
    /// One that waits from now on.
    init(
        id: Int64,
        holdsFrom: Timestamp,
        madeAt: Timestamp,
        person: Person.ID,
        title: String,
        note: String,
        changes: [RowChange]
    ) {
        self.id = id
        self.holdsFrom = holdsFrom
        self.madeAt = madeAt
        self.person = person
        self.title = title
        self.note = note
        self.changes = changes
        state = .waiting
        endedAt = nil
        endedBy = nil
        remark = ""
        version = nil
    }

    init(_ row: Row) throws {
        id = try row.integer("id")
        holdsFrom = Timestamp(milliseconds: try row.integer("holds_from"))
        madeAt = Timestamp(milliseconds: try row.integer("made_at"))
        person = try row.integer("person")
        title = try row.text("title")
        note = try row.text("note")
        changes = try JSONDecoder().decode([RowChange].self, from: Data(try row.text("changes").utf8))
        state = State(rawValue: try row.text("state")) ?? .failed
        endedAt = row.optionalInteger("ended_at").map(Timestamp.init(milliseconds:))
        endedBy = row.optionalInteger("ended_by")
        remark = try row.text("remark")
        version = row.optionalInteger("version").map(Int.init)
    }

    static func stored(_ changes: [RowChange]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(changes), as: UTF8.self)
    }
}
