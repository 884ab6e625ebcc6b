extension Move {
    /// The whole table, in its order.
    package static let all: [Move] = recording + dispatching + handling + finishing + anytime

    private static let byStage: [CaseStage: [EventName: Move]] = Dictionary(
        uniqueKeysWithValues: CaseStage.allCases.map { stage in
            (
                stage,
                Dictionary(
                    uniqueKeysWithValues: all.filter { $0.from.includes(stage) }.map { ($0.event, $0) }
                )
            )
        }
    )

    /// The move that `event` makes from `stage`, if there is one.
    package static func of(_ event: EventName, from stage: CaseStage) -> Move? { byStage[stage]?[event] }

    /// The moves that a case in `stage` may make, in the table's order.
    package static func from(_ stage: CaseStage) -> [Move] { movesByStage[stage] ?? [] }

    private static let movesByStage: [CaseStage: [Move]] = Dictionary(
        uniqueKeysWithValues: CaseStage.allCases.map { stage in
            (stage, all.filter { $0.from.includes(stage) })
        }
    )

    private static let eventsOfTime = Set(all.map(\.event))
        .subtracting(all.filter { $0.warrant != .system }.map(\.event))

    /// Whether only time itself makes the move, in every stage.
    static func isOfTime(_ event: EventName) -> Bool { eventsOfTime.contains(event) }
}
