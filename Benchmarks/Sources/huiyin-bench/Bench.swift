import Foundation

/// Measures the write path beside the limit of the disk under it, in the same run, on the same cores.
///
///     huiyin-bench PROGRAM FOLDER SCRIPT [ROUNDS] [SECONDS] [PORT]
@main
struct Bench {
    static func main() {
        do {
            try run(CommandLine.arguments)
        } catch {
            FileHandle.standardError.write(Data("huiyin-bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ words: [String]) throws {
        guard words.count >= 4 else {
            throw Fault("usage: huiyin-bench PROGRAM FOLDER SCRIPT [ROUNDS] [SECONDS] [PORT]")
        }
        func number(_ index: Int, _ fallback: Int) -> Int {
            words.count > index ? Int(words[index]) ?? fallback : fallback
        }
        let server = try Server(
            program: URL(filePath: words[1]),
            folder: URL(filePath: words[2]),
            port: number(6, 12_455)
        )
        defer { server.stop() }
        let accounts = try Accounts(server.accounts)
        let pages = try RowPages(server, accounts)
        let load = Load(
            address: server.address,
            script: URL(filePath: words[3]),
            tokens: try Tokens(accounts),
            cookie: try server.signIn(try accounts.named("agent02"))
        )
        var bench = Bench(
            server: server,
            load: load,
            pages: pages.all,
            rounds: number(4, 5),
            seconds: number(5, 4)
        )
        try bench.run()
    }

    private let server: Server
    private let load: Load
    private let pages: [RowPages.Page]
    private let rounds: Int
    private let seconds: Int
    private var figures: [String: [Load.Result]] = [:]
    private var raw: [Double] = []
    private var sizes: [Int: [Int: Int]] = [:]

    init(server: Server, load: Load, pages: [RowPages.Page], rounds: Int, seconds: Int) {
        self.server = server
        self.load = load
        self.pages = pages
        self.rounds = rounds
        self.seconds = seconds
    }

    private static let connections = [1, 32, 128]
    /// Pages and answers that are read, each by the name of its row; NUMBER stands for a case's.
    private static let reads = [
        ("case list (50)", "/api/v1/cases?limit=50"), ("wall", "/api/v1/wall"),
        ("case page", "/cases/NUMBER"),
        ("queue page", "/queue?view=live"),
    ]

    private mutating func run() throws {
        // The first seconds warm the server and tell how long a row is.
        _ = try load.run(.record, connections: 32, seconds: 2)
        let bytes = try StoredBytes.perCase(in: server.books)
        print("a case is \(bytes) bytes in the books; \(rounds) rounds of \(seconds) s each; medians")
        let inserts = RawInserts(folder: server.folder, bytes: bytes)
        for _ in 0..<rounds {
            raw.append(try inserts.perSecond(for: Double(seconds)))
            try measure("health", .get, "/api/v1/health", 128)
            for count in Self.connections {
                let before = try server.batches()
                try measure("record \(count)", .record, "/", count)
                let news = try server.batches().map { ($0.key, $0.value - (before[$0.key] ?? 0)) }
                for (size, batches) in news { sizes[count, default: [:]][size, default: 0] += batches }
            }
            try measure("life 1", .life, "/", 1)
            try measure("life 16", .life, "/", 16)
            let number = try server.newestCase(tokens: load.tokens)
            for (name, path) in Self.reads {
                try measure(name, .get, path.replacingOccurrences(of: "NUMBER", with: number), 16)
            }
        }
        try RowPages.fill(by: load)
        for _ in 0..<rounds {
            for page in pages { try measure(page.name, .get, page.path, 1, cookie: page.cookie) }
        }
        print(table.text)
        print(judgements.text)
    }

    private mutating func measure(
        _ name: String,
        _ mode: Load.Mode,
        _ path: String,
        _ connections: Int,
        cookie: String? = nil
    ) throws {
        let result = try load.run(
            mode,
            path,
            connections: connections,
            seconds: seconds,
            cookie: cookie
        )
        if result.failures > 0 { throw Fault("\(name): \(result.failures) requests failed") }
        figures[name, default: []].append(result)
    }

    private func median(_ name: String, _ figure: (Load.Result) -> Double) -> Double {
        (figures[name] ?? []).map(figure).median
    }

    private var table: Table {
        var table = Table("", "a second", "median ms", "p99 ms", "beside raw", "cases a batch")
        table.add("raw inserts, 1 thread", raw.median.whole, (1000 / raw.median).places(2), "", "1.00", "1")
        for count in Self.connections {
            let name = "record \(count)"
            let batches = sizes[count] ?? [:]
            let bodies = batches.reduce(0) { $0 + $1.key * $1.value }
            let mean = Double(bodies) / Double(max(1, batches.values.reduce(0, +)))
            row(name, &table, (median(name) { $0.perSecond } / raw.median).places(2), mean.places(1))
        }
        for name in ["health", "life 1", "life 16"] + Self.reads.map(\.0) + pages.map(\.name) {
            row(name, &table, "", "")
        }
        return table
    }

    private func row(_ name: String, _ table: inout Table, _ beside: String, _ batch: String) {
        table.add(
            name,
            median(name) { $0.perSecond }.whole,
            median(name) { $0.median }.places(2),
            median(name) { $0.p99 }.places(2),
            beside,
            batch
        )
    }

    /// What is wanted, and whether it is so.
    private var judgements: Table {
        let recorded = { (count: Int) in median("record \(count)") { $0.perSecond } }
        var table = Table("", "wanted", "is", "")
        func judge(_ name: String, _ wanted: String, _ value: Double, _ isGood: Bool) {
            table.add(name, wanted, value.places(2), isGood ? "yes" : "NO")
        }
        let (at32, at128) = (recorded(32) / raw.median, recorded(128) / raw.median)
        judge("recording at 32 beside raw", ">= 1.00", at32, at32 >= 1)
        judge("recording at 128 beside raw", ">= 1.50", at128, at128 >= 1.5)
        let health = recorded(128) / median("health") { $0.perSecond }
        judge("recording at 128 beside health", ">= 0.10", health, health >= 0.1)
        let spread = median("record 32") { $0.p99 / $0.median }
        judge("p99 beside the median at 32", "<= 10.00", spread, spread <= 10)
        for page in pages {
            let p99 = median(page.name) { $0.p99 }
            judge("\(page.name): p99 of one client, ms", "<= 10.00", p99, p99 <= RowPages.wanted)
        }
        return table
    }
}
