extension Move {
    /// The unit's work and its requests.
    static let handling: [Move] = [
        Move(
            id: "M34",
            from: .stage(.handling),
            event: .arrive,
            to: nil,
            warrant: .ofUnit(.handle),
            guards: [.notYetArrived, .notTheRecorderOfAComplaint],
            fields: [.init(.at), .init(.note), .init(.photos), .init(.by)],
            clocks: [.stop(.arrive)],
            effects: [.arrived]
        ),
        Move(
            id: "M35",
            from: .stage(.handling),
            event: .assignCrew,
            to: nil,
            warrant: .unitManager,
            guards: [],
            fields: [.init(.crew, required: true)],
            clocks: [],
            effects: []
        ),
        Move(
            id: "M36",
            from: .stage(.handling),
            event: .requestExtension,
            to: nil,
            warrant: .ofUnit(.handle),
            guards: [.extensionsLeft, .beforeDeadline, .nonePending],
            fields: [
                .init(.until, required: true), .init(.reason, required: true, minimum: 10), .init(.by),
            ],
            clocks: [.start(.request)],
            effects: [.pendingExtension]
        ),
        Move(
            id: "M37",
            from: .stage(.handling),
            event: .extendApproved,
            to: nil,
            warrant: .approveExtension,
            guards: [.extensionPending, .withinOriginalLimit, .within12345Limit],
            fields: [.init(.until), .init(.reason)],
            clocks: [.stop(.request), .extend],
            effects: [.countExtension]
        ),
        Move(
            id: "M38",
            from: .stage(.handling),
            event: .extendRejected,
            to: nil,
            warrant: .holding(.approveExtension),
            guards: [.extensionPending],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.request)],
            effects: [.notifyUnit]
        ),
        Move(
            id: "M39",
            from: .stage(.handling),
            event: .requestSuspension,
            to: nil,
            warrant: .ofUnit(.handle),
            guards: [.suspensionsLeft, .withinAYear, .nonePending],
            fields: [
                .init(.until, required: true), .init(.reason, required: true, minimum: 10), .init(.by),
            ],
            clocks: [.start(.request)],
            effects: [.pendingSuspension]
        ),
        Move(
            id: "M40",
            from: .stage(.handling),
            event: .suspendApproved,
            to: .suspended,
            warrant: .holding(.approveSuspension),
            guards: [.suspensionPending],
            fields: [.init(.until), .init(.reason)],
            clocks: [.stop(.request), .pause(.handle), .start(.suspend)],
            effects: [.countSuspension, .owesNotice]
        ),
        Move(
            id: "M41",
            from: .stage(.handling),
            event: .suspendRejected,
            to: nil,
            warrant: .holding(.approveSuspension),
            guards: [.suspensionPending],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.request)],
            effects: [.notifyUnit]
        ),
        Move(
            id: "M42",
            from: .stage(.suspended),
            event: .resume,
            to: .handling,
            warrant: .resume,
            guards: [.suspensionEnded],
            fields: [.init(.reason)],
            clocks: [.stop(.suspend), .resume(.handle)],
            effects: [.notifyUnit]
        ),
        Move(
            id: "M43",
            from: .stage(.registering),
            event: .forwardOut,
            to: .forwarded,
            warrant: .holding(.dispatch),
            guards: [.externalBody],
            fields: [.init(.body, required: true), .init(.theirNumber), .init(.reason, required: true)],
            clocks: [.stop(.accept), .start(.outside)],
            effects: [.outboxBody]
        ),
        Move(
            id: "M44",
            from: .stage(.dispatching),
            event: .forwardOut,
            to: .forwarded,
            warrant: .holding(.dispatch),
            guards: [.externalBody],
            fields: [.init(.body, required: true), .init(.theirNumber), .init(.reason, required: true)],
            clocks: [.stop(.dispatch), .stop(.handle), .start(.outside)],
            effects: [.outboxBody]
        ),
        Move(
            id: "M45",
            from: .stage(.forwarded),
            event: .outsideAnswered,
            to: .feedback,
            warrant: .holding(.record),
            guards: [],
            fields: [.init(.note, required: true), .init(.theirNumber)],
            clocks: [.stop(.outside), .start(.review)],
            effects: []
        ),
        Move(
            id: "M46",
            from: .stage(.forwarded),
            event: .outsideRefused,
            to: .dispatching,
            warrant: .holding(.record),
            guards: [],
            fields: [.init(.reason, required: true)],
            clocks: [.stop(.outside), .start(.dispatch)],
            effects: []
        ),
        Move(
            id: "M47",
            from: .stage(.handling),
            event: .submitFeedback,
            to: .feedback,
            warrant: .ofUnit(.handle),
            guards: [.photosOrReason, .noSuspensionPending, .notTheRecorderOfAComplaint],
            fields: [
                .init(.note, required: true, minimum: 10), .init(.photos), .init(.noPhotoReason),
                .init(.measured), .init(.by),
            ],
            clocks: [.stop(.handle), .start(.review)],
            effects: [.feedback, .cancelPending, .overdueNoted]
        ),
    ]
}
