import ArgumentParser
import Casework
import CityTables
import Foundation
import Storage
import Synchronization
import Web

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Brings the books up to date.")
    @OptionGroup var place: PlaceOptions

    func run() async throws {
        _ = try await place.books()
        Output.line("the books in \(place.url == nil ? place.folder.path : "the database") are up to date")
    }
}

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Copies the books into one file, while a server may go on writing. Keys and photographs are copied apart."
    )
    @Argument(help: "The file to write.") var file: String
    @OptionGroup var place: PlaceOptions

    func run() async throws {
        try place.requireBooks()
        guard !FileManager.default.fileExists(atPath: file) else {
            throw Failure("\(file) is there already; name another file")
        }
        let (books, _) = try await place.books(exclusively: false)
        try await books.backUp(to: URL(filePath: file))
        let folder = place.folder.path
        Output.line("wrote \(file); back up \(folder)/keys and \(folder)/attachments as well")
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts a backup into an empty folder, and verifies it."
    )
    @Argument(help: "The file that `huiyin backup` wrote.") var file: String
    @OptionGroup var place: PlaceOptions

    func run() async throws {
        let folder = place.folder
        guard
            place.url != nil
                || !FileManager.default.fileExists(atPath: folder.appending(path: "huiyin.sqlite").path)
        else { throw Failure("\(folder.path) has books already; name an empty folder with --data") }
        guard FileManager.default.fileExists(atPath: file) else { throw Failure("there is no file \(file)") }
        guard FileManager.default.fileExists(atPath: folder.appending(path: "keys/master.key").path) else {
            throw Failure("put the key file of these books at \(folder.path)/keys/master.key first")
        }
        let keys = try KeyRing(folder: folder)
        let books = try Books(folder: folder, database: place.url, exclusively: true)
        try await books.restore(from: URL(filePath: file))
        try await keys.belong(to: books)
        try await Verification.print(books, keys)
        Output.line("restored into \(folder.path)")
    }
}

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads everything and says what is wrong: chains, snapshots, tallies, audit, answers owed."
    )
    @OptionGroup var place: PlaceOptions

    func run() async throws {
        try place.requireBooks()
        // It only reads, so a server may be running; damage is what it is to name.
        let (books, keys) = try await place.books(exclusively: false, isExamined: false)
        try await Verification.print(books, keys)
    }
}

extension Verification {
    static func print(_ books: Books, _ keys: KeyRing) async throws {
        let time = try await withScribe(books) { scribe in
            try await CityRegister(books: books, scribe: scribe).newest()?.city.rulebook.time
        }
        let progress = Mutex(Progress("reading cases", total: 0))
        let report = try await Verification(
            books: books,
            keys: keys,
            time: time ?? CivilTime(offset: 8 * 3600)
        ).run { done, total in progress.withLock { $0.done(done, of: total) } }
        Output.line(
            "\(report.cases) cases, \(report.events) events, \(report.auditRecords) audit records, \(report.seals) seals; "
                + "\(report.endedUnanswered) cases ended without an answer or a reason"
        )
        for finding in report.findings { Output.line(finding.description) }
        guard report.findings.isEmpty else {
            throw Failure(
                "\(report.findings.count) findings; restore from a backup, or ask who changed the file by hand"
            )
        }
        Output.line("nothing is wrong")
    }
}

struct CityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "city",
        abstract: "A city's folder of tables.",
        subcommands: [Check.self, Load.self]
    )

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names every error by file, line and column."
        )
        @Argument(help: "The folder.") var folder: String

        func run() async throws {
            let city = try CityFolder.city(folder)
            let rules = city.rulebook
            Output.line(
                "\(rules.cityName): \(rules.topics.count) topics, \(rules.standards.count) standards, \(rules.units.count) units, "
                    + "\(rules.responsibilities.rules.count) rules, \(city.staff.count) people; nothing is wrong"
            )
        }
    }

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts a city's tables in force, all or nothing."
        )
        @Argument(help: "The folder.") var folder: String
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            _ = try CityFolder.city(folder)
            let files = try CityFolder.read(URL(filePath: folder))
            let (books, _) = try await place.books()
            let version = try await withScribe(books) { scribe in
                try await CityRegister(books: books, scribe: scribe)
                    .load(files, note: "huiyin city load", by: nil, from: "", at: .realNow())
            }
            Output.line("\(folder) is in force as version \(version)")
        }
    }
}

enum CityFolder {
    static func read(_ folder: URL) throws -> CityFiles {
        var texts: [String: String] = [:]
        // Why it cannot be read matters less than which folder it is.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            throw Failure("there is no folder \(folder.path)")
        }
        for name in names where name.hasSuffix(".csv") {
            guard let data = FileManager.default.contents(atPath: folder.appending(path: name).path),
                let text = String(validating: data, as: UTF8.self)
            else { throw Failure("\(name):1:1: cannot be read as UTF-8; save it as UTF-8") }
            texts[name] = text
        }
        return CityFiles(texts: texts)
    }

    /// The city of a folder, or every error in it.
    static func city(_ folder: String) throws -> City {
        do {
            return try City.read(try read(URL(filePath: folder)), version: 0)
        } catch let errors as CityErrors {
            for error in errors.errors { Output.line("\(error)") }
            let count = errors.errors.count
            throw Failure("\(count) error\(count == 1 ? "" : "s") in \(folder); nothing was loaded")
        }
    }
}
