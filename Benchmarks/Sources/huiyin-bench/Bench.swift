import Foundation

/// Measures a program that serves a demonstration in a folder of its own, one part at a time.
///
///     huiyin-bench writing|pages PROGRAM FOLDER SCRIPT [ROUNDS] [SECONDS] [PORT]
@main
struct Bench {
    let server: Server
    let accounts: Accounts
    let load: Load
    let rounds: Int
    let seconds: Int

    static func main() {
        do {
            let words = CommandLine.arguments
            guard words.count >= 5, let part = Part(rawValue: words[1]) else {
                throw Fault(
                    "usage: huiyin-bench writing|pages PROGRAM FOLDER SCRIPT [ROUNDS] [SECONDS] [PORT]"
                )
            }
            try Bench(words).run(part)
        } catch {
            FileHandle.standardError.write(Data("huiyin-bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private enum Part: String {
        case writing, pages
    }

    private init(_ words: [String]) throws {
        func number(_ index: Int, _ fallback: Int) -> Int {
            words.count > index ? Int(words[index]) ?? fallback : fallback
        }
        server = try Server(
            program: URL(filePath: words[2]),
            folder: URL(filePath: words[3]),
            port: number(7, 12_455)
        )
        accounts = try Accounts(server.accounts)
        load = Load(
            address: server.address,
            script: URL(filePath: words[4]),
            tokens: try Tokens(accounts),
            cookie: try server.signIn(try accounts.named("agent02"))
        )
        (rounds, seconds) = (number(5, 5), number(6, 4))
    }

    private func run(_ part: Part) throws {
        defer { server.stop() }
        switch part {
        case .writing:
            var writing = Writing(self)
            try writing.run()
        case .pages:
            var pages = try RowPages(self)
            try pages.run()
        }
    }
}
