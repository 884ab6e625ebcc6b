import Casework
import Mustache

/// `/desk`: where a call becomes a case.
struct DeskPage: Page, MustacheParent {
    let title = "受理台"
    let form: DeskForm
    let tabs: [DeskTab]
    let callers: DeskCaller
    let say: DeskSay
    let proposal: DeskProposal
    let rail: DeskRail
    let lists: WordLists
    /// What has just been recorded.
    let done: DeskDone?
    /// What has just been done to another case instead.
    let told: String
    /// Under whose name this browser keeps what has not reached the server.
    let keeper: String
    let scripts: [String]

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "form": form
        case "tabs": tabs
        case "callers": callers
        case "say": say
        case "questions": proposal.questions
        case "isClean": done != nil || !told.isEmpty || !form.problem.isEmpty
        case "told": told.ifAny
        case "keeper": keeper
        case "scripts": scripts
        case "proposal": proposal
        case "rail": rail
        case "lists": lists
        case "done": done.map { [$0] } ?? []
        default: nil
        }
    }
}

/// One of the calls that somebody is in the middle of.
struct DeskTab: Sendable, MustacheParent {
    let id: Int64?
    let words: String
    let when: String
    let isHere: Bool

    func child(named name: String) -> Any? {
        switch name {
        case "id": id.map { String($0) } ?? ""
        case "words": words
        case "when": when
        case "isHere": isHere
        default: nil
        }
    }
}

/// What has just been recorded, and what is still to be done about it.
struct DeskDone: Sendable, MustacheParent {
    let number: Case.Number
    let words: String
    /// Who is told by telephone; nil where no unit has it, or it has been told.
    let contact: DeskContact?

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "words": words
        case "contact": contact.map { [$0] } ?? []
        default: nil
        }
    }
}

/// Calling the unit once its order is out, and writing down what was said.
struct DeskContact: Sendable, MustacheParent {
    let number: Case.Number
    let unit: String
    let duty: String
    let phone: String
    let words: String

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "unit": unit
        case "duty": duty
        case "phone": phone.ifAny
        case "dial":
            "tel:" + phone.utf8.filter { $0 != UInt8(ascii: "-") }.map { String(UnicodeScalar($0)) }.joined()
        case "said": words
        default: nil
        }
    }
}
