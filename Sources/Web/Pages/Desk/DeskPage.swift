import Casework
import Mustache

/// `/desk`: where a call becomes a case.
struct DeskPage: Page, MustacheParent {
    let title = "受理台"
    let form: DeskForm
    let callers: DeskCaller
    let proposal: DeskProposal
    let rail: DeskRail
    let lists: WordLists
    /// What has just been recorded.
    let done: DeskDone?

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "form": form
        case "callers": callers
        case "proposal": proposal
        case "rail": rail
        case "lists": lists
        case "done": done.map { [$0] } ?? []
        default: nil
        }
    }
}

/// Earlier cases of the number that calls.
struct DeskCaller: Sendable, MustacheParent {
    let rows: [QueueRow]
    let hasNumber: Bool

    func child(named name: String) -> Any? {
        switch name {
        case "rows": rows
        case "hasRows": !rows.isEmpty
        case "hasNumber": hasNumber
        default: nil
        }
    }
}

/// What goes on beside the call: followed cases and drafts.
struct DeskRail: Sendable, MustacheParent {
    let rows: [QueueRow]
    let drafts: [DraftLine]
    let token: String

    func child(named name: String) -> Any? {
        switch name {
        case "rows": rows
        case "hasRows": !rows.isEmpty
        case "drafts": drafts
        case "hasDrafts": !drafts.isEmpty
        case "token": token
        default: nil
        }
    }
}

struct DeskDone: Sendable, MustacheParent {
    let number: Case.Number
    let words: String

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "words": words
        default: nil
        }
    }
}
