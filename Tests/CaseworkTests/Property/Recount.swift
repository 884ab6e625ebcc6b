@testable import Casework

/// The figures counted again from cases and events, by another way than adding up changes.
func recount(_ files: [World.File], _ time: CivilTime) -> [Tally: Int] {
    var figures: [Tally: Int] = [:]
    func add(_ name: Tally.Name, _ at: Timestamp?, _ district: Area.Code?) {
        figures[Tally(name, day: at.map(time.day), district: district), default: 0] += 1
    }
    for file in files {
        let state = file.now.state
        if state.stage.isLive { add(.open, nil, state.content.district) }
        if state.stage.isFinal { add(.ended, state.endedAt, state.content.district) }
        var district: Area.Code?
        for event in file.events {
            for fact in event.facts {
                switch fact {
                case .recorded(let content, _, _):
                    district = content.district
                    add(.opened, event.at, district)
                    if content.source == "phone" { add(.calls, event.at, district) }
                case .amended(let content): district = content.district
                case .verdict(let verdict?) where verdict.at == event.at && verdict.accepted == nil:
                    add(.callbacks, event.at, district)
                    if verdict.kind == .judged { add(.judged, event.at, district) }
                    if verdict.isSatisfied { add(.satisfied, event.at, district) }
                default: break
                }
            }
            if event.name == .addCallerWords { add(.calls, event.at, district) }
        }
        recountUnits(of: file, time, into: &figures)
    }
    return figures
}

/// What units have done, told from the facts alone: whose the case is, and how far its counts have come.
private func recountUnits(of file: World.File, _ time: CivilTime, into figures: inout [Tally: Int]) {
    var unit: Unit.ID?
    var counts: [Fact.Counter: Int] = [:]
    for event in file.events {
        let former = unit
        var found: [(Tally.Name, Unit.ID?)] = []
        for fact in event.facts {
            switch fact {
            case .unit(let next, _): unit = next
            case .unitCleared: unit = nil
            default: break
            }
        }
        if let unit, unit != former { found.append((.received, unit)) }
        for fact in event.facts {
            switch fact {
            case .fedBack(let overdue): found += [(.finished, unit)] + (overdue ? [(.late, unit)] : [])
            case .late(.sign): found.append((.signedLate, unit))
            case .verdict(let verdict?) where verdict.at == event.at && verdict.accepted == nil:
                if verdict.kind == .judged { found.append((.judged, unit)) }
                if verdict.isSatisfied { found.append((.satisfied, unit)) }
            case .counted(let counter, let count):
                let names: [Fact.Counter: (Tally.Name, Unit.ID?)] = [
                    .returns: (.returned, former), .reworks: (.reworked, unit), .redos: (.redone, unit),
                ]
                if let name = names[counter], count != counts[counter, default: 0] { found.append(name) }
                counts[counter] = count
            default: break
            }
        }
        for case (let name, let unit?) in found {
            let tally = Tally(name, month: time.day(of: event.at).firstOfMonth, unit: unit)
            figures[tally, default: 0] += 1
        }
    }
}
