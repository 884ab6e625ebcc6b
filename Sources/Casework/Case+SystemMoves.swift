/// A move that time makes.
package struct DueMove: Sendable, Equatable {
    package let at: Timestamp
    package let command: CaseCommand
}

extension Case {
    /// What the sweep of the clocks will do to this case next, and when; nil if time does nothing to it.
    package func nextDueMove(under rules: Rulebook) -> DueMove? {
        var moves: [DueMove] = []
        func add(_ kind: ClockKind, _ event: EventName) {
            if let clock = state.clocks[kind], clock.isRunning {
                moves.append(DueMove(at: clock.due, command: CaseCommand(event)))
            }
        }
        switch stage {
        case .verifying: add(.verify, .verifyTimeout)
        case .signing: add(.sign, .autoSign)
        case .suspended: add(.suspend, .resume)
        case .checking: if !state.checkTimedOut { add(.check, .checkTimeout) }
        case .draft, .intake, .registering, .dispatching, .coordinating, .handling, .forwarded, .feedback,
            .callingBack, .closing, .linked, .answered, .notAccepted, .notRegistered, .closed, .voided:
            break
        }
        if stage.isLive, let handle = state.clocks[.handle], handle.isRunning {
            let keeper = rules.timekeeper(of: handle.unit)
            if state.yellowRound < handle.round, state.redRound < handle.round {
                let at = handle.warning(
                    ratio: rules.policy.warnRatio,
                    minutes: rules.policy.warnMinutes,
                    by: keeper
                )
                moves.append(DueMove(at: at, command: CaseCommand(.card, Fields([.level: .text("yellow")]))))
            } else if state.redRound < handle.round {
                let justAfter = Timestamp(milliseconds: handle.due.milliseconds + 1)
                moves.append(
                    DueMove(at: justAfter, command: CaseCommand(.card, Fields([.level: .text("red")])))
                )
            }
        }
        return moves.min { $0.at < $1.at }
    }

    /// The clock that whoever has the case now works against.
    package var waitingClock: Clock? {
        let kind: ClockKind? =
            switch stage {
            case .intake: .intake
            case .registering: .accept
            case .verifying: .verify
            case .dispatching: .dispatch
            case .coordinating: .coordinate
            case .signing: .sign
            case .handling: .handle
            case .suspended: .suspend
            case .forwarded: .outside
            case .feedback: .review
            case .checking: .check
            case .callingBack: .callback
            case .closing: .close
            case .draft, .linked, .answered, .notAccepted, .notRegistered, .closed, .voided: nil
            }
        return kind.flatMap { state.clocks[$0] }
    }
}
