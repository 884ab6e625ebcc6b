import Casework
import HTTPTypes
import Storage

/// Makes the page of one case for its unit's people.
struct UnitCaseMaker: Sendable {
    let file: Case
    let history: [CaseEvent]
    let session: Session
    let sight: Sight
    let names: [Person.ID: String]
    let wording: Wording
    let photoFacts: [String: PhotoFacts]
    let allowed: [EventName]

    static let feedbackForm = "step-feedback"

    private var state: CaseState { file.state }
    private var path: String { "/unit/cases/\(file.number)" }

    /// `open` is the event whose form somebody came for, if it is one level down.
    func page(_ typed: TypedForm?, open: EventName? = nil) -> UnitCasePage {
        let maker = ActionFieldMaker(file: file, person: session.person, sight: sight, wording: wording)
        let isFeedback = allowed.contains(.submitFeedback) || typed?.event == .submitFeedback
        var fields = isFeedback ? maker.fields(of: .submitFeedback, typed) : []
        for index in fields.indices { fields[index].form = Self.feedbackForm }
        let rest = Set(EventName.allCases).subtracting([.sign, .arrive, .submitFeedback])
        let others = ActionForms(
            file,
            session,
            sight: sight,
            at: wording.now,
            under: wording.rules,
            next: path,
            only: rest
        )
        var page = UnitCasePage(
            number: file.number,
            person: String(session.person.id),
            now: String(wording.now.milliseconds),
            sheet: sheet,
            steps: steps,
            before: before,
            after: isFeedback ? shots(.after, typed) : nil,
            note: fields.first { $0.name == Field.note.rawValue },
            further: fields.filter { ![Field.note.rawValue, Field.photos.rawValue].contains($0.name) },
            others: others.all.map { form in
                var form = form
                form.isOpen = form.event == open
                return form
            }
        )
        if let typed {
            if let told = teller.meanwhile(typed) {
                page.meanwhile = told.meanwhile
                return page
            }
            let general = maker.general(typed)
            page.banner =
                typed.problem.status == .unprocessableContent
                ? general.isEmpty ? "没有发出：请看下面标红的地方。" : general : typed.problem.message
        }
        return page
    }

    private var teller: MeanwhileTeller {
        MeanwhileTeller(
            file: file,
            history: history,
            person: session.person,
            sight: sight,
            names: names,
            wording: wording
        )
    }

    // MARK: The three steps

    private func can(_ event: EventName) -> Bool { allowed.contains(event) }

    var steps: UnitCaseSteps {
        func form(_ event: EventName, _ id: String, next: String = "") -> StepForm {
            StepForm(
                id: id,
                path: "\(path)/events/\(event.rawValue)",
                token: session.formToken,
                version: state.version,
                next: next.isEmpty ? path : next,
                words: event.chinese
            )
        }
        var forms: [StepForm] = []
        if can(.sign) { forms.append(form(.sign, "step-sign")) }
        if can(.arrive) { forms.append(form(.arrive, "step-arrive")) }
        if can(.submitFeedback) { forms.append(form(.submitFeedback, Self.feedbackForm, next: "/unit")) }
        let present = [EventName.sign, .arrive, .submitFeedback].first(where: can)
        func done(_ at: Timestamp?, _ words: String) -> String? {
            at.map { "\(wording.instant($0)) \(words)" }
        }
        let buttons = [
            UnitCaseSteps.Button(
                words: "签收",
                small: done(state.signedAt, "已签") ?? (can(.sign) ? "接下这一件" : "—"),
                icon: "i-check",
                form: can(.sign) ? "step-sign" : "",
                isPresent: present == .sign
            ),
            UnitCaseSteps.Button(
                words: "到场",
                small: done(state.arrivedAt, "已到") ?? (can(.arrive) ? "记下此刻" : "签收之后"),
                icon: "i-pin",
                form: can(.arrive) ? "step-arrive" : "",
                isPresent: present == .arrive
            ),
            UnitCaseSteps.Button(
                words: "反馈",
                small: file.stage == .handling || file.stage == .signing
                    ? can(.submitFeedback) ? "写一句，拍照" : "签收之后" : done(state.feedbackAt, "已报") ?? "—",
                icon: "i-doc",
                form: can(.submitFeedback) ? Self.feedbackForm : "",
                isPresent: present == .submitFeedback
            ),
        ]
        return UnitCaseSteps(forms: forms, buttons: buttons)
    }

    /// Before the work goes with the arrival as long as that is to come, then with the feedback.
    private var before: PhotoShots? {
        if can(.arrive) { return PhotoShots(side: "before", words: "拍处置前", form: "step-arrive") }
        return can(.submitFeedback)
            ? PhotoShots(side: "before", words: "补拍处置前", form: Self.feedbackForm) : nil
    }

    private func shots(_ side: PhotoFacts.Side, _ typed: TypedForm?) -> PhotoShots {
        PhotoShots(
            side: side.rawValue,
            words: "拍处置后",
            form: Self.feedbackForm,
            kept: typed?.event == .submitFeedback ? typed?.form.all(Field.photos.rawValue) ?? [] : [],
            problem: typed?.problem.fields[Field.photos.rawValue] ?? ""
        )
    }
}
