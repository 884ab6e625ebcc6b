import Mustache

/// `/unit`.
struct UnitPage: Page, MustacheParent {
    let title = "本单位"
    let unit: String
    let topic: String
    let today: String
    /// The server's clock, by which a step is noted that goes out later.
    let now: String
    let person: String
    let token: String
    /// What the address says after the question mark.
    let query: String
    let tab: String
    let tabs: [PageTab]
    /// Seldom asked for: one level down.
    let others: [PageTab]
    let stages: [FormOption]
    let deadlines: [FormOption]
    let isByStreet: Bool
    /// Where the same list is in the other order.
    let otherOrder: String
    let rows: [JobLine]
    let isPickable: Bool
    let emptyWords: String
    let more: String
    /// What became of many that were signed at once.
    var said: PageNote?

    func child(named name: String) -> Any? {
        switch name {
        case "unit": unit
        case "topic": topic
        case "today": today
        case "now": now
        case "person": person
        case "token": token
        case "query": query
        case "tab": tab
        case "tabs": tabs
        case "hasOthers": !others.isEmpty
        case "isOtherHere": others.contains(where: \.isHere)
        case "others": others
        case "hasStages": stages.count > 2
        case "stages": stages
        case "deadlines": deadlines
        case "isByStreet": isByStreet
        case "otherOrder": otherOrder
        case "rows": rows
        case "hasRows": !rows.isEmpty
        case "isPickable": isPickable
        case "emptyWords": emptyWords
        case "more": more.ifAny
        case "said": said.map { [$0] } ?? []
        default: nil
        }
    }
}
