import Foundation
import FoundationNetworking

/// A release of the program, serving a demonstration in a folder of its own.
final class Server {
    let address: String
    let folder: URL
    private let process = Process()

    init(program: URL, folder: URL, port: Int) throws {
        self.folder = folder
        address = "http://127.0.0.1:\(port)"
        process.executableURL = program
        process.arguments = ["serve", "--demo", "--data", folder.path, "--port", "\(port)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        var said = ""
        while !said.contains("look at:") {
            let more = pipe.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Fault("the server did not start: \(said)") }
            said += String(decoding: more, as: UTF8.self)
        }
    }

    var accounts: URL { folder.appending(path: "demo-accounts.csv") }
    var books: URL { folder.appending(path: "huiyin.sqlite") }

    /// Batches so far, by how many cases each held.
    func batches() throws -> [Int: Int] {
        let text = String(decoding: try Data(contentsOf: try url("/api/v1/metrics")), as: UTF8.self)
        var found: [Int: Int] = [:]
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("huiyin_batches_total{") {
            let parts = line.split(whereSeparator: { "\" ".contains($0) })
            if parts.count == 4, let size = Int(parts[1]), let count = Int(parts[3]) { found[size] = count }
        }
        return found
    }

    /// Signs a browser in and gives its cookie.
    func signIn(_ account: Accounts.Account) throws -> String {
        let answer = try curl([
            "-s", "-D", "-", "-o", "/dev/null", "--data", account.form, address + "/login",
        ])
        for line in answer.split(whereSeparator: \.isNewline)
        where line.lowercased().hasPrefix("set-cookie: huiyin=") {
            return String(line.dropFirst("set-cookie: ".count).prefix { $0 != ";" })
        }
        throw Fault("could not sign in: \(answer.prefix(200))")
    }

    /// The number of the newest case.
    func newestCase(tokens: Tokens) throws -> String {
        let answer = try curl([
            "-s", "-H", "Authorization: Bearer " + tokens.agent, address + "/api/v1/cases?limit=1",
        ])
        let parts = answer.split(separator: "\"")
        guard let key = parts.firstIndex(of: "number"), parts.count > key + 2 else {
            throw Fault("there is no case")
        }
        return String(parts[key + 2])
    }

    private func curl(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["curl"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }

    private func url(_ path: String) throws -> URL {
        guard let url = URL(string: address + path) else { throw Fault("no address: \(address)\(path)") }
        return url
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
