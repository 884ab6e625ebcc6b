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
    enum Mode: String { case get, record, life }

    let address: String
    let script: URL
    let tokens: Tokens
    /// Of a browser that the agent has signed in with, for pages.
    let cookie: String

    func run(_ mode: Mode, _ path: String = "/", connections: Int, seconds: Int) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "wrk", "-t", mode == .life ? "\(connections)" : "1", "-c", "\(connections)", "-d", "\(seconds)s",
            "--timeout",
            "30s", "-s", script.path, address + path,
        ]
        var environment = ProcessInfo.processInfo.environment
        environment["BENCH_MODE"] = mode.rawValue
        // Tokens stay off the command line, which others can read.
        environment["BENCH_TOKEN"] = tokens.agent
        environment["BENCH_UNIT_TOKEN"] = tokens.unit
        environment["BENCH_LEADER_TOKEN"] = tokens.leader
        environment["BENCH_COOKIE"] = mode == .get && !path.hasPrefix("/api/") ? cookie : ""
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
    /// The agent's account and password, as a form sends them.
    let agentForm: String
    let unit: String
    let leader: String

    /// From the file that `huiyin serve --demo` writes.
    init(accounts file: URL) throws {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let rows = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        func token(_ account: Substring) throws -> String {
            guard let row = rows.first(where: { $0.count == 5 && $0[0] == account }) else {
                throw Fault("\(file.path) has no account \(account)")
            }
            return String(row[4])
        }
        agent = try token("agent01")
        let password = rows.first { $0.first == "agent01" }.map { String($0[1]) } ?? ""
        agentForm = "account=agent01&password=" + password
        leader = try token("leader1")
        guard
            let lamps = rows.first(where: { $0.count == 5 && $0[2] == "unitOperator" && $0[3].contains("照明") }
            )
        else {
            throw Fault("\(file.path) has nobody of the unit for lamps")
        }
        unit = String(lamps[4])
    }
}
