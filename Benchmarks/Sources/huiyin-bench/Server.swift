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

    private func url(_ path: String) throws -> URL {
        guard let url = URL(string: address + path) else { throw Fault("no address: \(address)\(path)") }
        return url
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
