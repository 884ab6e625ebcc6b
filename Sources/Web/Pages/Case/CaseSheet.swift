import Casework
import Mustache

/// All that the case page shows but for its forms: refetched as a whole when the case changes.
struct CaseSheet: Sendable, MustacheParent {
    struct Step: Sendable, Equatable, MustacheParent {
        enum Kind: Sendable { case past, now, todo }
        let kind: Kind
        let words: String

        func child(named name: String) -> Any? {
            switch name {
            case "class": kind == .past ? "past" : ""
            case "isNow": kind == .now
            case "icon": kind == .past ? "i-checked" : kind == .now ? "i-now" : "i-todo"
            case "words": words
            default: nil
            }
        }
    }

    struct Photo: Sendable, Equatable, MustacheParent {
        let id: String
        let label: String
        let when: String
        /// Where it was taken, in words; empty if nobody knows.
        let place: String
        /// Where it is to be had, if it is not one of the books'.
        var address = ""

        func child(named name: String) -> Any? {
            switch name {
            case "full": address.isEmpty ? "/photos/\(id)" : address
            case "small": address.isEmpty ? "/photos/\(id)/small" : address
            case "label": label
            case "when": when
            case "place": place.ifAny
            default: nil
            }
        }
    }

    let number: Case.Number
    /// Where the list is that the case stands in.
    let list: PageFact
    let origin: String
    let heading: String
    let tags: [PageTag]
    let dueLabel: String
    let due: Due?
    /// Until when whoever has it now is to act.
    let waiting: String
    let steps: [Step]
    let notes: [PageNote]
    var before: [Photo]
    var after: [Photo]
    let story: [EventSentence]
    /// What it waits for, as the last line of the story.
    let now: String
    let clocks: [ClockRow]
    let age: String
    let caller: [PageFact]
    let reveal: RevealForm?
    let matter: [PageFact]
    let place: [PageFact]
    let people: [PageFact]
    let result: [PageFact]
    let orders: [PageFact]
    /// Whether a unit has it, so that its order can be printed.
    let hasOrder: Bool
    /// Who else is here, and the reader's reminders; not where a sheet is only shown.
    var beside: CaseBeside?

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "list": [list]
        case "origin": origin
        case "heading": heading
        case "tags": tags
        case "dueLabel": dueLabel
        case "due": due.map { [$0] } ?? []
        case "waiting": waiting.ifAny
        case "steps": steps
        case "notes": notes
        case "hasPhotos": !before.isEmpty || !after.isEmpty
        case "before": before
        case "hasBefore": !before.isEmpty
        case "after": after
        case "hasAfter": !after.isEmpty
        case "story": story
        case "now": now.ifAny
        case "clocks": clocks
        case "hasClocks": !clocks.isEmpty
        case "age": age
        case "caller": caller
        case "reveal": reveal.map { [$0] } ?? []
        case "matter": matter
        case "place": place
        case "people": people
        case "hasResult": !result.isEmpty
        case "result": result
        case "hasOrder": hasOrder
        case "hasOrders": !orders.isEmpty
        case "orders": orders
        case "beside": beside.map { [$0] } ?? []
        default: nil
        }
    }
}

/// The form by which somebody asks to see the caller in clear.
struct RevealForm: Sendable, MustacheParent {
    let path: String
    let token: String
    let typed: String
    let problem: String

    func child(named name: String) -> Any? {
        switch name {
        case "path": path
        case "token": token
        case "typed": typed
        case "problem": problem.ifAny
        case "isOpen": !problem.isEmpty
        default: nil
        }
    }
}

/// `/cases/{number}`.
struct CasePage: Page, MustacheParent {
    var sheet: CaseSheet
    let actions: ActionForms
    let lists: WordLists
    /// Why a form was not taken, if the case has changed or the person may not.
    var banner = ""

    var title: String { "案件 \(sheet.number)" }

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "number": sheet.number
        case "sheet": sheet
        case "actions": actions
        case "lists": lists
        case "banner": banner.ifAny
        default: nil
        }
    }
}
