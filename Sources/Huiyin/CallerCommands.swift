import ArgumentParser
import Casework
import Foundation
import Storage
import Web

extension PersonCommand {
    /// For a caller, not for somebody who works here.
    struct Forget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Forgets a caller who has asked for it: the words of the cases that have ended, now; of those under way, when they end."
        )
        @Option(help: "The caller's telephone number.") var phone: String
        @Option(help: "Why, for the audit log: by what the caller was known to be who they say.") var reason:
            String
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let number = try caller(phone)
            try place.requireBooks()
            let (books, keys) = try await place.books()
            let reason = reason
            let outcome = try await withScribe(books) { scribe in
                try await Forgetting(books: books, scribe: scribe, keys: keys).forget(
                    phone: number,
                    by: .system,
                    from: "command line",
                    reason: reason,
                    at: .realNow()
                )
            }
            Output.line(
                "forgot \(outcome.forgotten) cases and \(outcome.others) drafts, reminders and notices; "
                    + "\(outcome.waiting) cases under way are forgotten when they have ended"
            )
        }
    }

    /// What the hotline holds of a caller, for that caller.
    struct Data: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Writes a caller's own cases as CSV, in clear, with what was put down later; the audit log says so."
        )
        @Argument(help: "The file to write.") var file: String
        @Option(help: "The caller's telephone number.") var phone: String
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            var filter = CaseFilter()
            filter.callerPhone = try caller(phone).digits
            try place.requireBooks()
            let (books, keys) = try await place.books(exclusively: false)
            let (wanted, file) = (filter, file)
            let count = try await withScribe(books) { scribe in
                try await CaseExport(books: books, scribe: scribe, keys: keys)
                    .write(
                        wanted,
                        isClear: true,
                        withEvents: true,
                        to: URL(filePath: file),
                        at: .realNow()
                    )
            }
            Output.line("wrote \(count) cases to \(file)")
        }
    }
}

private func caller(_ text: String) throws -> PhoneNumber {
    guard let number = PhoneNumber(text) else {
        throw Failure("“\(text)” is no telephone number; give it as the caller's cases show it")
    }
    return number
}
