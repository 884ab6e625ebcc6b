/// The pages with some fifty rows, asked by those who have them open all day, one at a time.
///
/// The books hold what a hall has under way at once: some thousands of cases, hundreds of them at each of the steps for which
/// people wait.
struct RowPages {
    private struct Page {
        let name: String
        let path: String
        let cookie: String
    }

    /// Milliseconds that one client may have to wait, but for one time in a hundred.
    private static let wanted = 10.0

    private let bench: Bench
    private let pages: [Page]
    private var figures: Figures

    init(_ bench: Bench) throws {
        self.bench = bench
        figures = Figures(bench.load, seconds: bench.seconds)
        let (server, accounts) = (bench.server, bench.accounts)
        let agent = try server.signIn(try accounts.named("agent01"))
        let leader = try server.signIn(try accounts.named("leader1"))
        let unit = try server.signIn(try accounts.ofTheLamps)
        let supervisor = try server.signIn(try accounts.first(of: "fieldSupervisor"))
        pages = [
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

    mutating func run() throws {
        for mode in [Load.Mode.record, .called, .checked, .asked, .judged] {
            _ = try bench.load.run(mode, connections: 4, seconds: 1)
        }
        for _ in 0..<bench.rounds {
            for page in pages {
                try figures.measure(page.name, .get, page.path, connections: 1, cookie: page.cookie)
            }
        }
        print("pages with fifty rows, one client; \(bench.rounds) rounds of \(bench.seconds) s each; medians")
        var table = Table("", "a second", "median ms", "p99 ms", "wanted", "")
        for page in pages {
            let isGood = figures.median(page.name) { $0.p99 } <= Self.wanted
            table.add([page.name] + figures.cells(page.name) + [Self.wanted.whole, isGood ? "yes" : "NO"])
        }
        print(table.text)
    }
}
