import ArgumentParser
import Casework
import Foundation
import Logging
import Storage
import Web

/// Where the books are, for every command.
struct PlaceOptions: ParsableArguments {
    @Option(help: "The folder of the books, keys and photographs (HUIYIN_DATA; default: data).")
    var data: String?

    @Option(
        help:
            "A PostgreSQL database for the books instead of a file in the folder, as a libpq URL; with several hosts, the one that can be written to (HUIYIN_DATABASE)."
    )
    var database: String?

    var folder: URL { URL(filePath: data ?? ProcessInfo.processInfo.environment["HUIYIN_DATA"] ?? "data") }

    var url: String? { database ?? ProcessInfo.processInfo.environment["HUIYIN_DATABASE"] }

    /// Refuses to begin new books where somebody means old ones.
    func requireBooks() throws {
        if url == nil, !FileManager.default.fileExists(atPath: folder.appending(path: "huiyin.sqlite").path) {
            throw Failure("there are no books in \(folder.path); name their folder with --data")
        }
    }

    /// Opens the books with the keys that belong to them; alone, unless they are only read.
    func books(exclusively: Bool = true, isExamined: Bool = true) async throws -> (Books, KeyRing) {
        let keys = try KeyRing(folder: folder)
        let books = try Books(folder: folder, database: url, exclusively: exclusively, isExamined: isExamined)
        try await keys.belong(to: books)
        return (books, keys)
    }
}

extension Timestamp {
    /// The one place where real time is read.
    static func realNow() -> Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// The folder that holds `Resources/`, `assets/` and `Cities/`: named, or found from where the program is.
enum Home {
    static func find() throws -> URL {
        if let named = ProcessInfo.processInfo.environment["HUIYIN_HOME"] { return URL(filePath: named) }
        var candidates = [URL(filePath: FileManager.default.currentDirectoryPath)]
        var folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        for _ in 0..<5 {
            folder = folder.deletingLastPathComponent()
            candidates.append(folder)
        }
        for candidate in candidates
        where FileManager.default.fileExists(atPath: candidate.appending(path: "Resources/templates").path) {
            return candidate
        }
        throw Failure("cannot find the folder with Resources/; name it in HUIYIN_HOME")
    }
}

/// Lends a Scribe that works as long as `body` does: for commands that write and end.
func withScribe<Value: Sendable>(
    _ books: Books,
    _ body: (Scribe) async throws -> Value
) async throws -> Value {
    let logger = Logger(label: "huiyin")
    let scribe = Scribe(books, journal: Journal(books, logger: logger), logger: logger)
    async let work: Void = scribe.run()
    do {
        let value = try await body(scribe)
        scribe.finish()
        try await work
        return value
    } catch {
        scribe.finish()
        try await work
        throw error
    }
}
