/// What was measured, by name, round after round.
struct Figures {
    let load: Load
    let seconds: Int
    private var results: [String: [Load.Result]] = [:]

    init(_ load: Load, seconds: Int) {
        self.load = load
        self.seconds = seconds
    }

    mutating func measure(
        _ name: String,
        _ mode: Load.Mode,
        _ path: String = "/",
        connections: Int,
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
        results[name, default: []].append(result)
    }

    func median(_ name: String, _ figure: (Load.Result) -> Double) -> Double {
        (results[name] ?? []).map(figure).median
    }

    /// How often a second, the median and the p99.
    func cells(_ name: String) -> [String] {
        [
            median(name) { $0.perSecond }.whole, median(name) { $0.median }.places(2),
            median(name) { $0.p99 }.places(2),
        ]
    }
}
