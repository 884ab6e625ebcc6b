import Mustache

/// What every page of the administrators has above its own part.
struct AdminFrame: Sendable {
    let tabs: [PageTab]
    var notice = ""
    var problems: [String] = []
    /// Changes that wait for their day, of the tables that the page shows.
    var coming: [AdminRow] = []

    func child(named name: String) -> Any? {
        switch name {
        case "tabs": tabs
        case "notice": notice.ifAny
        case "problems": problems
        case "hasProblems": !problems.isEmpty
        case "coming": coming
        case "hasComing": !coming.isEmpty
        default: nil
        }
    }
}

/// A page within that frame.
protocol AdminPage: Page, MustacheParent {
    var frame: AdminFrame { get }
    /// What stands below the frame.
    func part(named name: String) -> Any?
}

extension AdminPage {
    func child(named name: String) -> Any? { frame.child(named: name) ?? part(named: name) }
}
