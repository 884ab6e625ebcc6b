import Casework
import CityTables
import Foundation
import Web

/// Writes a believable past as CSV, one line a case; the same seed writes the same bytes.
struct HistoryWriter: Sendable {
    let city: City
    let model: HistoryModel
    let staff: HistoryStaff
    let first: LocalDay
    let last: LocalDay
    let cases: Int
    let seed: UInt64

    init(_ city: City, from first: LocalDay, to last: LocalDay, cases: Int, seed: UInt64) throws {
        self.city = city
        model = HistoryModel(city.rulebook)
        staff = try HistoryStaff(city)
        (self.first, self.last, self.cases, self.seed) = (first, last, cases, seed)
    }

    private var horizon: Timestamp { city.rulebook.time.instant(last, second: 86_399) }

    /// Rows of the same stretch, ready to be written.
    private struct Stretch: Sendable {
        let index: Int
        var text = ""
        var tally = HistoryTally()
    }

    /// Writes the file; several stretches are led at once, and written in their order.
    func write(to file: FileHandle, progress: (Int) -> Void) async throws -> HistoryTally {
        try file.write(contentsOf: Data((CSV.row(PastCaller.names) + "\n").utf8))
        let days = HistoryDays(from: first, to: last, cases: cases, seed: seed)
        var deal = HistoryDeal(model, days, cases: cases, seed: seed)
        var total = HistoryTally()
        try await withThrowingTaskGroup(of: Stretch.self) { group in
            var (given, underWay, next, written) = (0, 0, 0, 0)
            var waiting: [Int: Stretch] = [:]
            while true {
                while underWay < ProcessInfo.processInfo.activeProcessorCount + 2,
                    let matters = stretch(&deal)
                {
                    let index = given
                    (given, underWay) = (given + 1, underWay + 1)
                    group.addTask { lead(matters, index) }
                }
                guard let stretch = try await group.next() else { break }
                waiting[stretch.index] = stretch
                while let stretch = waiting.removeValue(forKey: next) {
                    try file.write(contentsOf: Data(stretch.text.utf8))
                    total.add(stretch.tally)
                    (next, underWay, written) = (next + 1, underWay - 1, total.cases)
                    progress(written)
                }
            }
        }
        return total
    }

    /// Some days' matters, a thousand cases or so.
    private func stretch(_ deal: inout HistoryDeal) -> [PastMatter]? {
        var matters: [PastMatter] = []
        while matters.count < 1000, let day = deal.next() { matters += day }
        return matters.isEmpty ? nil : matters
    }

    private func lead(_ matters: [PastMatter], _ index: Int) -> Stretch {
        var stretch = Stretch(index: index)
        var parent: Led?
        for matter in matters {
            var chance = Chance(seed: seed, of: matter.index)
            if let parent, let row = follow(parent, matter, &chance) {
                stretch.text += row.cells
                stretch.tally.count(row, model)
                continue
            }
            let row = lead(matter, &chance)
            stretch.text += row.cells
            stretch.tally.count(row, model)
            parent = row
        }
        return stretch
    }

    /// A row with what was led to make it.
    struct Led {
        let matter: PastMatter
        let columns: [String: String]
        let cells: String
        let file: Case
        let decisions: [Decision]
    }

    private func lead(_ matter: PastMatter, _ chance: inout Chance) -> Led {
        var columns = caller(matter).columns(&chance)
        var life = PastLife(matter, draft(columns), city, staff, until: horizon, chance)
        life.lead()
        columns["life"] = LifeText.write(life.steps)
        return Led(
            matter: matter,
            columns: columns,
            cells: line(columns),
            file: life.lived.file,
            decisions: life.lived.decisions
        )
    }

