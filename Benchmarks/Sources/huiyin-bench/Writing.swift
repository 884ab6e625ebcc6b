/// The write path beside the limit of the disk under it, in the same run, on the same cores; and what is read most.
struct Writing {
    private let bench: Bench
    private var figures: Figures
    private var raw: [Double] = []
    private var sizes: [Int: [Int: Int]] = [:]

    init(_ bench: Bench) {
        self.bench = bench
        figures = Figures(bench.load, seconds: bench.seconds)
    }

    private static let connections = [1, 32, 128]
    /// Pages and answers that are read, each by the name of its row; NUMBER stands for a case's.
    private static let reads = [
        ("case list (50)", "/api/v1/cases?limit=50"), ("wall", "/api/v1/wall"),
        ("case page", "/cases/NUMBER"),
        ("queue page", "/queue?view=live"),
    ]

    mutating func run() throws {
        let server = bench.server
        // The first seconds warm the server and tell how long a row is.
        _ = try bench.load.run(.record, connections: 32, seconds: 2)
        let bytes = try StoredBytes.perCase(in: server.books)
        let rounds = "\(bench.rounds) rounds of \(bench.seconds) s each"
        print("a case is \(bytes) bytes in the books; \(rounds); medians")
        let inserts = RawInserts(folder: server.folder, bytes: bytes)
        for _ in 0..<bench.rounds {
            raw.append(try inserts.perSecond(for: Double(bench.seconds)))
            try figures.measure("health", .get, "/api/v1/health", connections: 128)
            for count in Self.connections {
                let before = try server.batches()
                try figures.measure("record \(count)", .record, connections: count)
                let news = try server.batches().map { ($0.key, $0.value - (before[$0.key] ?? 0)) }
                for (size, batches) in news { sizes[count, default: [:]][size, default: 0] += batches }
            }
            try figures.measure("life 1", .life, connections: 1)
            try figures.measure("life 16", .life, connections: 16)
            let number = try server.newestCase(tokens: bench.load.tokens)
            for (name, path) in Self.reads {
                let path = path.replacing("NUMBER", with: number)
                try figures.measure(name, .get, path, connections: 16)
            }
        }
        print(table.text)
        print(judgements.text)
    }

    private var table: Table {
        var table = Table("", "a second", "median ms", "p99 ms", "beside raw", "cases a batch")
        table.add(["raw inserts, 1 thread", raw.median.whole, (1000 / raw.median).places(2), "", "1.00", "1"])
        for count in Self.connections {
            let name = "record \(count)"
            let batches = sizes[count] ?? [:]
            let bodies = batches.reduce(0) { $0 + $1.key * $1.value }
            let mean = Double(bodies) / Double(max(1, batches.values.reduce(0, +)))
            let beside = figures.median(name) { $0.perSecond } / raw.median
            table.add([name] + figures.cells(name) + [beside.places(2), mean.places(1)])
        }
        for name in ["health", "life 1", "life 16"] + Self.reads.map(\.0) {
            table.add([name] + figures.cells(name) + ["", ""])
        }
        return table
    }

    /// What is wanted, and whether it is so.
    private var judgements: Table {
        let recorded = { (count: Int) in figures.median("record \(count)") { $0.perSecond } }
        var table = Table("", "wanted", "is", "")
        func judge(_ name: String, _ wanted: String, _ value: Double, _ isGood: Bool) {
            table.add([name, wanted, value.places(2), isGood ? "yes" : "NO"])
        }
        let (at32, at128) = (recorded(32) / raw.median, recorded(128) / raw.median)
        judge("recording at 32 beside raw", ">= 1.00", at32, at32 >= 1)
        judge("recording at 128 beside raw", ">= 1.50", at128, at128 >= 1.5)
        let health = recorded(128) / figures.median("health") { $0.perSecond }
        judge("recording at 128 beside health", ">= 0.10", health, health >= 0.1)
        let spread = figures.median("record 32") { $0.p99 / $0.median }
        judge("p99 beside the median at 32", "<= 10.00", spread, spread <= 10)
        return table
    }
}
