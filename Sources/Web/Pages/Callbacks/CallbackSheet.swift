import Casework
import Mustache
import Storage

/// The middle and right columns: one caller, three questions, what else may come of the call.
struct CallbackSheet: Sendable, MustacheParent {
    let number: String
    let version: String
    let token: String
    let path: String
    let heading: String
    let due: [Due]
    let phone: String
    let attempts: String
    let isConfidential: Bool
    let opening: String
    let questions: [CallbackQuestion]
    let words: String
    let problem: String
    let wordsProblem: String
    /// What stands in the field of the reason for a redo.
    let redoReason: String
    let redoProblem: String
    /// Whether the reader may order the redo, and need not leave it to the leader.
    let mayRedo: Bool
    let mayDecline: Bool
    let isForLeader: Bool
    let verdict: String
    /// The caller's own words with a bad judgement.
    let said: String
    /// What the leader may do about a bad judgement.
    let actions: ActionForms
    let attempt: Bool
    let unreachable: Bool
    let whyReachable: String
    /// Two hours from now: where “call me later” begins.
    let later: String
    let story: [FactRow]
    let photos: [CallbackPhoto]
    /// Who else has it open.
    let alsoOpen: String

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "version": version
        case "token": token
        case "path": path
        case "heading": heading
        case "due": due
        case "phone": phone.ifAny
        case "attempts": attempts
        case "isConfidential": isConfidential
        case "opening": opening
        case "questions": questions
        case "words": words
        case "problem": problem.ifAny
        case "wordsProblem": wordsProblem.ifAny
        case "redoReason": redoReason
        case "redoProblem": redoProblem.ifAny
        case "mayRedo": mayRedo
        case "mayDecline": mayDecline
        case "isForLeader": isForLeader
        case "verdict": verdict
        case "said": said.ifAny
        case "actions": actions
        case "attempt": attempt
        case "unreachable": unreachable
        case "whyReachable": whyReachable.ifAny
        case "later": later
        case "story": story
        case "photos": photos
        case "hasPhotos": !photos.isEmpty
        case "alsoOpen": alsoOpen.ifAny
        default: nil
        }
    }
}

extension CallbackSheet {
    init(
        _ file: Case,
        _ events: [CaseEvent],
        _ session: Session,
        sight: Sight,
        _ words: CallbackWords,
        problem: Problem?,
        typed: FormFields?,
        alsoOpen: CallbackDesk.Caller?
    ) {
        let wording = words.wording
        let (now, rules) = (wording.now, wording.rules)
        let personal = file.personal.seen(sight)
        let allowed = file.allowed(to: session.person, at: now, under: rules)
        number = file.number
        version = String(file.state.version)
        token = session.formToken
        path = "/cases/\(file.number)"
        heading = "\(words.topic(file)) · \(words.caller(personal))"
        due = file.state.clocks[.callback].map { [wording.due($0)] } ?? []
        phone = personal.phone ?? ""
        attempts = words.attempts(file)
        isConfidential = file.state.content.isConfidential
        opening = words.opening(file, personal)
        isForLeader = file.state.verdict?.isBad == true
        verdict = file.state.verdict.map(Self.words) ?? ""
        said = events.last { $0.name == .recordVerdict }?.words[Field.words.rawValue] ?? ""
        questions = CallbackQuestion.asked(typed, problem)
        self.words = typed?.first("words") ?? ""
        wordsProblem = problem?.fields["words"] ?? ""
        redoReason = typed?.first("reason") ?? ""
        redoProblem = problem?.fields["reason"] ?? ""
        let shown = CallbackQuestion.names.union(["words", "reason"])
        self.problem = problem.map { shown.isDisjoint(with: $0.fields.keys) ? $0.message : "" } ?? ""
        // Whether the judgement is bad is for the caller to say: here only the permission counts.
        mayRedo = allowed.contains(.redo) || (session.person.may(.redo) && file.state.redos == 0)
        mayDecline = allowed.contains(.callerDeclined)
        actions = ActionForms(
            file,
            session,
            sight: sight,
            at: now,
            under: rules,
            next: "/callbacks",
            only: isForLeader ? [.redo, .escalate, .backToDispatch, .acceptDissatisfied] : []
        )
        attempt = allowed.contains(.callbackAttempt)
        unreachable = allowed.contains(.callerUnreachable)
        whyReachable = Self.refusal(file, session.person, now, rules)
        later = wording.local(now + 2 * 3600)
        story = words.story(events)
        photos = CallbackPhoto.pair(events)
        self.alsoOpen = alsoOpen.map { "\($0.name) \(wording.clock($0.since)) 打开了这一位，可能正在通话" } ?? ""
    }

    private static func words(_ verdict: Verdict) -> String {
        [
            verdict.satisfaction.map { CodeList.satisfaction.chinese($0) },
            verdict.solved.map { CodeList.solved.chinese($0) },
            verdict.manner.map { CodeList.manner.chinese($0) },
        ].compactMap { $0 }.joined(separator: " · ")
    }

    /// Why “cannot be reached” is not to be had yet.
    private static func refusal(_ file: Case, _ person: Person, _ now: Timestamp, _ rules: Rulebook) -> String
    {
        do throws(CaseRefusal) {
            _ = try file.permits(.callerUnreachable, by: person, at: now, under: rules)
            return ""
        } catch {
            return error.message
        }
    }
}
