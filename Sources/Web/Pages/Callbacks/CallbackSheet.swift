import Casework
import Mustache
import Storage

/// The middle and right columns: one caller, three questions, what else may come of the call.
struct CallbackSheet: Sendable, MustacheParent {
    struct Question: Sendable, MustacheParent {
        struct Choice: Sendable, MustacheParent {
            let id: String
            let value: String
            let key: String
            let words: String
            let isChosen: Bool

            func child(named name: String) -> Any? {
                switch name {
                case "id": id
                case "value": value
                case "key": key
                case "words": words
                case "isChosen": isChosen
                default: nil
                }
            }
        }

        let name: String
        let step: String
        let words: String
        let choices: [Choice]
        let problem: String

        func child(named name: String) -> Any? {
            switch name {
            case "name": self.name
            case "step": step
            case "words": words
            case "choices": choices
            case "problem": problem.ifAny
            default: nil
            }
        }
    }

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
    let questions: [Question]
    let words: String
    let problem: String
    let wordsProblem: String
    let isForLeader: Bool
    let verdict: String
    /// The caller's own words with a bad judgement.
    let said: String
    /// The events beside the three questions.
    let actions: ActionForms
    let attempt: Bool
    let unreachable: Bool
    let whyReachable: String
    let story: [FactRow]
    let photos: [String]

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
        case "isForLeader": isForLeader
        case "verdict": verdict
        case "said": said.ifAny
        case "actions": actions
        case "attempt": attempt
        case "unreachable": unreachable
        case "whyReachable": whyReachable.ifAny
        case "story": story
        case "photos": photos
        case "hasPhotos": !photos.isEmpty
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
        typed: FormFields?
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
        questions = Self.asked.map { name, step, ask, list, keys in
            Question(
                name: name,
                step: step,
                words: ask,
                choices: zip(list.entries, keys).map { entry, key in
                    Question.Choice(
                        id: name + "-" + entry.code,
                        value: entry.code,
                        key: String(key),
                        words: entry.chinese,
                        isChosen: typed?.first(name) == entry.code
                    )
                },
                problem: problem?.fields[name] ?? ""
            )
        }
        self.words = typed?.first("words") ?? ""
        wordsProblem = problem?.fields["words"] ?? ""
        let shown: Set<String> = ["solved", "satisfaction", "manner", "words"]
        self.problem = problem.map { shown.isDisjoint(with: $0.fields.keys) ? $0.message : "" } ?? ""
        actions = ActionForms(
            file,
            session,
            sight: sight,
            at: now,
            under: rules,
            next: "/callbacks",
            only: file.state.verdict?.isBad == true
                ? [.redo, .escalate, .backToDispatch, .acceptDissatisfied] : [.callerDeclined]
        )
        attempt = allowed.contains(.callbackAttempt)
        unreachable = allowed.contains(.callerUnreachable)
        whyReachable = Self.refusal(file, session.person, now, rules)
        story = words.story(events)
        photos =
            events.last { $0.name == .submitFeedback }.map { event in
                if case .texts(let ids)? = event.fields[.photos] { ids } else { [] }
            } ?? []
    }

    private static let asked: [(String, String, String, CodeList, String)] = [
        ("solved", "一", "问题解决了吗？", .solved, "123"),
        ("satisfaction", "二", "您对结果满意吗？", .satisfaction, "45678"),
        ("manner", "三", "办事人员态度如何？", .manner, "QWER"),
    ]

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
