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
    }
    return figures
}
