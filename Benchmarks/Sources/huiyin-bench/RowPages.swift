/// The pages with some fifty rows, by those who have them open all day.
struct RowPages {
    struct Page {
        let name: String
        let path: String
        let cookie: String
    }

    /// Milliseconds that one client may have to wait, but for one time in a hundred.
    static let wanted = 10.0

    let all: [Page]

    init(_ server: Server, _ accounts: Accounts) throws {
        let agent = try server.signIn(try accounts.named("agent01"))
        let leader = try server.signIn(try accounts.named("leader1"))
        let unit = try server.signIn(try accounts.ofTheLamps)
        let supervisor = try server.signIn(try accounts.first(of: "fieldSupervisor"))
        all = [
            Page(name: "queue", path: "/queue?view=all", cookie: agent),
            Page(name: "queue, newest", path: "/queue?view=all&order=newest", cookie: agent),
            Page(name: "queue, mine", path: "/queue?view=mine", cookie: leader),
            Page(name: "queue, searched", path: "/queue?view=all&q=%E8%B7%AF%E7%81%AF", cookie: agent),
            Page(name: "following", path: "/following", cookie: agent),
            Page(name: "unit", path: "/unit", cookie: unit),
            Page(name: "unit, waiting", path: "/unit?tab=wait", cookie: unit),
            Page(name: "checks", path: "/checks", cookie: supervisor),
            Page(name: "callbacks", path: "/callbacks", cookie: agent),
            Page(name: "approvals (20)", path: "/approvals", cookie: leader),
        ]
    }

    /// Brings cases to where each page has its rows.
    static func fill(by load: Load) throws {
        for mode in [Load.Mode.called, .checked, .asked] {
            _ = try load.run(mode, connections: 4, seconds: 1)
        }
    }
}
