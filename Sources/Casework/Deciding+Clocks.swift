extension Deciding {
    mutating func take(_ step: ClockStep) {
        switch step {
        case .start(.arrive): startArrive()
        case .start(.callback):
            if !state.attempts.isEmpty { note(.attemptsForgotten) }  // they were about work done before
            start(.callback, limit(of: .callback))
        case .start(let kind): start(kind, limit(of: kind))
        case .stop(let kind): onHandleToo(kind) { $0.stop($1) }
        case .pause(let kind): onHandleToo(kind) { $0.pause($1) }
        // A case that followed another may have that one's unit, or no clock.
        case .resume(.handle): work()
        case .resume(let kind): onHandleToo(kind) { $0.resume($1) }
        case .restart(.arrive): break  // goes with handle
        case .restart(let kind): restart(kind, limit(of: kind))
        case .stopAll: for kind in ClockKind.allCases { stop(kind) }
        case .work: work()
        case .extend: extend()
        case .restartForRedo: restart(.handle, redoLimit)
        case .restartWithRedoLimit: restart(.handle, isUrgentInItself ? redoLimit : rules.policy.redo)
        case .hasten: hasten()
        }
    }

    /// Whose seconds a clock counts.
    private func keeper(of kind: ClockKind) -> Timekeeper {
        switch kind {
        case .sign, .handle, .arrive: rules.timekeeper(of: state.unit)
        case .intake, .accept, .verify, .dispatch, .coordinate, .request, .suspend, .outside, .review, .check,
            .callback, .close:
            rules.hall
        }
    }

    private func keeper(of clock: Clock) -> Timekeeper {
        clock.unit == nil ? rules.hall : rules.timekeeper(of: clock.unit)
    }

    private func limit(of kind: ClockKind) -> Limit {
        let policy = rules.policy
        switch kind {
        case .intake:
            return switch state.content.source {
            case "web", "letter": policy.intakeLetter
            case "sms", "wechat": policy.intakeMessage
            default: policy.intake
            }
        case .accept: return policy.accept
        case .verify: return policy.verify
        case .dispatch: return policy.dispatch
        case .coordinate: return policy.coordinate
        case .sign: return next.isUrgent ? policy.signUrgent : policy.signNormal
        case .handle: return state.limits?.finish ?? policy.general
        case .arrive: return state.limits?.arrive ?? policy.general
        case .request: return state.urgency > .normal ? policy.requestUrgent : policy.request
        case .suspend, .callback: return Limit(policy.callbackHours, .urgentHour)
        case .outside: return policy.outside
        case .review: return policy.review
        case .check: return policy.check
        case .close: return policy.close
        }
    }

    private mutating func start(_ kind: ClockKind, _ limit: Limit) {
        let keeper = keeper(of: kind)
        var (seconds, measure) = keeper.seconds(of: limit, from: now)
        if kind == .callback { measure = .waking }
        var due = keeper.adding(seconds, measure, to: now)
        if kind == .suspend, let until = fields[instant: .until] ?? before.pending?.until {
            // To the instant: counted in whole seconds from now it would end within the second before.
            (seconds, measure, due) = (max(0, until - now), .continuous, max(now, until))
        }
        let owner: Unit.ID? =
            switch kind {
            case .sign, .handle, .arrive: state.unit
            default: nil
            }
        let clock = Clock(
            kind: kind,
            round: (state.clocks[kind]?.round ?? 0) + 1,
            unit: owner,
            limit: seconds,
            original: seconds,
            measure: measure,
            used: 0,
            state: .running,
            since: now,
            due: due,
            written: kind == .suspend ? nil : limit
        )
        note(.clock(.started(clock)))
    }

    private mutating func startArrive() {
        if state.arrivedAt != nil { note(.notArrived) }
        if let limit = state.limits?.arrive {
            start(.arrive, limit)
        } else if state.clocks[.arrive] != nil {
            note(.clock(.forgotten(.arrive)))
        }
    }

    /// The arrive clock goes with the handle clock until somebody has arrived.
    private mutating func onHandleToo(_ kind: ClockKind, _ change: (inout Self, ClockKind) -> Void) {
        change(&self, kind)
        if kind == .handle, state.arrivedAt == nil { change(&self, .arrive) }
    }

    private mutating func stop(_ kind: ClockKind) {
        guard let clock = state.clocks[kind], clock.state != .stopped else { return }
        note(.clock(.stopped(kind, used: clock.usedSeconds(at: now, by: keeper(of: clock)))))
    }

    private mutating func pause(_ kind: ClockKind) {
        guard let clock = state.clocks[kind], clock.isRunning else { return }
        note(.clock(.paused(kind, used: clock.usedSeconds(at: now, by: keeper(of: clock)))))
    }

    private mutating func resume(_ kind: ClockKind) {
        guard let clock = state.clocks[kind], !clock.isRunning else { return }
        let left = clock.limit - clock.used
        // What is already used up was due before now; by how much, the page says in seconds used.
        let due = left >= 0 ? keeper(of: clock).adding(left, clock.measure, to: now) : now + left
        note(.clock(.resumed(kind, due: due)))
    }

    private mutating func restart(_ kind: ClockKind, _ limit: Limit) {
        start(kind, limit)
        if kind == .handle { startArrive() }
    }

    private mutating func work() {
        guard let handle = state.clocks[.handle] else {
            start(.handle, limit(of: .handle))
            return startArrive()
        }
        if handle.unit == state.unit {
            onHandleToo(.handle) { $0.resume($1) }
            if state.arrivedAt == nil, state.clocks[.arrive] == nil { startArrive() }
        } else {
            restart(.handle, limit(of: .handle))
        }
    }

    private mutating func extend() {
        guard let clock = state.clocks[.handle], let until = fields[instant: .until] ?? state.pending?.until
        else { return }
        let keeper = keeper(of: clock)
        let added = keeper.seconds(clock.measure, from: clock.due, to: until)
        let work = keeper.working.seconds(from: clock.due, to: until)
        note(
            .clock(
                .changed(
                    .handle,
                    limit: clock.limit + added,
                    measure: clock.measure,
                    used: clock.usedSeconds(at: now, by: keeper),
                    due: until
                )
            )
        )
        note(.counted(.extendedWorkSeconds, state.extendedWorkSeconds + work))
        note(.pending(nil))
    }

    /// Urgent by its limit, whatever its urgency.
    private var isUrgentInItself: Bool { state.limits?.finish.unit.isUrgent == true }

    /// Whichever is due earlier: its own limit (for urgent ones half of it, at least an urgent hour), or the redo limit.
    private var redoLimit: Limit {
        let own = state.limits?.finish ?? rules.policy.general
        let halved =
            own.unit.isUrgent
            ? Limit(max(1, own.value * (own.unit == .urgentDay ? 24 : 1) / 2), .urgentHour) : own
        let keeper = keeper(of: .handle)
        let redo = rules.policy.redo
        return keeper.due(halved, from: now) <= keeper.due(redo, from: now) ? halved : redo
    }

    private mutating func hasten() {
        if let sign = state.clocks[.sign], sign.isRunning {
            let seconds = rules.timekeeper(of: sign.unit).seconds(of: rules.policy.signUrgent, from: now).0
            let due = now + seconds
            if due < sign.due {
                note(.clock(.changed(.sign, limit: seconds, measure: .continuous, used: 0, due: due)))
            }
        }
        guard let handle = state.clocks[.handle], handle.state != .stopped else { return }
        let keeper = keeper(of: handle)
        let used = handle.usedSeconds(at: now, by: keeper)
        let left = max(0, handle.limit - used)
        var changed = (limit: used + left / 2, measure: handle.measure, used: used)
        if let urgent = state.limits?.standard.flatMap({ rules.standards[$0]?.urgentFinish }) {
            let (seconds, measure) = keeper.seconds(of: urgent, from: now)
            changed = (seconds, measure, measure == handle.measure ? used : 0)
        }
        let due = keeper.adding(max(0, changed.limit - changed.used), changed.measure, to: now)
        // Never later than it was, or would be if a clock that waits went on now.
        if due < (handle.isRunning ? handle.due : keeper.adding(left, handle.measure, to: now)) {
            note(
                .clock(
                    .changed(
                        .handle,
                        limit: changed.limit,
                        measure: changed.measure,
                        used: changed.used,
                        due: handle.isRunning ? due : handle.due
                    )
                )
            )
        }
    }
}
