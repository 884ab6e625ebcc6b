import Casework
import CityTables
import Foundation
import Storage
import Web

/// The demonstration: the city of invented people, with an account for each of them.
enum Demonstration {
    static func accountsFile(_ folder: URL) -> URL { folder.appending(path: "demo-accounts.csv") }

    /// Loads the demonstration city if none is loaded, and draws accounts the first time.
    static func prepare(_ books: Books, home: URL, folder: URL, clock: HotlineClock) async throws {
        try await withScribe(books) { scribe in
            let cities = CityRegister(books: books, scribe: scribe)
            if try await cities.newest() == nil {
                let files = try CityFolder.read(home.appending(path: "Cities/weifang"))
                _ = try await cities.load(files, note: "demonstration", by: nil, from: "", at: clock.now)
            }
            guard let city = try await cities.newest()?.city else { throw Failure("no city is loaded") }
            guard city.rulebook.isDemonstration else {
                throw Failure("--demo is for a demonstration city; \(city.rulebook.cityName) is a real one")
            }
            let people = PeopleRegister(books: books, scribe: scribe)
            let known = try await people.list()
            if let stranger = known.first(where: { !$0.isDemonstration }) {
                throw Failure(
                    "--demo refuses a database with people of its own (\(stranger.person.account)); name another folder with --data"
                )
            }
            let isKept = FileManager.default.fileExists(atPath: accountsFile(folder).path)
            if !known.isEmpty, isKept { return }
            try await drawAccounts(
                city,
                people,
                SessionRegister(books: books, scribe: scribe),
                folder: folder,
                at: clock.now
            )
        }
    }

    private static func drawAccounts(
        _ city: City,
        _ people: PeopleRegister,
        _ sessions: SessionRegister,
        folder: URL,
        at now: Timestamp
    ) async throws {
        let passwords = Passwords(demonstration: true)
        var lines = [CSV.row(["account", "password", "role", "unit", "token"])]
        for member in city.staff {
            let id = try await people.save(
                account: member.account,
                name: member.name,
                roles: member.roles,
                team: member.team,
                unit: member.unit,
                isDemonstration: true,
                by: nil,
                from: "",
                at: now
            )
            let password = Secret.password()
            try await people.setPassword(
                try await passwords.hash(password),
                of: id,
                mustChange: false,
                at: now
            )
            guard let person = try await people.person(id) else { continue }
            let token = try await sessions.makeToken(for: person, named: "demonstration", at: now)
            let unit = member.unit.flatMap { city.rulebook.units[$0]?.name } ?? ""
            for role in member.roles {
                lines.append(CSV.row([member.account, password, role.rawValue, unit, token]))
            }
        }
        let file = accountsFile(folder)
        guard
            FileManager.default.createFile(
                atPath: file.path,
                contents: Data((lines.joined(separator: "\n") + "\n").utf8),
                attributes: [.posixPermissions: 0o600]
            )
        else { throw Failure("cannot write \(file.path)") }
    }

    /// The last lines of the start: where to look, and with which accounts.
    static func welcome(_ address: String, folder: URL) {
        let file = accountsFile(folder)
        Output.line("演示数据 · accounts, passwords and tokens: \(file.path)")
        let rows =
            FileManager.default.contents(atPath: file.path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        var shown: Set<Substring> = []
        for row in rows.split(whereSeparator: \.isNewline).dropFirst() {
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count >= 3,
                ["agent", "shiftLeader", "unitOperator", "director", "systemAdmin"].contains(cells[2]),
                shown.insert(cells[2]).inserted
            else { continue }
            Output.line("  \(cells[2]): \(cells[0]) / \(cells[1])")
        }
        if let key = FileManager.default.contents(atPath: folder.appending(path: "keys/wall.key").path) {
            let word = String(decoding: key, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            Output.line("  the wall: \(address)/wall/open?key=\(word)")
        }
        Output.line("  look at: \(address)/")
    }
}
