import Testing

@testable import Casework

@Suite("A hundred thousand commands")
struct EveryMoveTests {
    @Test("make every move a hundred times and break no rule")
    func everyMove() throws {
        var commander = Commander(seed: 12_319)
        var invariants = Invariants()
        var (given, refused) = (0, 0)
        while given < 100_000 || (commander.attraction.least < 100 && given < 300_000) {
            var world = World(
                size: 8,
                at: City.at("2019-04-01T08:00") + given * 600,
                under: City.rules,
                with: &commander.chance
            )
            var gone: [World.File] = []
            for step in 0..<1_000 {
                given += 1
                let order = commander.next(in: &world)
                let before = world.files[order.index].now
                do throws(CaseRefusal) {
                    let move = Move.of(order.command.event, from: before.stage)
                    let decision = try before.decide(
                        order.command,
                        by: order.person,
                        at: world.clock,
                        under: world.rules,
                        beside: order.other
                    )
                    for index in world.carryOut(decision, on: order.index, as: move, by: order.person) {
                        if let move = world.files[index].moves.last ?? nil { commander.count(move) }
                        invariants.check(world.files[index])
                    }
                } catch {
                    refused += 1
                    if world.files[order.index].now != before {
                        Issue.record("a refusal changed \(before.number)")
                    }
                }
                if step % 25 == 24, let index = world.mostSettled {
                    gone.append(world.files[index])
                    world.replace(index, with: &commander.chance)
                }
            }
            let all = gone + world.files
            for (index, file) in all.enumerated() {
                try invariants.checkReplay(file, throughJSON: index % 8 == 0)
            }
            #expect(recount(all, world.rules.time) == world.tallies.filter { $0.value != 0 })
            if invariants.broken.count > 3 { break }
        }
        #expect(invariants.broken.prefix(3) == [])
        report(commander.attraction.taken, given, refused)
        #expect(Move.all.filter { commander.attraction.taken[$0.id, default: 0] < 100 }.map(\.id) == [])
        #expect((given / 4...given / 2).contains(refused))
    }

    private func report(_ taken: [String: Int], _ given: Int, _ refused: Int) {
        print("commands \(given), refused \(refused)")
        for move in Move.all {
            print("\(move.id) \(move.fromWord) \(move.event.rawValue) \(taken[move.id, default: 0])")
        }
    }
}
