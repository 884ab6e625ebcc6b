extension Move {
    /// From the first word to the filing.
    static let recording: [Move] = [
        Move(
            id: "M01",
            from: .stage(.draft),
            event: .answerDirectly,
            to: .answered,
            warrant: .holding(.record),
            guards: [.answerableAtOnce],
            fields: [.init(.answer, required: true), .init(.articles)],
            clocks: [],
            effects: [.number, .answeredCaller]
        ),
        Move(
            id: "M02",
            from: .stage(.draft),
            event: .submit,
            to: .registering,
            warrant: .holding(.record),
            guards: [.callerOrSourceKnown, .described, .topicChosen, .placeOrReason],
            fields: [],
            clocks: [.start(.accept)],
            effects: [.number, .followerIsActor]
        ),
        Move(
            id: "M03",
            from: .stage(.draft),
            event: .quickDispatch,
            to: .signing,
            warrant: .holding(.quickDispatch),
            guards: [
                .callerOrSourceKnown, .described, .topicChosen, .placeOrReason, .unitByRuleOrReason,
                .unitReceives, .standardOrFallback,
            ],
            fields: [.init(.unit), .init(.standard), .init(.reason)],
            clocks: [.start(.sign), .start(.handle), .start(.arrive)],
            effects: [.number, .followerIsActor, .registered, .dispatched, .notifyUnit]
        ),
        Move(
            id: "M04",
            from: .stage(.draft),
            event: .receive,
            to: .intake,
            warrant: .recordOrSource,
            guards: [.notByTelephone, .described],
            fields: [],
            clocks: [.start(.intake)],
            effects: [.number]
        ),
        Move(
            id: "M05",
            from: .stage(.intake),
            event: .accept,
            to: .registering,
            warrant: .holding(.record),
            guards: [],
            fields: [],
            clocks: [.stop(.intake), .start(.accept)],
            effects: [.followerIsActor]
        ),
        Move(
            id: "M06",
            from: .stage(.intake),
            event: .answerDirectly,
            to: .answered,
            warrant: .holding(.record),
            guards: [.answerableAtOnce],
            fields: [.init(.answer, required: true), .init(.articles)],
            clocks: [.stop(.intake)],
            effects: [.answeredCaller]
        ),
        Move(
            id: "M07",
            from: .stage(.intake),
            event: .quickDispatch,
            to: .signing,
            warrant: .holding(.quickDispatch),
            guards: [
                .callerOrSourceKnown, .described, .topicChosen, .placeOrReason, .unitByRuleOrReason,
                .unitReceives, .standardOrFallback,
            ],
            fields: [.init(.unit), .init(.standard), .init(.reason)],
            clocks: [.stop(.intake), .start(.sign), .start(.handle), .start(.arrive)],
            effects: [.followerIsActor, .registered, .dispatched, .notifyUnit]
        ),
        Move(
            id: "M08",
            from: .stage(.intake),
            event: .refuseAccept,
            to: .notAccepted,
            warrant: .recordOrDecline,
            guards: [],
            fields: [
                .init(.reasonCode, required: true), .init(.reason, required: true, minimum: 10),
                .init(.answer, required: true),
            ],
            clocks: [.stop(.intake)],
            effects: [.answeredCaller]
        ),
        Move(
            id: "M09",
            from: .stage(.registering),
            event: .sendVerify,
            to: .verifying,
            warrant: .holding(.record),
            guards: [],
            fields: [.init(.reason, required: true)],
            clocks: [.pause(.accept), .start(.verify)],
            effects: [.taskForFieldSupervisor]
        ),
        Move(
            id: "M10",
            from: .stage(.verifying),
            event: .verifyFeedback,
            to: .registering,
            warrant: .holding(.verify),
            guards: [.trueFindingNeedsPhoto],
            fields: [.init(.finding, required: true), .init(.note, required: true), .init(.photos)],
            clocks: [.stop(.verify), .resume(.accept)],
            effects: []
        ),
        Move(
            id: "M11",
            from: .stage(.verifying),
            event: .verifyTimeout,
            to: .registering,
            warrant: .system,
            guards: [.verifyRanOut],
            fields: [],
            clocks: [.stop(.verify), .resume(.accept)],
            effects: [.lateVerify]
        ),
        Move(
            id: "M12",
            from: .stage(.registering),
            event: .register,
            to: .dispatching,
            warrant: .holding(.register),
            guards: [.topicOrCategory, .standardOrFallback],
            fields: [.init(.category), .init(.standard)],
            clocks: [.stop(.accept), .start(.dispatch)],
            effects: [.registered]
        ),
        Move(
            id: "M13",
            from: .stage(.registering),
            event: .quickDispatch,
            to: .signing,
            warrant: .holding(.quickDispatch),
            guards: [
                .callerOrSourceKnown, .described, .topicChosen, .placeOrReason, .unitByRuleOrReason,
                .unitReceives, .standardOrFallback,
            ],
            fields: [.init(.unit), .init(.standard), .init(.reason)],
            clocks: [.stop(.accept), .start(.sign), .start(.handle), .start(.arrive)],
            effects: [.registered, .dispatched, .notifyUnit]
        ),
        Move(
            id: "M14",
            from: .stage(.registering),
            event: .answerDirectly,
            to: .answered,
            warrant: .holding(.record),
            guards: [.answerableAtOnce],
            fields: [.init(.answer, required: true), .init(.articles)],
            clocks: [.stop(.accept)],
            effects: [.answeredCaller]
        ),
        Move(
            id: "M15",
            from: .stage(.registering),
            event: .decline,
            to: .notRegistered,
            warrant: .holding(.decline),
            guards: [],
            fields: [
                .init(.reasonCode, required: true), .init(.reason, required: true, minimum: 10),
                .init(.answer, required: true), .init(.channel, required: true),
            ],
            clocks: [.stop(.accept)],
            effects: [.answeredCaller]
        ),
    ]
}
