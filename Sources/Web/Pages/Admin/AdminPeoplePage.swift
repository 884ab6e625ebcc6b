import Mustache

/// `/admin/people`.
struct AdminPeoplePage: Page, MustacheParent {
    let title = "人员"
    let tabs: [PageTab]
    let query: String
    let problems: [String]
    let summary: String
    let rows: [AdminRow]
    let fields: [FormField]
    let roles: [FormOption]
    let next: String

    func child(named name: String) -> Any? {
        switch name {
        case "tabs": tabs
        case "query": query
        case "problems": problems
        case "hasProblems": !problems.isEmpty
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
struct AdminPersonPage: Page, MustacheParent {
    let title = "人员"
    let tabs: [PageTab]
    let id: String
    let account: String
    let name: String
    let facts: [AdminRow]
    let notice: String
    let problems: [String]
    /// Shown this once.
    let password: String
    let fields: [FormField]
    let roles: [FormOption]
    /// Of somebody else, so that it can be reset.
    let hasFactor: Bool
    let versions: [AdminRow]

    func child(named name: String) -> Any? {
        switch name {
        case "tabs": tabs
        case "hasFactor": hasFactor
        case "versions": versions
        case "hasVersions": !versions.isEmpty
        case "id": id
        case "account": account
        case "name": self.name
        case "facts": facts
        case "notice": notice.ifAny
        case "problems": problems
        case "hasProblems": !problems.isEmpty
        case "password": password.ifAny
        case "fields": fields
        case "roles": roles
        default: nil
        }
    }
}
