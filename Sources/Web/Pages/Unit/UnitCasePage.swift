import Casework
import Mustache

/// `/unit/cases/{number}`: one case in the hands of whoever goes there.
struct UnitCasePage: Page, MustacheParent {
    let number: Case.Number
    let person: String
    /// The server's clock, by which a step is noted that goes out later.
    let now: String
    var sheet: FieldSheet
    let steps: UnitCaseSteps
    let before: PhotoShots?
    let after: PhotoShots?
    let note: FormField?
    /// Measured values, and why there is no photograph.
    let further: [FormField]
    let others: [ActionForm]
    var banner = ""
    /// What others changed while the form that was sent stood open.
    var meanwhile: Meanwhile?

    var title: String { sheet.topic }

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "number": number
        case "person": person
        case "now": now
        case "sheet": sheet
        case "steps": steps
        case "hasShots": before != nil || after != nil
        case "before": before.map { [$0] } ?? []
        case "after": after.map { [$0] } ?? []
        case "hasNote": note != nil
        case "note": note.map { [$0] } ?? []
        case "hasFurther": !further.isEmpty
        case "isFurtherOpen": further.contains { !$0.problem.isEmpty || !$0.value.isEmpty }
        case "further": further
        case "hasOthers": !others.isEmpty
        case "isOthersOpen": others.contains(where: \.isOpen)
        case "others": others
        case "banner": banner.ifAny
        case "meanwhile": meanwhile.map { [$0] } ?? []
        default: nil
        }
    }
}

/// The three steps at the foot: sign, arrive, feed back; the present one is the widest.
struct UnitCaseSteps: Sendable, MustacheParent {
    struct Button: Sendable, MustacheParent {
        let words: String
        let small: String
        let icon: String
        /// The form it sends; none for a step that is done or not to be done yet.
        let form: String
        let isPresent: Bool

        func child(named name: String) -> Any? {
            switch name {
            case "words": words
            case "small": small
            case "icon": icon
            case "form": form.ifAny
            case "isPresent": isPresent
            default: nil
            }
        }
    }

    let forms: [StepForm]
    let buttons: [Button]

    func child(named name: String) -> Any? {
        switch name {
        case "forms": forms
        case "buttons": buttons
        case "present": "present-\((buttons.firstIndex(where: \.isPresent) ?? -1) + 1)"
        case "hasSteps": !forms.isEmpty
        default: nil
        }
    }
}
