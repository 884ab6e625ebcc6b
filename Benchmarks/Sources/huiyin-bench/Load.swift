import Foundation

struct Fault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Requests from many connections at once, by wrk: one thread of C, so that the server keeps the cores.
struct Load {
    struct Result {
        let perSecond: Double
        /// Milliseconds.
        let median: Double
        let p99: Double
        let failures: Int
    }

    /// What wrk's script asks.
    enum Mode: String {
        case get, record, life, called, checked, asked, judged

        /// Whether each request follows from the answer before: then a connection has a thread of its own.
        var isInSteps: Bool { self != .get && self != .record }
    }

    let address: String
    let script: URL
    let tokens: Tokens
    /// Of a browser that the agent has signed in with, for pages.
    let cookie: String

    /// `cookie` is of whoever asks for a page, if that is not the agent.
    func run(
        _ mode: Mode,
        _ path: String = "/",
        connections: Int,
        seconds: Int,
        cookie: String? = nil
    ) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "wrk", "-t", mode.isInSteps ? "\(connections)" : "1", "-c", "\(connections)", "-d", "\(seconds)s",
            "--timeout",
            "30s", "-s", script.path, address + path,
        ]
        var environment = ProcessInfo.processInfo.environment
        environment["BENCH_MODE"] = mode.rawValue
        // Tokens stay off the command line, which others can read.
        environment["BENCH_TOKEN"] = tokens.agent
        environment["BENCH_UNIT_TOKEN"] = tokens.unit
        environment["BENCH_LEADER_TOKEN"] = tokens.leader
        environment["BENCH_COOKIE"] = mode == .get && !path.hasPrefix("/api/") ? cookie ?? self.cookie : ""
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let line = output.split(whereSeparator: \.isNewline).last { $0.hasPrefix("BENCH ") }
        let numbers = line?.split(separator: " ").dropFirst().compactMap { Double($0) } ?? []
        guard process.terminationStatus == 0, numbers.count == 4 else {
            throw Fault("wrk \(mode.rawValue) \(path): \(output.prefix(500))")
        }
        return Result(perSecond: numbers[0], median: numbers[1], p99: numbers[2], failures: Int(numbers[3]))
    }
}

/// Whose tokens the requests carry.
struct Tokens {
    let agent: String
    let unit: String
    let leader: String

    init(_ accounts: Accounts) throws {
        agent = try accounts.named("agent01").token
        leader = try accounts.named("leader1").token
        unit = try accounts.ofTheLamps.token
    }
}
