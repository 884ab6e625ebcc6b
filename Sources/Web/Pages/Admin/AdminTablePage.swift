import Mustache

/// `/admin/tables/NAME`.
struct AdminTablePage: AdminPage {
    let frame: AdminFrame
    let table: AdminTable
    let query: String
    let summary: String
    let rows: [AdminRow]
    let next: String
    let edited: String
    let isNew: Bool
    let fields: [FormField]
    let changeFields: [FormField]
    let removeFields: [FormField]

    var title: String { table.words }

    func part(named name: String) -> Any? {
        switch name {
        case "words": table.words
        case "path": table.path
        case "query": query
        case "summary": summary
        case "heads": table.heads
        case "rows": rows
        case "next": next.ifAny
        case "edited": edited.ifAny
        case "isNew": isNew && edited.isEmpty
        case "isIdle": !isNew && edited.isEmpty
        case "isByKey": table.columns.isEmpty
        case "fields": fields
        case "changeFields": changeFields
        case "removeFields": removeFields
        default: nil
        }
    }
}
