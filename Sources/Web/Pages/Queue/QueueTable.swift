import Casework
import Mustache
import Storage

/// One case in a list.
struct QueueRow: Sendable, Hashable, MustacheParent {
    let number: Case.Number
    /// Changes with the case: so a script knows which rows to put anew.
    let version: Int
    let short: String
    let due: Due?
    let matter: String
    let urgency: PageTag?
    let place: String
    let unit: String
    let stage: String
    /// For whom and what it waits; strong if that is the reader.
    let waits: String
    let isForReader: Bool
    let changed: String
    let changedExact: String

    init(_ file: Case, for person: Person, _ wording: Wording) {
        let state = file.state
        number = file.number
        version = state.version
        short = wording.short(file.number)
        due = wording.due(of: file)
        matter = state.content.topic.map { wording.topic($0) } ?? CodeList.kind.chinese(state.content.kind)
        urgency =
            state.urgency == .normal
            ? nil : PageTag(state.urgency == .critical ? .critical : .urgent, state.urgency.chinese)
        // A list shows nobody in clear: the case itself does, and leaves a trace.
        place = wording.place(state.content, file.personal.seen(.masked))
        unit = state.unit.map { wording.unit($0) } ?? state.outsideBody.map { wording.unit($0) } ?? "—"
        stage = file.stage.chinese
        waits = WaitingFor(file: file, person: person, wording: wording).words
        isForReader = file.waits(for: person)
        changed = state.changedAt.map(wording.brief) ?? ""
        changedExact = state.changedAt.map(wording.exact) ?? ""
    }

    func child(named name: String) -> Any? {
        switch name {
        case "number": number
        case "version": String(version)
        case "short": short
        case "due": due.map { [$0] } ?? []
        case "matter": matter
        case "urgency": urgency.map { [$0] } ?? []
        case "place": place
        case "unit": unit
        case "stage": stage
        case "waits": waits
        case "weight": isForReader ? "strong" : "soft"
        case "changed": changed
        case "changedExact": changedExact
        default: nil
        }
    }
}

extension Wording {
    /// `14:26` today, `4-03` this year, `2018-4-03` before: where a column is narrow.
    func brief(_ instant: Timestamp) -> String {
        let today = rules.time.day(of: now)
        let day = rules.time.day(of: instant)
        if day == today { return clock(instant) }
        let (year, month, date) = day.parts
        return (year == today.year ? "" : "\(year)-") + "\(month)-\(padded(date, 2))"
    }
}

/// A list of cases, with where it goes on.
struct QueueTable: Sendable, MustacheParent {
    let rows: [MustacheTemplate]
    let empty: String
    var advice = ""
    let note: String
    let next: String

    func child(named name: String) -> Any? {
        switch name {
        case "hasRows": !rows.isEmpty
        case "rows": rows
        case "empty": empty
        case "advice": advice.ifAny
        case "note": note.ifAny
        case "next": next.ifAny
        default: nil
        }
    }
}
