import Mustache

/// `/admin/people`.
struct AdminPeoplePage: AdminPage {
    let title = "人员"
    let frame: AdminFrame
    let query: String
    let summary: String
    let rows: [AdminRow]
    let fields: [FormField]
    let roles: [FormOption]
    let next: String

    func part(named name: String) -> Any? {
        switch name {
        case "query": query
        case "summary": summary
        case "rows": rows
        case "next": next.ifAny
        case "fields": fields
        case "roles": roles
        default: nil
        }
    }
}

/// `/admin/people/ID`.
struct AdminPersonPage: AdminPage {
    let title = "人员"
    let frame: AdminFrame
    let id: String
    let account: String
    let name: String
    let facts: [AdminRow]
    /// Shown this once.
    let password: String
    let fields: [FormField]
    let roles: [FormOption]
    /// Of somebody else, so that it can be reset.
    let hasFactor: Bool
    let versions: [AdminRow]

    func part(named name: String) -> Any? {
        switch name {
        case "hasFactor": hasFactor
        case "versions": versions
        case "hasVersions": !versions.isEmpty
        case "id": id
        case "account": account
        case "name": self.name
        case "facts": facts
        case "password": password.ifAny
        case "fields": fields
        case "roles": roles
        default: nil
        }
    }
}
