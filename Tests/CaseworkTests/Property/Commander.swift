@testable import Casework

/// Thinks up commands: two in three fit the case, and lead to the moves that were made least; the rest is nonsense.
struct Commander {
    struct Order {
        let index: Int
        let command: CaseCommand
        let person: Person
        let other: Case?
    }

    var chance: SplitMix64
    private(set) var attraction = Attraction()

    init(seed: UInt64) { chance = SplitMix64(seed: seed) }

    mutating func count(_ move: Move) { attraction.count(move) }

    mutating func next(in world: inout World) -> Order {
        world.clock = world.clock + chance.below(chance.once(in: 20) ? 7200 : 240)
        if chance.once(in: 4) { return nonsense(in: world) }
        guard let (index, move) = rarest(in: world) else { return nonsense(in: world) }
        return sensible(move, on: index, in: &world)
    }

    /// Any event, by anybody, with any fields.
    private mutating func nonsense(in world: World) -> Order {
        let index = chance.below(world.files.count)
        let file = world.files[index].now
        let event: EventName
        if chance.once(in: 2), let move = chance.one(of: Move.from(file.stage)) {
            event = move.event
        } else {
            event = chance.one(of: EventName.allCases) ?? .comment
        }
        var fields = Fields()
        if let move = Move.of(event, from: file.stage), chance.once(in: 2) {
            fields = goodFields(for: move, of: file, at: world.clock)
            for field in fields.values.keys.sorted(by: { $0.rawValue < $1.rawValue }) where chance.once(in: 3)
            {
                fields[value: field] = nil
            }
        }
        let person = chance.one(of: People.all) ?? People.agent
        return Order(
            index: index,
            command: CaseCommand(event, fields),
            person: person,
            other: anyOther(index, world)
        )
    }

    private mutating func anyOther(_ index: Int, _ world: World) -> Case? {
        chance.one(of: world.files.map(\.now).filter { $0.number != world.files[index].now.number })
    }

    /// One of the moves that start where some case stands, the rarer the likelier.
    private mutating func rarest(in world: World) -> (Int, Move)? {
        let index = chance.below(world.files.count)
        let file = world.files[index].now
        var candidates = Move.from(file.stage).map {
            (move: $0, weight: attraction.weight(of: $0) * Inclination.pull($0, file))
        }
        for _ in 0..<12 {
            guard let position = draw(candidates.map(\.weight)) else { return nil }
            let move = candidates[position].move
            if Inclination.isPossible(move, file, world) { return (index, move) }
            candidates[position].weight = 0
        }
        return nil
    }

    /// A position, the likelier the more it weighs.
    private mutating func draw(_ weights: [Double]) -> Int? {
        var point = Double(chance.below(1_000_000)) / 1_000_000 * weights.reduce(0, +)
        for (position, weight) in weights.enumerated() where weight > 0 {
            point -= weight
            if point <= 0 { return position }
        }
        return weights.lastIndex { $0 > 0 }
    }

    private mutating func sensible(_ move: Move, on index: Int, in world: inout World) -> Order {
        let file = world.files[index].now
        if let due = Inclination.dueInstant(of: move, file, world) { world.clock = max(world.clock, due) }
        if move.event == .submitFeedback, chance.once(in: 3), let due = file.state.clocks[.handle]?.due,
            due - world.clock < 2 * 86_400
        {
            world.clock = max(world.clock, due + 60)  // late, sometimes
        }
        if move.event == .callerUnreachable, let order = attempt(before: move, on: index, in: &world) {
            return order
        }
        let other = move.event == .link ? parent(for: index, in: world) : nil
        var fields = goodFields(for: move, of: file, at: world.clock, beside: other)
        Inclination.vary(&fields, for: move, of: file, at: world.clock, with: &chance)
        return Order(
            index: index,
            command: CaseCommand(move.event, fields),
            person: person(doing: move, on: file),
            other: other
        )
    }

    /// Attempts come before giving up, hours apart.
    private mutating func attempt(before move: Move, on index: Int, in world: inout World) -> Order? {
        let file = world.files[index].now
        if (try? file.permits(move.event, by: People.agent, at: world.clock, under: world.rules)) != nil {
            return nil
        }
        world.clock = world.clock + 7200 + chance.below(9000)
        let outcome = chance.one(of: ["no_answer", "busy", "no_answer", "wrong_number"]) ?? "busy"
        return Order(
            index: index,
            command: CaseCommand(.callbackAttempt, Fields([.outcome: .text(outcome)])),
            person: People.agent,
            other: nil
        )
    }

    private mutating func parent(for index: Int, in world: World) -> Case? {
        let own = world.files[index].now.number
        return chance.one(
            of: world.files.map(\.now).filter { $0.number != own && $0.stage.isLive && $0.stage != .linked }
        )
    }

    private mutating func person(doing move: Move, on file: Case) -> Person {
        switch move.warrant {
        case .ofUnit where chance.once(in: 4): People.otherAgent
        case .void where chance.once(in: 3): People.agent
        case .recordOrSource where file.state.content.source == "web": People.website
        case .resume where chance.once(in: 2): .system
        default: People.doing(move, on: file)
        }
    }
}
