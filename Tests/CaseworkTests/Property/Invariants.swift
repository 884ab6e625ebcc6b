import Foundation
import Testing

@testable import Casework

/// What holds of every case after every event.
struct Invariants {
    private(set) var broken: [String] = []

    mutating func check(_ file: World.File) {
        let state = file.now.state
        func fails(_ words: String) -> String {
            "\(file.now.number) after \(file.events.map(\.name.rawValue)): \(words)"
        }
        if state.version != file.events.count { broken.append(fails("version \(state.version)")) }
        let clocks = StageClocks(of: state)
        do {
            let table = try StageClocks(tableFor: state, unitOwes: file.unitOwes)
            if clocks != table { broken.append(fails("in \(state.stage) \(clocks), table \(table)")) }
        } catch {
            broken.append(fails("no row for \(state.stage)"))
        }
        if let move = file.moves.last ?? nil, let to = move.to, to != state.stage {
            broken.append(fails("not in \(to)"))
        }
        if state.stage.isFinal {
            if state.answeredAt == nil, state.noAnswerReason == nil {
                broken.append(fails("ended without an answer"))
            }
            if state.endedAt == nil { broken.append(fails("ended at no instant")) }
            if !clocks.running.isEmpty || !clocks.paused.isEmpty { broken.append(fails("a clock goes on")) }
        } else if state.endedAt != nil || state.closedAt != nil {
            broken.append(fails("has ended and has not"))
        }
        if state.stage == .closed, state.closedAt == nil { broken.append(fails("closed at no instant")) }
        if let pending = state.pending {
            let stages: [CaseStage] =
                pending.kind == .appeal
                ? [.closed] : pending.kind == .return ? [.signing, .handling] : [.handling]
            if !stages.contains(state.stage) {
                broken.append(fails("\(pending.kind) pending in \(state.stage)"))
            }
        }
        if state.redos + state.extensions + state.suspensions < 0 || state.extensions > 2
            || state.suspensions > 1
        {
            broken.append(fails("too many"))
        }
        if (state.stage == .linked) && state.parent == nil { broken.append(fails("linked to nothing")) }
    }

    /// Replaying the events from the draft gives exactly the case.
    mutating func checkReplay(_ file: World.File, throughJSON: Bool) throws {
        var replayed = file.draft
        for event in file.events { replayed.apply(throughJSON ? try Self.stored(event) : event) }
        if replayed != file.now { broken.append("\(file.now.number): replayed it is another") }
    }

    /// As it comes back from the books: facts as JSON, words apart.
    private static func stored(_ event: CaseEvent) throws -> CaseEvent {
        let facts = try JSONDecoder().decode([Fact].self, from: JSONEncoder().encode(event.facts))
        return CaseEvent(
            sequence: event.sequence,
            name: event.name,
            at: event.at,
            by: event.by,
            fields: [:],
            facts: facts,
            words: event.words
        )
    }
}
