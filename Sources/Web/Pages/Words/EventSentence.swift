import Casework
import Mustache

/// One event of a case's story, told in a sentence, with its reasons and what people said.
struct EventSentence: Sendable, Equatable, MustacheParent {
    /// Of the sign beside the sentence.
    enum Tone: String, Sendable {
        case plain = "", ok = "dot-ok", soon = "dot-soon", over = "dot-over"
    }

    let sequence: Int
    /// The day, where it is another one than of the event before.
    let day: String
    let clock: String
    let exact: String
    let iso: String
    let icon: String
    let tone: Tone
    let what: String
    /// Why, and what follows: rules, limits, deadlines.
    let details: [String]
    /// People's own words.
    let quotes: [String]
    let photos: [String]

    func child(named name: String) -> Any? {
        switch name {
        case "sequence": String(sequence)
        case "day": day.ifAny
        case "clock": clock
        case "exact": exact
        case "iso": iso
        case "icon": icon
        case "tone": tone.rawValue
        case "what": what
        case "details": details
        case "quotes": quotes
        case "photos": photos
        default: nil
        }
    }
}

/// Tells events of one case.
struct StoryTeller: Sendable {
    let wording: Wording
    let names: [Person.ID: String]
    /// The description as it stands now.
    var shown = ""

    var rules: Rulebook { wording.rules }

    /// The whole story, event by event, each told with the case as it was before and after it.
    func story(of number: Case.Number, _ history: [CaseEvent]) -> [EventSentence] {
        var file = Case(
            number: number,
            content: CaseContent(source: "", kind: ""),
            urgency: .normal,
            personal: Personal()
        )
        var day: LocalDay?
        return history.map { event in
            let before = file.state
            file.apply(event)
            let own = rules.time.day(of: event.at)
            let isNewDay = own != day
            day = own
            return sentence(event, before, file.state, day: isNewDay ? wording.weekday(own) : "")
        }
    }

    private func sentence(_ event: CaseEvent, _ before: CaseState, _ after: CaseState, day: String)
        -> EventSentence
    {
        let told = ToldEvent(
            event: event,
            before: before,
            after: after,
            wording: wording,
            names: names,
            shown: shown
        )
        return EventSentence(
            sequence: event.sequence,
            day: day,
            clock: wording.clock(event.at),
            exact: wording.exact(event.at),
            iso: wording.iso(event.at),
            icon: event.name.icon,
            tone: tone(event, after),
            what: told.what,
            details: told.details,
            quotes: told.quotes,
            photos: photos(of: event)
        )
    }

    private func tone(_ event: CaseEvent, _ after: CaseState) -> EventSentence.Tone {
        let isBad = event.facts.contains { fact in
            switch fact {
            case .fedBack(let overdue): overdue
            case .late: true
            case .card(let level, _): level == "red"
            case .verdict(let verdict): verdict?.isBad == true
            default: false
            }
        }
        return isBad ? .over : event.name.tone
    }

    private func photos(of event: CaseEvent) -> [String] {
        var photos: [String] = []
        for case .recorded(let content, _, _) in event.facts { photos += content.photos }
        if case .texts(let ids)? = event.fields[.photos] { photos += ids }
        return photos
    }
}

extension EventName {
    fileprivate var icon: String {
        switch self {
        case .submit, .receive, .answerDirectly, .contactUnit, .addCallerWords, .answerCaller,
            .callbackAttempt,
            .callerSatisfied, .callerUnreachable, .callerDeclined, .recordVerdict, .passToCallback:
            "i-phone"
        case .quickDispatch, .dispatch, .decide, .forwardOut: "i-send"
        case .accept, .register, .sign, .autoSign, .returnApproved, .extendApproved, .suspendApproved,
            .checkPass,
            .checkPassToCallback, .close, .appealApproved, .passToClose, .resume:
            "i-check"
        case .arrive, .sendVerify, .verifyFeedback, .passToCheck: "i-pin"
        case .submitFeedback, .outsideAnswered, .supervisionReply, .amend, .comment, .appealReviewed: "i-doc"
        case .requestReturn, .requestExtension, .requestSuspension, .requestAppeal, .verifyTimeout,
            .checkTimeout,
            .cancelRequest:
            "i-clock"
        case .link, .unlink, .parentDone, .parentClosed, .parentGone: "i-link"
        case .urge, .supervise, .card, .raiseUrgency, .lowerUrgency, .escalate: "i-urge"
        case .startCoordination, .assignCrew, .handOver: "i-people"
        case .refuseAccept, .decline, .void, .returnRejected, .extendRejected, .suspendRejected, .rework,
            .redo,
            .checkFail, .closeReject, .reopen, .recall, .backToRegister, .backToDispatch, .outsideRefused,
            .acceptDissatisfied, .appealRejected, .convert:
            "i-back"
        }
    }

    fileprivate var tone: EventSentence.Tone {
        switch self {
        case .sign, .arrive, .submitFeedback, .returnApproved, .extendApproved, .suspendApproved, .checkPass,
            .checkPassToCallback, .callerSatisfied, .close, .answerCaller, .register, .accept,
            .appealApproved:
            .ok
        case .requestReturn, .requestExtension, .requestSuspension, .requestAppeal, .urge, .supervise, .card,
            .autoSign,
            .verifyTimeout, .checkTimeout, .rework, .redo, .checkFail, .closeReject, .reopen, .escalate,
            .raiseUrgency:
            .soon
        default: .plain
        }
    }
}
