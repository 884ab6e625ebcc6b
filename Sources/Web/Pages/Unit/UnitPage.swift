import Mustache

/// `/unit`.
struct UnitPage: Page, MustacheParent {
    let title = "本单位"
    let unit: String
    let topic: String
    let today: String
    /// Where the work itself is fetched again.
    let path: String
    let tabs: [PageTab]
    let cards: [UnitCard]
    let emptyWords: String
    let order: String
    let more: String

    func child(named name: String) -> Any? {
        switch name {
        case "unit": unit
        case "topic": topic
        case "today": today
        case "path": path
        case "tabs": tabs
        case "cards": cards
        case "isEmpty": cards.isEmpty
        case "emptyWords": emptyWords
        case "order": order
        case "more": more.ifAny
        default: nil
        }
    }
}

/// One case of the unit: its deadline, where, what, and the one next thing to do.
struct UnitCard: Sendable, MustacheParent {
    let path: String
    let number: String
    let topic: String
    let place: String
    let due: [Due]
    let arriveBy: String
    let tags: [String]
    let isUrgent: Bool
    let urgency: String
    let meta: [String]
    /// A form of one button, if nothing is to be filled in.
    let button: [ActionForm]
    /// Else the words of the button that leads to the case's page.
    let link: String
    let isCalm: Bool
    let forms: [ActionForm]

    func child(named name: String) -> Any? {
        switch name {
        case "path": path
        case "number": number
        case "topic": topic
        case "place": place
        case "due": due
        case "arriveBy": arriveBy.ifAny
        case "tags": tags
        case "isUrgent": isUrgent
        case "urgency": urgency
        case "meta": meta
        case "button": button
        case "link": link.ifAny
        case "isCalm": isCalm
        case "forms": forms
        case "hasForms": !forms.isEmpty
        default: nil
        }
    }
}
