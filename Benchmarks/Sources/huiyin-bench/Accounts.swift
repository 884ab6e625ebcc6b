import Foundation

/// The demonstration's accounts, from the file that `huiyin serve --demo` writes.
struct Accounts {
    struct Account {
        let name: String
        /// Account and password, as a form sends them.
        let form: String
        let role: String
        let unit: String
        let token: String
    }

    private let all: [Account]
    private let file: String

    init(_ file: URL) throws {
        self.file = file.path
        all = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
            .filter { $0.count == 5 }
            .map { row in
                Account(
                    name: row[0],
                    form: "account=\(row[0])&password=\(row[1])",
                    role: row[2],
                    unit: row[3],
                    token: row[4]
                )
            }
    }

    func named(_ name: String) throws -> Account { try first("account \(name)") { $0.name == name } }

    func first(of role: String) throws -> Account { try first(role) { $0.role == role } }

    /// Whoever settles what is recorded here.
    var ofTheLamps: Account {
        get throws {
            try first("operator of the unit for lamps") {
                $0.role == "unitOperator" && $0.unit.contains("照明")
            }
        }
    }

    private func first(_ words: String, where isMeant: (Account) -> Bool) throws -> Account {
        guard let found = all.first(where: isMeant) else { throw Fault("\(file) has no \(words)") }
        return found
    }
}
