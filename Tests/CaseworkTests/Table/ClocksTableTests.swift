import Testing

@testable import Casework

@Suite("The table's column of clocks")
struct ClocksTableTests {
    @Test(
        "a move starts, stops, pauses and resumes the clocks of its row, in its order",
        arguments: Tables.moves
    )
    func sameSteps(_ row: Tables.Row) throws {
        let move = try #require(Move.row(row))
        #expect(try move.clocks == steps(row[cell: "clocks"]))
    }

    @Test("every clock of the code is started by some move")
    func everyClockStarts() throws {
        let started = try Tables.moves.flatMap { try steps($0[cell: "clocks"]) }.compactMap { step in
            if case .start(let kind) = step { kind } else { nil }
        }
        #expect(Set(started) == Set(ClockKind.allCases))
    }
}

private let phrases: [String: ClockStep] = [
    "handle and arrive: start at first, resume for the same unit, restart for another": .work,
    "restart:handle with the smaller of its own limit and the redo limit": .restartForRedo,
    "restart:handle with the redo limit": .restartWithRedoLimit,
    "sign clock of the new urgency": .hasten,
    "handle: the standard's urgent limit, else half of what is left": .hasten,
    "never later": .hasten,
]

private func steps(_ words: String) throws -> [ClockStep] {
    var steps: [ClockStep] = []
    for part in words.parts(at: ";") {
        if let step = phrases[part] {
            if steps.last != step { steps.append(step) }
        } else {
            for word in part.split(separator: " ") { steps.append(try step(word)) }
        }
    }
    return steps
}

/// `start:accept`, `stop:all`.
private func step(_ word: Substring) throws -> ClockStep {
    let sides = word.split(separator: ":").map(String.init)
    try #require(sides.count == 2, "\(word)")
    if sides[1] == "all" { return .stopAll }
    let kind = try #require(ClockKind(rawValue: sides[1]), "\(word)")
    switch sides[0] {
    case "start": return .start(kind)
    case "stop": return .stop(kind)
    case "pause": return .pause(kind)
    case "resume": return .resume(kind)
    case "restart": return .restart(kind)
    case "extend": return .extend
    default:
        Issue.record("\(word)")
        return .stopAll
    }
}
