import ArgumentParser
import Casework
import CityTables
import Foundation
import Storage
import Web

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes records as CSV.",
        subcommands: [Cases.self]
    )

    struct Cases: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes cases as CSV; personal words are masked unless asked for."
        )
        @Argument(help: "The file to write.") var file: String
        @Option(help: "The first day, like 2019-04-01.") var from: String?
        @Option(help: "The last day.") var to: String?
        @Flag(help: "Writes callers in clear; at most 1,000 rows, and the audit log says so.")
        var clearPersonalData = false
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let (books, keys) = try await place.books()
            var filter = CaseFilter()
            filter.from = try day(from, "--from")
            filter.to = try day(to, "--to")
            let (wanted, isClear) = (filter, clearPersonalData)
            let count = try await withScribe(books) { scribe in
                try await CaseExport(books: books, scribe: scribe, keys: keys).write(
                    wanted,
                    isClear: isClear,
                    to: URL(filePath: file),
                    at: .realNow()
                )
            }
            Output.line("wrote \(count) cases to \(file)")
        }

        private func day(_ text: String?, _ option: String) throws -> LocalDay? {
            guard let text else { return nil }
            guard let day = LocalDay(text) else {
                throw Failure("\(option) is a day like 2019-04-03, not “\(text)”")
            }
            return day
        }
    }
}
