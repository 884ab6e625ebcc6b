import Mustache

/// `/design`: every part that pages are made of, from the templates that the pages use, with invented data.
struct DesignPage: Page, MustacheParent {
    let title = "界面部件"
    let dues: [Due]
    let tags: [PageTag]
    let notes: [PageNote]
    let fields: [FormField]
    let actions: ActionForms
    let sheet: CaseSheet
    let company: CaseCompany
    let reminders: CaseReminders
    let tabs: Tabs
    let queue: QueueTable
    let emptyQueue: QueueTable
    let jobs: DesignJobs
    let outcome: ChosenOutcome
    let lists: WordLists
    let paper: OrderPage?
    let wall: WallBoard

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "dues": dues
        case "tags": tags
        case "notes": notes
        case "fields": fields
        case "actions": actions
        case "sheet": sheet
        case "company": company
        case "reminders": reminders
        case "tabs": tabs
        case "queue": queue
        case "emptyQueue": emptyQueue
        case "jobs": jobs
        case "outcome": outcome
        case "lists": lists
        case "paper": paper.map { [$0] } ?? []
        case "wall": wall
        default: nil
        }
    }
}

/// The list of those who go out, as its template asks for it.
struct DesignJobs: Sendable, MustacheParent {
    let rows: [JobLine]

    func child(named name: String) -> Any? {
        switch name {
        case "hasRows": !rows.isEmpty
        case "rows": rows
        case "isPickable": false
        case "emptyWords": "没有要办的事。"
        default: nil
        }
    }
}
