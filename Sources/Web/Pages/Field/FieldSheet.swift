import Casework
import Mustache

/// What changes while somebody looks: where, by when, how far it is, what there is to see.
struct FieldSheet: Sendable, MustacheParent {
    struct Step: Sendable, Equatable, MustacheParent {
        let words: String
        let time: String
        let kind: CaseSheet.Step.Kind

        func child(named name: String) -> Any? {
            switch name {
            case "words": words
            case "time": time.ifAny
            case "class": kind == .past ? "past" : ""
            case "isNow": kind == .now
            case "icon": kind == .past ? "i-checked" : kind == .now ? "i-now" : "i-todo"
            default: nil
            }
        }
    }

    let number: Case.Number
    let topic: String
    let sub: String
    /// The list it is one of.
    var back = "/unit"
    let due: [Due]
    let tags: [PageTag]
    let place: String
    let spot: Spot?
    /// For `tel:`, if the person may see it.
    let phone: String
    let steps: [Step]
    let notes: [PageNote]
    let facts: [PageFact]
    let before: [CaseSheet.Photo]
    let after: [CaseSheet.Photo]
    /// Who else has the case open.
    var company = CaseCompany(viewers: [])

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "topic": topic
        case "sub": sub
        case "back": back
        case "due": due
        case "tags": tags
        case "place": place
        case "spot": spot.map { [$0] } ?? []
        case "phone": phone.ifAny
        case "canGo": spot != nil || !phone.isEmpty
        case "hasSteps": !steps.isEmpty
        case "steps": steps
        case "notes": notes
        case "facts": facts
        case "hasPhotos": !before.isEmpty || !after.isEmpty
        case "before": before
        case "hasBefore": !before.isEmpty
        case "after": after
        case "hasAfter": !after.isEmpty
        case "company": company
        default: nil
        }
    }
}
