@testable import Casework

/// What makes a move likely: whether it can be made at all, and where it leads.
enum Inclination {
    /// Leaves out what would be refused whatever the fields.
    static func isPossible(_ move: Move, _ file: Case, _ world: World) -> Bool {
        switch move.event {
        case .parentDone, .parentClosed, .parentGone: return false  // the parent's end makes them
        case .callerUnreachable: return true
        case .link: return file.stage != .linked && file.stage != .forwarded
        case .card: if file.nextDueMove(under: world.rules)?.command.event != .card { return false }
        case .escalate, .redo: if file.state.redos >= 2, file.state.verdict?.isBad != true { return false }
        default: break
        }
        let now = dueInstant(of: move, file, world).map { max($0, world.clock) } ?? world.clock
        let person = move.event == .resume ? People.dispatcher : People.doing(move, on: file)
        do throws(CaseRefusal) {
            _ = try file.permits(move.event, by: person, at: now, under: world.rules)
            return true
        } catch {
            return false
        }
    }

    /// Keeps to a story that is under way: what was asked is answered, work done badly is done over.
    static func pull(_ move: Move, _ file: Case) -> Double {
        let state = file.state
        let isEnd = move.to?.isFinal == true
        switch move.event {
        case .returnApproved, .returnRejected, .extendApproved, .extendRejected, .suspendApproved,
            .suspendRejected,
            .appealReviewed, .appealApproved, .appealRejected:
            return state.pending?.opinion == nil || move.event != .appealReviewed ? 10 : 0.1
        case .requestAppeal: return 300
        case .cancelRequest where state.pending?.kind == .appeal: return 3
        case .cancelRequest: return 6
        case .backToDispatch where state.stage == .callingBack: return 12
        case .reopen where state.pending != nil: return 0.1
        case .callerUnreachable, .backToDispatch, .rework: return 4
        case .recordVerdict: return state.redos >= 2 ? 20 : 1
        case .redo, .escalate: return 20
        case .submitFeedback, .passToCallback: return state.redos > 0 ? 8 : 1
        case .void, .link: return state.redos > 0 || !state.children.isEmpty ? 0.1 : 1
        case .unlink: return 0.03
        case .close: return 4
        default: return isEnd && !state.children.isEmpty ? 6 : 1
        }
    }

    /// When time makes the move possible.
    static func dueInstant(of move: Move, _ file: Case, _ world: World) -> Timestamp? {
        let clocks = file.state.clocks
        switch move.event {
        case .verifyTimeout: return clocks[.verify]?.due
        case .autoSign: return clocks[.sign]?.due
        case .checkTimeout: return clocks[.check]?.due
        case .resume: return clocks[.suspend]?.due
        case .card:
            guard let next = file.nextDueMove(under: world.rules), next.command.event == .card else {
                return nil
            }
            return next.at
        default: return nil
        }
    }

    /// Makes good fields less dull.
    static func vary(
        _ fields: inout Fields,
        for move: Move,
        of file: Case,
        at now: Timestamp,
        with chance: inout SplitMix64
    ) {
        for (field, _) in fields.values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            switch field.kind(in: move.event) {
            case .unit where chance.once(in: 2):
                fields[value: field] = chance.one(of: People.units).map(FieldValue.text)
            case .code(let list) where ![.satisfaction, .solved, .level, .request, .urgency].contains(field):
                fields[value: field] = chance.one(of: list.codes).map(FieldValue.text)
            case .instant where move.event == .requestSuspension:
                fields[value: field] = .instant(now + 3600 * (1 + chance.below(30)))
            case .changes: fields[value: field] = amendment(of: file, with: &chance)
            default: break
            }
        }
        if move.event == .card, let due = file.nextDueMove(under: City.rules)?.command.fields[value: .level] {
            fields[value: .level] = due
        }
        if [.recordVerdict, .redo].contains(move.event), chance.once(in: 2) {
            fields[value: .satisfaction] = chance.one(of: CodeList.satisfaction.codes).map(FieldValue.text)
        }
        if move.event == .recordVerdict, file.state.redos >= 2 { fields[value: .solved] = "no" }
        if move.event == .register, chance.once(in: 3) { fields[value: .standard] = "component:0301/2" }
        if move.event == .dispatch || move.event == .quickDispatch, chance.once(in: 4) {
            fields[value: .standard] = "component:0301/1"
        }
    }

    private static func amendment(of file: Case, with chance: inout SplitMix64) -> FieldValue {
        var content = file.state.content
        var personal = file.personal
        if chance.once(in: 2) { content.place.area = chance.one(of: ["east", "west"]) }
        if chance.once(in: 2) { content.topic = chance.one(of: City.topics)?.code }
        if chance.once(in: 2) { content.wantsCallback.toggle() }
        personal.description += "（更正）"
        let change = Amendment.Change(
            field: "place.area",
            before: file.state.content.place.area,
            after: content.place.area
        )
        return .amendment(Amendment(changes: [change], content: content, personal: personal))
    }
}
