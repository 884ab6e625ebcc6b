/// What a case meets on its way: drawn when it is recorded, used up as it goes.
struct Course: Sendable {
    /// Something done beside the way, at the first fitting stage.
    enum Aside: Sendable, CaseIterable {
        case urge, contact, callerWords, comment, amend, supervise, hasten, answer, void
    }

    enum Callback: Sendable {
        case satisfied, dissatisfied, declined, wrongNumber, unreachable
    }

    var isAnsweredDirectly: Bool
    var isDispatchedAtOnce: Bool
    var refusesIntake: Bool
    var needsVerifying: Bool
    var isDeclined: Bool
    var isForwarded: Bool
    var returns: Int
    var returnsRejected: Int
    var extensions: Int
    var suspensions: Int
    var approves: Bool
    var isCoordinated: Bool
    var isLinked: Bool
    var arrives: Bool
    var reworks: Int
    var isChecked: Bool
    var checkFails: Bool
    var fruitlessCalls: Int
    var callback: Callback
    /// How often the caller says that it is not done, before the leader or the caller gives way.
    var complaints: Int
    var closingRejected: Bool
    var isReopened: Bool
    var isConverted: Bool
    var isAppealed: Bool
    var isSampled: Bool
    var asides: [Aside]
    /// After how many steps it is left where it stands; nil: never.
    var stepsUntilLeft: Int?
}

/// How often things happen; shares of one.
struct Odds: Sendable {
    var returns = 0.03
    var extensions = 0.03
    var suspensions = 0.02
    var dissatisfied = 0.05
    var links = 0.02
    var web = 0.1
    /// Cases left under way.
    var left = 0.15
    /// Whether callers who cannot be reached for hours may occur: only where the clock can be moved.
    var hasUnreachable = false

    func course(_ chance: inout Chance) -> Course {
        let isComplaining = chance.happens(dissatisfied)
        return Course(
            isAnsweredDirectly: chance.happens(0.9),
            isDispatchedAtOnce: chance.happens(0.7),
            refusesIntake: chance.happens(0.05),
            needsVerifying: chance.happens(0.1),
            isDeclined: chance.happens(0.04),
            isForwarded: chance.happens(0.05),
            returns: chance.happens(returns) ? (chance.happens(0.2) ? 2 : 1) : 0,
            returnsRejected: chance.happens(returns / 2) ? 1 : 0,
            extensions: chance.happens(extensions) ? (chance.happens(0.2) ? 2 : 1) : 0,
            suspensions: chance.happens(suspensions) ? 1 : 0,
            approves: chance.happens(0.8),
            isCoordinated: chance.happens(0.01),
            isLinked: chance.happens(links),
            arrives: chance.happens(0.4),
            reworks: chance.happens(0.03) ? 1 : 0,
            isChecked: chance.happens(0.2),
            checkFails: chance.happens(0.1),
            fruitlessCalls: chance.happens(0.15) ? 1 : 0,
            callback: isComplaining ? .dissatisfied : callback(&chance),
            complaints: isComplaining ? 1 + (chance.happens(0.3) ? 1 : 0) + (chance.happens(0.1) ? 1 : 0) : 0,
            closingRejected: chance.happens(0.01),
            isReopened: chance.happens(0.01),
            isConverted: chance.happens(0.01),
            isAppealed: chance.happens(0.5),
            isSampled: chance.happens(0.5),
            asides: asides(&chance),
            stepsUntilLeft: chance.happens(left) ? 1 + chance.below(6) : nil
        )
    }

    private func callback(_ chance: inout Chance) -> Course.Callback {
        let share = chance.share()
        if share < 0.03 { return .declined }
        if share < 0.05 { return .wrongNumber }
        return share < 0.08 && hasUnreachable ? .unreachable : .satisfied
    }

    private func asides(_ chance: inout Chance) -> [Course.Aside] {
        Course.Aside.allCases.filter { aside in
            let share =
                switch aside {
                case .urge: 0.05
                case .contact, .callerWords: 0.04
                case .comment, .amend, .supervise, .hasten, .answer: 0.02
                case .void: 0.008
                }
            return chance.happens(share)
        }
    }
}
