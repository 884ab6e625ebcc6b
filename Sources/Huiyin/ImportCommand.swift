import ArgumentParser
import Casework
import Foundation
import Storage
import Web

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Reads records from CSV.",
        subcommands: [Cases.self]
    )

    struct Cases: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads cases: those of old books with all that happened to them, or new ones.",
            discussion: """
                A file with a column `recordedAt`, or one with a mapping, is a city's old books: every case is lived over \
                again at its own instants, rows that cannot be go to a file with line and reason, and where it is stopped it \
                goes on. Without such a column the rows are new cases, recorded now by --person, all or none; columns are \
                the API's fields (caller.phone, place.road …).
                """
        )
        @Argument(help: "The file to read.") var file: String
        @Option(help: "Which of their columns are which of ours: docs/importing.md.") var mapping: String?
        @Option(help: "Where rejected rows go (default: FILE.rejected.csv).") var rejects: String?
        @Option(help: "The account that records new cases.") var person: String?
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            guard FileManager.default.isReadableFile(atPath: file) else {
                throw Failure("cannot read \(file)")
            }
            let mapping = try readMapping()
            if try OldBooks.areOld(file, mapping) { return try await readOldBooks(mapping) }
            guard let person else { throw Failure("say with --person who records these new cases") }
            try await recordNew(as: person)
        }

        private func readMapping() throws -> BookMapping? {
            guard let mapping else { return nil }
            guard let data = FileManager.default.contents(atPath: mapping),
                let text = String(validating: data, as: UTF8.self)
            else { throw Failure("cannot read \(mapping) as UTF-8") }
            return try BookMapping(text)
        }

        private func readOldBooks(_ mapping: BookMapping?) async throws {
            let (books, keys) = try await place.books()
            let request = OldBooks.Request(
                file: file,
                mapping: mapping,
                rejects: rejects ?? file + ".rejected.csv",
                cores: ProcessInfo.processInfo.activeProcessorCount
            )
            try await withScribe(books) { scribe in
                let reading = OldBooks(books: books, scribe: scribe, keys: keys)
                let plan = try await reading.plan(request, at: .realNow())
                if plan.mark.endedAt != nil {
                    Output.line("\(file) has been read already: \(plan.mark.words)")
                    try await index(books, scribe, keys)
                    return try await books.survey()
                }
                if !plan.unread.isEmpty {
                    Output.line("nothing is read from: \(plan.unread.joined(separator: ", "))")
                }
                if plan.mark.place.rows > 0 {
                    Output.line("goes on after line \(plan.mark.place.lines - 1): \(plan.mark.words) so far")
                    try await index(books, scribe, keys)
                }
                var progress = Progress("rows", total: plan.mark.total, from: plan.mark.place.rows)
                let mark = try await reading.read(request, plan, at: .realNow()) {
                    progress.done($0.place.rows)
                }
                Output.line("read \(file): \(mark.words)")
                if mark.rejected > 0 { Output.line("the rejected rows are in \(request.rejects)") }
                try await index(books, scribe, keys)
                try await books.survey()
            }
        }

        /// What is not indexed yet: of cases that were recorded by others, or whose reading was stopped.
        ///
        /// A server would index a hundred at a time, in the pauses of those who record: hours, for old books.
        private func index(_ books: Books, _ scribe: Scribe, _ keys: KeyRing) async throws {
            let index = SearchIndex(books: books, scribe: scribe, keys: keys)
            var progress = Progress("words of cases", total: try await index.behind(), from: 0)
            var indexed = 0
            while true {
                let more = try await index.carryOn(most: SearchIndex.whole)
                if more == 0 { return }
                indexed += more
                progress.done(indexed)
            }
        }

        private func recordNew(as person: String) async throws {
            guard let data = FileManager.default.contents(atPath: file),
                let text = String(validating: data, as: UTF8.self)
            else { throw Failure("cannot read \(file) as UTF-8") }
            let (books, keys) = try await place.books()
            let count = try await withScribe(books) { scribe in
                try await CaseImport(books: books, scribe: scribe, keys: keys).read(
                    text,
                    as: person,
                    at: .realNow()
                )
            }
            Output.line("recorded \(count) cases from \(file)")
        }
    }
}

extension ImportRegister.Mark {
    fileprivate var words: String { "\(recorded) cases recorded, \(rejected) rows rejected" }
}