    /// The same matter told again by another caller, and linked to the first; nil if it was not so.
    private func follow(_ parent: Led, _ matter: PastMatter, _ chance: inout Chance) -> Led? {
        guard matter.topic.kind == parent.matter.topic.kind, !matter.isAnswerable, !matter.isLeft,
            matter.at - parent.matter.at < 7200, chance.happens(0.12),
            let life = LinkedLife(parent, matter, staff, until: horizon, city.rulebook, &chance)
        else { return nil }
        var own = caller(matter).columns(&chance)
        for name in own.keys where name.hasPrefix("place.") { own[name] = nil }
        for (name, value) in parent.columns where name.hasPrefix("place.") || name == "topic" {
            own[name] = value
        }
        (own["source"], own["sourceReference"], own["standard"]) = ("phone", nil, nil)
        if own["caller.phone"] == nil { return nil }
        own["life"] = LifeText.write(life.steps(isCalledBack: own["caller.wantsCallback"] == nil, &chance))
        return Led(matter: matter, columns: own, cells: line(own), file: draft(own), decisions: [])
    }

    private func caller(_ matter: PastMatter) -> PastCaller {
        // About one number for five cases, as many as there are numbers.
        PastCaller(rules: city.rulebook, matter: matter, callers: min(1_000_000, max(100, cases / 3)))
    }

    private func draft(_ columns: [String: String]) -> Case {
        let own = columns.filter { !["ref", "recordedAt", "life"].contains($0.key) }
        var reader = FieldReader(city)
        let recorded = reader.recorded(RawValue(form: own.map { ($0.key, $0.value) }).object ?? [:])
        // The number is given by whoever reads the row; only samples of direct answers look at it.
        return Case(
            number: city.rulebook.cityCode + "2000010100001",
            content: recorded.content,
            urgency: recorded.urgency,
            personal: recorded.personal
        )
    }

    private func line(_ columns: [String: String]) -> String {
        CSV.row(PastCaller.names.map { columns[$0] ?? "" }) + "\n"
    }
}

/// A case linked to another that was under way: it goes on when that one is closed.
struct LinkedLife {
    private let recordedAt: Timestamp
    private let parent: HistoryWriter.Led
    private let endedAt: Timestamp
    private let horizon: Timestamp
    private let agent: Person
    private let leader: Person
    private let rules: Rulebook
    private let linkedAfter: Int

    /// nil if the parent was not under way then, or not plainly closed later.
    init?(
        _ parent: HistoryWriter.Led,
        _ matter: PastMatter,
        _ staff: HistoryStaff,
        until horizon: Timestamp,
        _ rules: Rulebook,
        _ chance: inout Chance
    ) {
        linkedAfter = 90 + chance.below(300)
        let linkedAt = matter.at + linkedAfter
        let last = parent.decisions.last { $0.event.at <= linkedAt }
        guard let stage = last?.after.stage, [.signing, .handling, .feedback].contains(stage),
            parent.file.stage == .closed, parent.file.state.redos == 0, parent.file.state.pending == nil,
            let endedAt = parent.file.state.endedAt, endedAt > linkedAt + 60,
            let agent = staff.somebody(.agent, &chance), let leader = staff.somebody(.shiftLeader, &chance)
        else { return nil }
        (self.parent, self.endedAt, self.horizon, self.rules) = (parent, endedAt, horizon, rules)
        (self.agent, self.leader, recordedAt) = (agent, leader, matter.at)
    }

    func steps(isCalledBack: Bool, _ chance: inout Chance) -> [LifeText.Step] {
        var steps = [
            LifeText.Step(.submit, after: 0, by: agent.account, []),
            LifeText.Step(
                .link,
                after: linkedAfter,
                by: agent.account,
                [("into", parent.columns["ref"] ?? "")]
            ),
        ]
        let second = rules.time.secondOfDay(endedAt + 1800)
        let wait = 1800 + ((30_600..<73_800).contains(second) ? 0 : (86_400 + 30_600 - second) % 86_400 + 600)
        guard endedAt + wait + 600 <= horizon else { return steps }
        let after = endedAt + wait - (recordedAt + linkedAfter)
        var close = [("conclusion", "主案已办结，一并办结")]
        if isCalledBack {
            let verdict = [("satisfaction", "satisfied"), ("solved", "yes"), ("manner", "good")]
            steps.append(LifeText.Step(.callerSatisfied, after: after, by: agent.account, verdict))
        } else {
            close.append(("noAnswerReason", "not_wanted"))
        }
        steps.append(LifeText.Step(.close, after: isCalledBack ? 400 : after, by: leader.account, close))
        return steps
    }
}
