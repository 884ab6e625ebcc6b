extension Move {
    /// Dispatch, coordination and what comes back.
    static let dispatching: [Move] = [
        Move(
            id: "M16",
            from: .stage(.dispatching),
            event: .dispatch,
            to: .signing,
            warrant: .holding(.dispatch),
            guards: [.fewerReturnsThanCoordination, .unitReceives, .unitInScopeOrReason],
            fields: [.init(.unit), .init(.reason)],
            clocks: [.stop(.dispatch), .start(.sign), .work],
            effects: [.dispatched, .notifyUnit]
        ),
        Move(
            id: "M17",
            from: .stage(.dispatching),
            event: .backToRegister,
            to: .registering,
            warrant: .holding(.dispatch),
            guards: [],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.dispatch), .stop(.handle), .start(.accept)],
            effects: [.unitCleared, .historyKept]
        ),
        Move(
            id: "M18",
            from: .stage(.dispatching),
            event: .startCoordination,
            to: .coordinating,
            warrant: .holding(.coordinate),
            guards: [],
            fields: [.init(.units, required: true), .init(.reason, required: true)],
            clocks: [.stop(.dispatch), .start(.coordinate)],
            effects: [.cancelPending, .coordinationOrder, .notifyUnits]
        ),
        Move(
            id: "M19",
            from: .stage(.signing),
            event: .startCoordination,
            to: .coordinating,
            warrant: .holding(.coordinate),
            guards: [],
            fields: [.init(.units, required: true), .init(.reason, required: true)],
            clocks: [.stop(.sign), .pause(.handle), .start(.coordinate)],
            effects: [.cancelPending, .coordinationOrder, .notifyUnits]
        ),
        Move(
            id: "M20",
            from: .stage(.handling),
            event: .startCoordination,
            to: .coordinating,
            warrant: .holding(.coordinate),
            guards: [],
            fields: [.init(.units, required: true), .init(.reason, required: true)],
            clocks: [.pause(.handle), .start(.coordinate)],
            effects: [.cancelPending, .coordinationOrder, .notifyUnits]
        ),
        Move(
            id: "M21",
            from: .stage(.coordinating),
            event: .decide,
            to: .signing,
            warrant: .holding(.decide),
            guards: [.unitReceives],
            fields: [.init(.unit, required: true), .init(.assisting), .init(.reason, required: true)],
            clocks: [.stop(.coordinate), .start(.sign), .restart(.handle), .restart(.arrive)],
            effects: [.cannotReturn, .notifyUnits]
        ),
        Move(
            id: "M22",
            from: .stage(.signing),
            event: .sign,
            to: .handling,
            warrant: .ofUnit(.sign),
            guards: [.notTheRecorderOfAComplaint],
            fields: [.init(.by)],
            clocks: [.stop(.sign)],
            effects: [.signed]
        ),
        Move(
            id: "M23",
            from: .stage(.signing),
            event: .autoSign,
            to: .handling,
            warrant: .system,
            guards: [.signRanOut],
            fields: [],
            clocks: [.stop(.sign)],
            effects: [.lateSign, .notifyUnitManager]
        ),
        Move(
            id: "M24",
            from: .stage(.signing),
            event: .requestReturn,
            to: nil,
            warrant: .ofUnit(.handle),
            guards: [.mayReturn, .withinReturnWindow, .nonePending],
            fields: [
                .init(.reasonCode, required: true), .init(.reason, required: true, minimum: 10),
                .init(.properUnit), .init(.by),
            ],
            clocks: [.start(.request)],
            effects: [.pendingReturn]
        ),
        Move(
            id: "M25",
            from: .stage(.signing),
            event: .returnApproved,
            to: .dispatching,
            warrant: .holding(.approveReturn),
            guards: [.returnPending],
            fields: [.init(.reason)],
            clocks: [.stop(.sign), .stop(.request), .pause(.handle), .start(.dispatch)],
            effects: [.cancelOtherPending, .countReturn, .learnRule]
        ),
        Move(
            id: "M26",
            from: .stage(.signing),
            event: .returnRejected,
            to: nil,
            warrant: .holding(.approveReturn),
            guards: [.returnPending],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.request)],
            effects: [.countWrongReturn, .notifyUnit]
        ),
        Move(
            id: "M27",
            from: .stage(.signing),
            event: .recall,
            to: .dispatching,
            warrant: .holding(.dispatch),
            guards: [],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.sign), .pause(.handle), .start(.dispatch)],
            effects: [.cancelPending, .notifyUnit]
        ),
        Move(
            id: "M28",
            from: .stage(.signing),
            event: .contactUnit,
            to: nil,
            warrant: .holding(.record),
            guards: [],
            fields: [
                .init(.person, required: true), .init(.channel, required: true),
                .init(.words, required: true),
            ],
            clocks: [],
            effects: []
        ),
        Move(
            id: "M29",
            from: .stage(.handling),
            event: .requestReturn,
            to: nil,
            warrant: .ofUnit(.handle),
            guards: [.mayReturn, .withinReturnWindow, .nonePending],
            fields: [
                .init(.reasonCode, required: true), .init(.reason, required: true, minimum: 10),
                .init(.properUnit), .init(.by),
            ],
            clocks: [.start(.request)],
            effects: [.pendingReturn]
        ),
        Move(
            id: "M30",
            from: .stage(.handling),
            event: .returnApproved,
            to: .dispatching,
            warrant: .holding(.approveReturn),
            guards: [.returnPending],
            fields: [.init(.reason)],
            clocks: [.stop(.request), .pause(.handle), .start(.dispatch)],
            effects: [.cancelOtherPending, .countReturn, .learnRule]
        ),
        Move(
            id: "M31",
            from: .stage(.handling),
            event: .returnRejected,
            to: nil,
            warrant: .holding(.approveReturn),
            guards: [.returnPending],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.request)],
            effects: [.countWrongReturn, .notifyUnit]
        ),
        Move(
            id: "M32",
            from: .stage(.handling),
            event: .recall,
            to: .dispatching,
            warrant: .holding(.dispatch),
            guards: [],
            fields: [.init(.reason, required: true)],
            clocks: [.pause(.handle), .start(.dispatch)],
            effects: [.cancelPending, .notifyUnit]
        ),
        Move(
            id: "M33",
            from: .stage(.handling),
            event: .contactUnit,
            to: nil,
            warrant: .holding(.record),
            guards: [],
            fields: [
                .init(.person, required: true), .init(.channel, required: true),
                .init(.words, required: true),
            ],
            clocks: [],
            effects: []
        ),
    ]
}
