import ArgumentParser
import Casework
import CityTables
import Foundation
import Storage

struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "The people who work with the hotline.",
        subcommands: [
            Add.self, List.self, Disable.self, Password.self, ResetCode.self, Forget.self, Data.self,
        ]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Adds somebody, or changes who they are.")
        @Argument(help: "The account.") var account: String
        @Option(help: "The name people see.") var name: String
        @Option(help: "A role; may be given several times.") var role: [String]
        @Option(help: "The team, in the hall.") var team: String?
        @Option(help: "The unit's code, for its own people.") var unit: String?
        @Option(help: "A source this account may bring cases in from, like 12345 or web.") var source:
            [String] = []
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let roles = try role.map { word in
                guard let role = Role(rawValue: word) else {
                    throw Failure(
                        "there is no role “\(word)”; there are \(Role.allCases.map(\.rawValue).joined(separator: " "))"
                    )
                }
                return role
            }
            let (books, _) = try await place.books()
            let password = Secret.password()
            let hash = try await Passwords().hash(password)
            let isNew = try await withScribe(books) { scribe in
                let people = PeopleRegister(books: books, scribe: scribe)
                if let unit, let city = try await CityRegister(books: books, scribe: scribe).newest()?.city,
                    city.rulebook.units[unit] == nil
                {
                    throw Failure("there is no unit “\(unit)”; units are named by their code")
                }
                let known = try await people.account(account)
                let id = try await people.save(
                    account: account,
                    name: name,
                    roles: roles,
                    team: team,
                    unit: unit,
                    sources: Set(source),
                    by: .system,
                    from: "command line",
                    at: .realNow()
                )
                if known == nil {
                    try await people.setPassword(hash, of: id, mustChange: true, at: .realNow())
                }
                return known == nil
            }
            Output.line(
                isNew
                    ? "added \(account); first password, to be changed at the first sign-in: \(password)"
                    : "changed \(account)"
            )
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists everybody.")
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let (books, _) = try await place.books(exclusively: false)
            let accounts = try await withScribe(books) {
                try await PeopleRegister(books: books, scribe: $0).list()
            }
            for account in accounts {
                let person = account.person
                let roles = person.roles.map(\.rawValue).joined(separator: " ")
                Output.line(
                    [
                        person.account, person.name, roles, person.team ?? person.unit ?? "",
                        account.isActive ? "active" : "disabled",
                    ]
                    .joined(separator: "\t")
                )
            }
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends somebody's access at once; what they did stays."
        )
        @Argument(help: "The account.") var account: String
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let (books, _) = try await place.books()
            try await withScribe(books) { scribe in
                let people = PeopleRegister(books: books, scribe: scribe)
                guard let person = try await people.account(account)?.person else {
                    throw Failure("there is no account “\(account)”")
                }
                _ = try await people.save(
                    account: account,
                    name: person.name,
                    roles: person.roles,
                    team: person.team,
                    unit: person.unit,
                    sources: person.sources,
                    isActive: false,
                    by: .system,
                    from: "command line",
                    at: .realNow()
                )
            }
            Output.line("disabled \(account); sessions and tokens have ended")
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Gives somebody a new first password.")
        @Argument(help: "The account.") var account: String
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let (books, _) = try await place.books()
            let password = Secret.password()
            let hash = try await Passwords().hash(password)
            try await withScribe(books) { scribe in
                let people = PeopleRegister(books: books, scribe: scribe)
                guard let person = try await people.account(account)?.person else {
                    throw Failure("there is no account “\(account)”")
                }
                try await people.setPassword(
                    hash,
                    of: person.id,
                    mustChange: true,
                    by: .system,
                    from: "command line",
                    at: .realNow()
                )
            }
            Output.line("new password for \(account), to be changed at the next sign-in: \(password)")
        }
    }
}

extension PersonCommand {
    struct ResetCode: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-code",
            abstract: "Takes the second factor away from an administrator who has lost it."
        )
        @Argument(help: "The account.") var account: String
        @Option(help: "Why, for the audit.") var reason: String
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let (books, keys) = try await place.books()
            let wasThere = try await withScribe(books) { scribe in
                guard
                    let person = try await PeopleRegister(books: books, scribe: scribe).account(account)?
                        .person
                else { throw Failure("there is no account “\(account)”") }
                return try await SecondFactors(books: books, scribe: scribe, keys: keys).reset(
                    of: person,
                    by: .system,
                    reason: reason,
                    from: "command line",
                    at: .realNow()
                )
            }
            guard wasThere else { throw Failure("\(account) has no second factor") }
            Output.line("\(account) signs in with the password alone until a new second factor is set up")
        }
    }
}

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Tokens of the API; each acts as its person.",
        subcommands: [Add.self, List.self, Revoke.self]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a token and shows it once.")
        @Option(help: "The account it acts as.") var person: String
        @Option(help: "What it is for.") var name: String
        @Option(help: "Days until it expires; none for never.") var days: Int?
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let (books, _) = try await place.books()
            let token = try await withScribe(books) { scribe in
                guard
                    let owner = try await PeopleRegister(books: books, scribe: scribe).account(person)?.person
                else {
                    throw Failure("there is no account “\(person)”")
                }
                let now = Timestamp.realNow()
                return try await SessionRegister(books: books, scribe: scribe)
                    .makeToken(for: owner, named: name, at: now, expiresAt: days.map { now + $0 * 86_400 })
            }
            Output.line(token)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the tokens, without their words.")
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let (books, _) = try await place.books(exclusively: false)
            let tokens = try await withScribe(books) {
                try await SessionRegister(books: books, scribe: $0).tokens()
            }
            let time = CivilTime(offset: 8 * 3600)
            for token in tokens {
                let state =
                    token.revokedAt.map { "revoked " + time.iso8601($0) } ?? token.expiresAt.map {
                        "until " + time.iso8601($0)
                    } ?? "in force"
                Output.line(
                    ["\(token.id)", token.account, token.name, time.iso8601(token.madeAt), state].joined(
                        separator: "\t"
                    )
                )
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Ends a token at once.")
        @Argument(help: "Its number in `huiyin token list`.") var id: Int64
        @OptionGroup var place: PlaceOptions

        func run() async throws {
            let (books, _) = try await place.books()
            let isRevoked = try await withScribe(books) {
                try await SessionRegister(books: books, scribe: $0).revokeToken(id, at: .realNow())
            }
            guard isRevoked else { throw Failure("there is no token \(id) in force") }
            Output.line("revoked token \(id)")
        }
    }
}
