import Casework
import Mustache
import Storage

/// What was typed into a form that was refused, and why: shown again, nothing lost.
struct TypedForm: Sendable {
    let event: EventName
    let form: FormFields
    let problem: Problem
    /// Where it was to lead.
    var next = ""
    /// Of the case as the form was made for it.
    var version: Int?
    /// What others did between the form's making and its sending.
    var meanwhile: Meanwhile?

    /// Whether it was refused only because somebody else was faster.
    var isOvertaken: Bool { problem.code == CaseRefusal.Code.changedMeanwhile.rawValue }
}

/// What somebody may do to a case now: one form for each event that the case allows, and no other.
struct ActionForms: Sendable, MustacheParent {
    let number: Case.Number
    let version: Int
    /// The most usual next thing; it alone is filled blue.
    private(set) var primary: [ActionForm]
    private(set) var others: [ActionForm]
    /// Returns, extensions and what else is seldom: one level down.
    private(set) var rare: [ActionForm]

    var all: [ActionForm] { primary + others + rare }

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "version": String(version)
        case "primary": primary
        case "others": others
        case "rare": rare
        case "hasRare": !rare.isEmpty
        case "hasNone": primary.isEmpty && others.isEmpty && rare.isEmpty
        case "isRareOpen": rare.contains(where: \.isOpen)
        default: nil
        }
    }

    /// The same with fields that are drawn once: a page of many cards shows them again and again.
    func drawn(in library: PageLibrary) -> ActionForms {
        var forms = self
        for list in [\ActionForms.primary, \.others, \.rare] {
            forms[keyPath: list] = forms[keyPath: list].map { $0.drawn(in: library) }
        }
        return forms
    }
}

/// One event's form.
struct ActionForm: Sendable, MustacheParent {
    let event: EventName
    let words: String
    let path: String
    let token: String
    let version: Int
    let next: String
    let fields: [FormField]
    /// By which a second sending of the same form is known.
    let once = Secret.token()
    var isPrimary = false
    var isCaution = false
    var isOpen = false
    var problem = ""
    /// What others changed, to be looked at before it is sent once more.
    var meanwhile: Meanwhile?
    /// Its fields, if they were drawn beforehand.
    private(set) var drawn: [MustacheTemplate] = []

    /// Nothing to fill in: the button alone.
    var isPlain: Bool {
        fields.allSatisfy { if case .hidden = $0.kind { true } else { false } } && problem.isEmpty
            && meanwhile == nil
    }

    func child(named name: String) -> Any? {
        switch name {
        case "event": event.rawValue
        case "words": words
        case "path": path
        case "token": token
        case "version": String(version)
        case "once": once
        case "next": next.ifAny
        case "fields": drawn.isEmpty ? fields : []
        case "drawn": drawn
        case "isPlain": isPlain
        case "isOpen": isOpen
        case "isCaution": isCaution && !isPrimary
        case "style": isPrimary ? "btn-primary" : isCaution ? "btn-caution" : "btn-plain"
        case "hasFile": fields.contains { if case .photos = $0.kind { true } else { false } }
        case "problem": problem.ifAny
        case "isAgain": meanwhile?.refusal.isEmpty == true
        case "meanwhile": meanwhile.map { [$0] } ?? []
        default: nil
        }
    }

    fileprivate func drawn(in library: PageLibrary) -> ActionForm {
        guard !isPlain, !fields.contains(where: \.hasWords) else { return self }
        var form = self
        form.drawn = library.rows(fields)
        return form
    }
}

extension ActionForms {
    /// The forms for `session`'s person.
    ///
    /// `sight` is how the person sees the caller: corrections do not show what is masked. `next` is a local path to go to
    /// afterwards, empty for the case's own page. `only` narrows the events to those wanted.
    init(
        _ file: Case,
        _ session: Session,
        sight: Sight,
        at now: Timestamp,
        under rules: Rulebook,
        next: String = "",
        only: Set<EventName>? = nil,
        typed: TypedForm? = nil
    ) {
        let person = session.person
        var events = file.allowed(to: person, at: now, under: rules).filter { only?.contains($0) ?? true }
        // What was refused is shown again even if it is not to be done any more: its words are not lost.
        if let typed, !events.contains(typed.event) { events.append(typed.event) }
        let maker = ActionFieldMaker(
            file: file,
            person: person,
            sight: sight,
            wording: Wording(rules: rules, now: now)
        )
        let forms = events.map { event in
            let typed = typed?.event == event ? typed : nil
            return ActionForm(
                event: event,
                words: file.words(for: event, by: person),
                path: "/cases/\(file.number)/events/\(event.rawValue)",
                token: session.formToken,
                version: file.state.version,
                next: typed?.next ?? next,
                fields: maker.fields(of: event, typed),
                isCaution: event.isCaution,
                isOpen: typed != nil,
                problem: maker.general(typed),
                meanwhile: typed?.meanwhile
            )
        }
        number = file.number
        version = file.state.version
        let first = file.usual(among: events, for: person)
        primary = forms.filter { $0.event == first }.map { form in
            var form = form
            form.isPrimary = true
            return form
        }
        others = forms.filter { $0.event != first && !$0.event.isRare }
        rare = forms.filter { $0.event != first && $0.event.isRare }
    }
}
