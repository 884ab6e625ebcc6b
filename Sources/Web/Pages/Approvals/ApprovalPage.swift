import Casework
import Mustache

/// `/approvals`.
struct ApprovalPage: Page, MustacheParent {
    let title = "审批"
    let mine: [ApprovalCard]
    let count: Int
    /// Waiting for somebody else.
    let others: [ApprovalCard]
    let tabs: [PageTab]
    /// How many are not shown.
    let more: Int

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "mine": mine
        case "count": String(count)
        case "isEmpty": mine.isEmpty
        case "others": others
        case "hasOthers": !others.isEmpty
        case "tabs": tabs
        case "more": (more > 0 ? String(more) : "").ifAny
        default: nil
        }
    }
}

/// What the pages of approvals and supervision are reached by.
enum ApprovalTab: CaseIterable {
    case waiting, supervision

    static func tabs(here: ApprovalTab, _ waiting: Int?) -> [PageTab] {
        allCases.map { tab in
            switch tab {
            case .waiting:
                PageTab(
                    path: "/approvals",
                    words: "等批复",
                    isHere: here == tab,
                    count: waiting.map(String.init) ?? ""
                )
            case .supervision:
                PageTab(path: "/approvals/supervision", words: "督办与黄红牌", isHere: here == tab)
            }
        }
    }
}

/// One thing to decide, with what speaks for and against it in figures.
struct ApprovalCard: Sendable, MustacheParent {
    let path: String
    let number: String
    let kind: String
    let topic: String
    let place: String
    let unit: String
    let due: [Due]
    /// The story so far, in three lines.
    let story: [FactRow]
    let asker: String
    let reason: String
    let facts: [FactRow]
    /// What a yes would bring.
    let cost: [FactRow]
    let actions: ActionForms

    func child(named name: String) -> Any? {
        switch name {
        case "path": path
        case "number": number
        case "kind": kind
        case "topic": topic
        case "place": place
        case "unit": unit.ifAny
        case "due": due
        case "story": story
        case "asker": asker.ifAny
        case "reason": reason.ifAny
        case "facts": facts
        case "cost": cost
        case "hasCost": !cost.isEmpty
        case "actions": actions
        default: nil
        }
    }
}

/// A name and what it is, as a list of facts shows them.
struct FactRow: Sendable, MustacheParent {
    let name: String
    let value: String

    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "value": value
        default: nil
        }
    }
}
