import Casework
import Mustache
import Storage

/// `/checks/{number}`: what to look at, and what was found.
struct CheckCasePage: Page, MustacheParent {
    struct Button: Sendable, MustacheParent {
        let value: String
        let words: String
        let kind: String

        func child(named name: String) -> Any? {
            switch name {
            case "value": value
            case "words": words
            case "kind": kind
            default: nil
            }
        }
    }

    let number: Case.Number
    let person: String
    let now: String
    var sheet: FieldSheet
    let form: StepForm
    let shots: PhotoShots
    let buttons: [Button]
    var typed = ""
    var problem = ""
    var banner = ""
    /// What others changed while the form that was sent stood open.
    var meanwhile: Meanwhile? { didSet { if meanwhile != nil { banner = "" } } }

    static let formName = "check"

    init(
        _ file: Case,
        _ history: [CaseEvent],
        _ session: Session,
        sight: Sight,
        _ wording: Wording,
        photoFacts: [String: PhotoFacts],
        refused: EventDoor.Refused?
    ) {
        number = file.number
        person = String(session.person.id)
        now = String(wording.now.milliseconds)
        let photos = CasePhotoWords(
            photos: CasePhoto.all(in: history, facts: photoFacts),
            file,
            sight,
            wording
        )
        sheet = Self.sheet(file, history, sight, wording, photos)
        form = StepForm(
            id: Self.formName,
            path: "/checks/\(file.number)",
            token: session.formToken,
            version: file.state.version,
            next: "",
            words: ""
        )
        shots = PhotoShots(
            side: file.stage == .verifying ? "before" : "after",
            words: "拍现场",
            form: Self.formName,
            kept: refused?.form.all(Field.photos.rawValue) ?? [],
            problem: refused?.problem.fields[Field.photos.rawValue] ?? ""
        )
        buttons = Self.buttons(file, session.person, wording)
        guard let refused else { return }
        typed = refused.form.first("words") ?? ""
        let problem = refused.problem
        self.problem = problem.fields[Field.note.rawValue] ?? problem.fields[Field.reason.rawValue] ?? ""
        let isShown = !self.problem.isEmpty || !shots.problem.isEmpty
        banner = isShown ? "没有发出：请看下面标红的地方。" : problem.message
    }

    private static func buttons(_ file: Case, _ person: Person, _ wording: Wording) -> [Button] {
        let allowed = Set(file.allowed(to: person, at: wording.now, under: wording.rules))
        if allowed.contains(.verifyFeedback) {
            return [
                Button(value: "false", words: "不属实", kind: "caution"),
                Button(value: "unclear", words: "看不清", kind: "plain"),
                Button(value: "true", words: "属实", kind: "primary"),
            ]
        }
        var buttons: [Button] = []
        if !allowed.isDisjoint(with: [.checkFail, .backToDispatch]), file.stage == .checking {
            buttons.append(Button(value: "fail", words: "不通过", kind: "caution"))
        }
        if !allowed.isDisjoint(with: [.checkPass, .checkPassToCallback]) {
            buttons.append(Button(value: "pass", words: "通过", kind: "primary"))
        }
        return buttons
    }

    var title: String { sheet.topic }

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "number": number
        case "person": person
        case "now": now
        case "sheet": sheet
        case "form": form
        case "shots": shots
        case "buttons": buttons
        case "hasButtons": !buttons.isEmpty
        case "isThree": buttons.count == 3
        case "typed": typed
        case "problem": problem.ifAny
        case "banner": banner.ifAny
        case "meanwhile": meanwhile.map { [$0] } ?? []
        default: nil
        }
    }
}

extension CheckCasePage {
    private static func sheet(
        _ file: Case,
        _ history: [CaseEvent],
        _ sight: Sight,
        _ wording: Wording,
        _ photos: CasePhotoWords
    ) -> FieldSheet {
        let content = file.state.content
        let personal = file.personal.seen(sight)
        let topic = wording.topic(content.topic)
        return FieldSheet(
            number: file.number,
            topic: topic.isEmpty ? "未分类" : topic,
            sub: file.number,
            back: "/checks",
            due: wording.due(of: file).map { [$0] } ?? [],
            tags: [PageTag(.stage, file.stage.chinese)] + JobRow.urgency(of: file),
            place: wording.place(content, personal),
            spot: content.place.position,
            phone: "",
            steps: [],
            notes: [],
            facts: facts(file, history, personal, wording),
            before: photos.of(.before),
            after: photos.of(.after)
        )
    }

    /// What the hall asks to be looked at, what the caller said, and what the unit says it did.
    private static func facts(_ file: Case, _ history: [CaseEvent], _ personal: Personal, _ wording: Wording)
        -> [PageFact]
    {
        var facts: [PageFact] = []
        if let asked = history.last(where: { [.sendVerify, .passToCheck].contains($0.name) }),
            let words = asked.words[Field.note.rawValue] ?? asked.words[Field.reason.rawValue]
        {
            facts.append(PageFact("要看什么", words))
        }
        facts.append(PageFact("来电人说", personal.description))
        if let back = history.last(where: { $0.name == .submitFeedback }),
            let note = back.words[Field.note.rawValue]
        {
            facts.append(PageFact("\(wording.unit(file.state.unit))反馈 \(wording.instant(back.at))", note))
        }
        return facts
    }
}
