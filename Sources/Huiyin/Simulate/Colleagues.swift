import Casework
import Foundation

/// Somebody whose token we act with.
struct Colleague: Sendable, Equatable {
    let account: String
    let role: Role
    /// The unit's exact name, for its own people.
    let unit: String
    let token: String
}

/// Everybody who works with the demonstration, by what they do.
struct Colleagues: Sendable {
    private let byRole: [Role: [Colleague]]

    /// Reads `demo-accounts.csv`.
    init(file: String) throws {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Failure("cannot read \(file); `huiyin serve --demo` writes it into its data folder")
        }
        var found: [Role: [Colleague]] = [:]
        for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 5, let role = Role(rawValue: cells[2]) else {
                throw Failure("\(file): “\(line.prefix(40))…” is not account,password,role,unit,token")
            }
            found[role, default: []].append(
                Colleague(account: cells[0], role: role, unit: cells[3], token: cells[4])
            )
        }
        let needed: [Role] = [
            .agent, .shiftLeader, .dispatcher, .fieldSupervisor, .unitOperator, .unitManager, .director,
            .evaluator,
            .systemAdmin,
        ]
        if let missing = needed.first(where: { found[$0] == nil }) {
            throw Failure("\(file) has no account for \(missing.rawValue)")
        }
        byRole = found
    }

    func somebody(_ role: Role, ofUnit unit: String? = nil, _ chance: inout Chance) -> Colleague? {
        let all = byRole[role] ?? []
        return chance.one(of: unit == nil ? all : all.filter { $0.unit == unit })
    }

    func first(_ role: Role) -> Colleague? { byRole[role]?.first }
}
