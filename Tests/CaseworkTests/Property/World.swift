@testable import Casework

/// A handful of cases that live beside one another, and may follow one another.
struct World {
    struct File {
        let draft: Case
        var now: Case
        var events: [CaseEvent] = []
        var unitOwes = false
        /// The move of each event; nil where another case's link was noted.
        var moves: [Move?] = []
    }

    var files: [File]
    var clock: Timestamp
    let rules: Rulebook
    var tallies: [Tally: Int] = [:]
    private var serial = 0

    init(size: Int, at clock: Timestamp, under rules: Rulebook, with chance: inout SplitMix64) {
        self.clock = clock
        self.rules = rules
        files = []
        for _ in 0..<size { files.append(newFile(with: &chance)) }
    }

    /// A draft takes the place of a case that has been looked at long enough.
    mutating func replace(_ index: Int, with chance: inout SplitMix64) {
        files[index] = newFile(with: &chance)
    }

    private mutating func newFile(with chance: inout SplitMix64) -> File {
        serial += 1
        let draft = Drafts.any(number: serial, with: &chance)
        return File(draft: draft, now: draft)
    }

    /// Of the cases that have ended, or go on for too long, the one with which nothing happened for longest.
    var mostSettled: Int? {
        files.indices
            .filter {
                (files[$0].now.stage.isFinal && files[$0].now.state.pending == nil)
                    || files[$0].events.count > 100
            }
            .min { (files[$0].now.state.changedAt ?? clock) < (files[$1].now.state.changedAt ?? clock) }
    }

    func index(of number: Case.Number) -> Int? { files.firstIndex { $0.now.number == number } }

    /// Carries out what was decided for a case, and what follows for others.
    mutating func carryOut(_ decision: Decision, on index: Int, as move: Move?, by person: Person) -> [Int] {
        let before = files[index].now.state
        files[index].now.apply(decision.event)
        files[index].events.append(decision.event)
        files[index].moves.append(move)
        let after = files[index].now.state
        files[index].unitOwes = StageClocks.unitOwes(files[index].unitOwes, in: after.stage)
        for (tally, count) in Tally.changes(from: before, to: after, by: decision.event, rules.time) {
            tallies[tally, default: 0] += count
        }
        var changed = [index]
        for consequence in decision.consequences.sorted(by: { $0.number < $1.number }) {
            guard let other = self.index(of: consequence.number) else { continue }
            switch consequence {
            case .childLinked:
                let child = files[index].now.number
                let noted = files[other].now.decideChildLinked(child, by: person, at: clock, under: rules)
                changed += carryOut(noted, on: other, as: nil, by: person)
            case .parentEnded:
                let parent = files[index].now
                guard let next = files[other].now.decideParentEnded(parent, at: clock, under: rules) else {
                    continue
                }
                let move = Move.of(next.event.name, from: files[other].now.stage)
                changed += carryOut(next, on: other, as: move, by: .system)
            }
        }
        return changed
    }
}
