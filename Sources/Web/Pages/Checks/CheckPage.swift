import Casework
import Mustache

/// `/checks`.
struct CheckPage: Page, MustacheParent {
    let title = "核查"
    let person: String
    let query: String
    let tabs: [PageTab]
    let isByStreet: Bool
    let otherOrder: String
    let rows: [JobLine]
    let more: String

    static func row(_ file: Case, _ wording: Wording) -> JobRow {
        let task = CheckTask(file)?.words ?? ""
        let isLate = file.state.checkTimedOut || file.state.lateMarks.contains(.verify)
        var row = JobRow(
            file,
            at: "/checks/\(file.number)",
            wording,
            tags: [PageTag(.stage, task)] + (isLate ? [PageTag(.critical, "已超时")] : [])
                + JobRow.urgency(of: file),
            meta: [wording.unit(file.state.unit)].filter { !$0.isEmpty }
        )
        row.link = "去\(task)"
        return row
    }

    func child(named name: String) -> Any? {
        switch name {
        case "person": person
        case "query": query
        case "tabs": tabs
        case "isByStreet": isByStreet
        case "otherOrder": otherOrder
        case "rows": rows
        case "hasRows": !rows.isEmpty
        case "isPickable": false
        case "emptyWords": "没有要到现场看的案件。"
        case "more": more.ifAny
        default: nil
        }
    }
}
