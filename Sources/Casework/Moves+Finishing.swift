extension Move {
    /// Review, check, callback, closing, and a life after it.
    static let finishing: [Move] = [
        Move(
            id: "M48",
            from: .stage(.feedback),
            event: .passToCallback,
            to: .callingBack,
            warrant: .holding(.review),
            guards: [.wantsCallback],
            fields: [.init(.note)],
            clocks: [.stop(.review), .start(.callback)],
            effects: []
        ),
        Move(
            id: "M49",
            from: .stage(.feedback),
            event: .passToCheck,
            to: .checking,
            warrant: .holding(.review),
            guards: [.fromInspectorOrNote],
            fields: [.init(.note)],
            clocks: [.stop(.review), .start(.check)],
            effects: [.taskForFieldSupervisor]
        ),
        Move(
            id: "M50",
            from: .stage(.feedback),
            event: .passToClose,
            to: .closing,
            warrant: .holding(.review),
            guards: [.noCallbackWanted, .notFromInspector],
            fields: [.init(.note)],
            clocks: [.stop(.review), .start(.close)],
            effects: []
        ),
        Move(
            id: "M51",
            from: .stage(.feedback),
            event: .rework,
            to: .handling,
            warrant: .holding(.review),
            guards: [.hasUnit],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.review), .resume(.handle)],
            effects: [.countRework, .notifyUnit]
        ),
        Move(
            id: "M52",
            from: .stage(.checking),
            event: .checkPass,
            to: .closing,
            warrant: .holding(.check),
            guards: [.photo, .noCallbackDue],
            fields: [.init(.photos, required: true), .init(.note)],
            clocks: [.stop(.check), .start(.close)],
            effects: []
        ),
        Move(
            id: "M53",
            from: .stage(.checking),
            event: .checkPassToCallback,
            to: .callingBack,
            warrant: .holding(.check),
            guards: [.photo, .callbackDue],
            fields: [.init(.photos, required: true), .init(.note)],
            clocks: [.stop(.check), .start(.callback)],
            effects: []
        ),
        Move(
            id: "M54",
            from: .stage(.feedback),
            event: .backToDispatch,
            to: .dispatching,
            warrant: .holding(.review),
            guards: [.hasNoUnit],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.review), .start(.dispatch)],
            effects: []
        ),
        Move(
            id: "M55",
            from: .stage(.checking),
            event: .backToDispatch,
            to: .dispatching,
            warrant: .holding(.check),
            guards: [.hasNoUnit],
            fields: [.init(.reason, required: true), .init(.photos)],
            clocks: [.stop(.check), .start(.dispatch)],
            effects: []
        ),
        Move(
            id: "M56",
            from: .stage(.checking),
            event: .checkFail,
            to: .handling,
            warrant: .holding(.check),
            guards: [.photo, .hasUnit],
            fields: [.init(.photos, required: true), .init(.reason, required: true)],
            clocks: [.stop(.check), .resume(.handle)],
            effects: [.countRework, .notifyUnit]
        ),
        Move(
            id: "M57",
            from: .stage(.checking),
            event: .checkTimeout,
            to: nil,
            warrant: .system,
            guards: [.checkRanOut],
            fields: [],
            clocks: [],
            effects: [.lateCheck, .notifyShiftLeader]
        ),
        Move(
            id: "M58",
            from: .stage(.callingBack),
            event: .callbackAttempt,
            to: nil,
            warrant: .holding(.callback),
            guards: [],
            fields: [.init(.outcome, required: true), .init(.at)],
            clocks: [],
            effects: [.countAttempt]
        ),
        Move(
            id: "M59",
            from: .stage(.callingBack),
            event: .recordVerdict,
            to: nil,
            warrant: .holding(.callback),
            guards: [],
            fields: [
                .init(.satisfaction, required: true), .init(.solved, required: true),
                .init(.manner, required: true), .init(.words),
            ],
            clocks: [],
            effects: [.verdict, .waitsForLeader]
        ),
        Move(
            id: "M60",
            from: .stage(.callingBack),
            event: .callerSatisfied,
            to: .closing,
            warrant: .holding(.callback),
            guards: [.judgedWell],
            fields: [
                .init(.satisfaction, required: true), .init(.solved, required: true),
                .init(.manner, required: true), .init(.words),
            ],
            clocks: [.stop(.callback), .start(.close)],
            effects: [.verdict, .answeredCaller]
        ),
        Move(
            id: "M61",
            from: .stage(.callingBack),
            event: .callerUnreachable,
            to: .closing,
            warrant: .holding(.callback),
            guards: [.threeAttempts],
            fields: [],
            clocks: [.stop(.callback), .start(.close)],
            effects: [.verdictUnreached, .messageCountsAsAnswer]
        ),
        Move(
            id: "M62",
            from: .stage(.callingBack),
            event: .callerDeclined,
            to: .closing,
            warrant: .holding(.callback),
            guards: [],
            fields: [.init(.words)],
            clocks: [.stop(.callback), .start(.close)],
            effects: [.verdictDeclined, .answeredCaller]
        ),
        Move(
            id: "M63",
            from: .stage(.callingBack),
            event: .redo,
            to: .handling,
            warrant: .redo,
            guards: [.redosLeft, .hasUnit, .badVerdict],
            fields: [.init(.reason, required: true), .init(.satisfaction), .init(.solved), .init(.manner)],
            clocks: [.stop(.callback), .restartForRedo],
            effects: [.countRedo, .raiseSupervision, .sameUnitLeads, .notifyUnit]
        ),
        Move(
            id: "M64",
            from: .stage(.callingBack),
            event: .backToDispatch,
            to: .dispatching,
            warrant: .holding(.redo),
            guards: [.hasNoUnit, .badVerdict],
            fields: [.init(.reason, required: true), .init(.satisfaction), .init(.solved), .init(.manner)],
            clocks: [.stop(.callback), .start(.dispatch)],
            effects: [.countRedo]
        ),
        Move(
            id: "M65",
            from: .stage(.callingBack),
            event: .escalate,
            to: .coordinating,
            warrant: .holding(.redoAgain),
            guards: [.redosUsedUp, .badVerdict],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.callback), .start(.coordinate)],
            effects: [.raisedSupervision]
        ),
        Move(
            id: "M66",
            from: .stage(.callingBack),
            event: .acceptDissatisfied,
            to: .closing,
            warrant: .acceptDissatisfied,
            guards: [.badVerdict],
            fields: [
                .init(.reason, required: true), .init(.grounds, required: true), .init(.satisfaction),
                .init(.solved), .init(.manner),
            ],
            clocks: [.stop(.callback), .start(.close)],
            effects: [.countsAsDissatisfied, .answeredCaller]
        ),
        Move(
            id: "M67",
            from: .stage(.closing),
            event: .close,
            to: .closed,
            warrant: .holding(.close),
            guards: [.nonePending, .answeredOrReason],
            fields: [.init(.conclusion, required: true), .init(.noAnswerReason)],
            clocks: [.stop(.close)],
            effects: [.final]
        ),
        Move(
            id: "M68",
            from: .stage(.closing),
            event: .closeReject,
            to: .handling,
            warrant: .holding(.close),
            guards: [.hasUnit],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.close), .resume(.handle)],
            effects: [.countRework, .notifyUnit]
        ),
        Move(
            id: "M69",
            from: .stage(.closed),
            event: .reopen,
            to: .handling,
            warrant: .holding(.reopen),
            guards: [.withinReopenDays, .hasUnit],
            fields: [.init(.reason, required: true)],
            clocks: [.restartWithRedoLimit],
            effects: [.cancelPending, .countRedo, .closingNoLongerCounts, .notifyUnit]
        ),
        Move(
            id: "M70",
            from: .stage(.closed),
            event: .backToDispatch,
            to: .dispatching,
            warrant: .holding(.reopen),
            guards: [.withinReopenDays, .hasNoUnit],
            fields: [.init(.reason, required: true)],
            clocks: [.start(.dispatch)],
            effects: [.countRedo, .closingNoLongerCounts]
        ),
        Move(
            id: "M71",
            from: .stage(.answered),
            event: .recordVerdict,
            to: nil,
            warrant: .holding(.callback),
            guards: [.sampled],
            fields: [
                .init(.satisfaction, required: true), .init(.solved, required: true),
                .init(.manner, required: true), .init(.words),
            ],
            clocks: [],
            effects: [.verdict]
        ),
        Move(
            id: "M72",
            from: .stage(.answered),
            event: .convert,
            to: .registering,
            warrant: .holding(.record),
            guards: [.withinConvertHours],
            fields: [.init(.reason, required: true)],
            clocks: [.start(.accept)],
            effects: [.followerIsActor]
        ),
        Move(
            id: "M73",
            from: .stage(.notAccepted),
            event: .convert,
            to: .registering,
            warrant: .holding(.register),
            guards: [.withinConvertDays],
            fields: [.init(.reason, required: true)],
            clocks: [.start(.accept)],
            effects: [.unitCleared, .historyKept, .followerIsActor]
        ),
        Move(
            id: "M74",
            from: .stage(.notRegistered),
            event: .convert,
            to: .registering,
            warrant: .holding(.register),
            guards: [.withinConvertDays],
            fields: [.init(.reason, required: true)],
            clocks: [.start(.accept)],
            effects: [.unitCleared, .historyKept, .followerIsActor]
        ),
        Move(
            id: "M75",
            from: .stage(.voided),
            event: .convert,
            to: .registering,
            warrant: .holding(.register),
            guards: [.withinConvertDays],
            fields: [.init(.reason, required: true)],
            clocks: [.start(.accept)],
            effects: [.unitCleared, .historyKept, .followerIsActor]
        ),
    ]
}
