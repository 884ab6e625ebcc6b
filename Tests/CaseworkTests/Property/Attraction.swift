@testable import Casework

/// Draws towards the moves that were made least, over several stages if need be.
struct Attraction {
    /// How often each move was made.
    private(set) var taken: [String: Int] = [:]
    private var weights: [String: Double] = [:]
    private var countdown = 0

    /// Moves that are wanted for what becomes possible, or happens, after them.
    private static let consequences: [EventName: [String]] = [
        .link: ["M79", "M80", "M81"], .requestAppeal: ["M94", "M97", "M98"], .appealReviewed: ["M97", "M98"],
    ]

    init() { weigh() }

    mutating func count(_ move: Move) {
        taken[move.id, default: 0] += 1
        countdown -= 1
        if countdown <= 0 { weigh() }
    }

    /// How often the rarest move was made.
    var least: Int { Move.all.map { taken[$0.id, default: 0] }.min() ?? 0 }

    func weight(of move: Move) -> Double { weights[move.id] ?? 0 }

    /// A move is worth its own rarity, and a part of the best that its end leads to; one still wanted comes first.
    private mutating func weigh() {
        countdown = 100
        let rarity = taken.reduce(into: [:]) { $0[$1.key] = 1 / Double($1.value + 1) }
        var far = Dictionary(uniqueKeysWithValues: Move.all.map { ($0.id, rarity[$0.id] ?? 1) })
        for _ in 0..<8 {
            var worth: [CaseStage: Double] = [:]
            for stage in CaseStage.allCases { worth[stage] = Move.from(stage).map { far[$0.id] ?? 0 }.max() }
            for move in Move.all where move.from != .live {
                guard let to = move.to, let end = worth[to] else { continue }
                far[move.id] = max(far[move.id] ?? 0, end * 0.5)
            }
        }
        for move in Move.all {
            let own = (Self.consequences[move.event] ?? [move.id]).map { rarity[$0] ?? 1 }.max() ?? 1
            let wanted = own > 1.0 / 200 ? 30 * own : own / 10
            weights[move.id] = wanted + (move.from == .live ? 0 : far[move.id] ?? 0)
        }
    }
}
