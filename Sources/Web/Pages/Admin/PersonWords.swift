import Casework
import Storage

/// Somebody as the administrator compares them: what each thing is called, and what it is.
struct PersonWords {
    private let wording: Wording

    init(_ wording: Wording) { self.wording = wording }

    func cells(_ account: Account) -> [(String, String)] {
        let person = account.person
        return cells(person.name, person.roles, person.team, person.unit, account.isActive)
    }

    func cells(_ given: AdminPersonForm.Given) -> [(String, String)] {
        cells(given.name, given.roles, given.team, given.unit, given.isActive)
    }

    func cells(_ version: PersonVersion) -> [(String, String)] {
        cells(version.name, version.roles, version.team, version.unit, version.isActive)
    }

    /// What differs; all that is said of somebody new.
    func rows(_ before: [(String, String)]?, _ after: [(String, String)]) -> [[String]] {
        guard let before else { return after.filter { !$0.1.isEmpty }.map { [$0.0, "", $0.1] } }
        return zip(before, after).filter { $0.1 != $1.1 }.map { old, new in
            [new.0, old.1.isEmpty ? "（空）" : old.1, new.1.isEmpty ? "（空）" : new.1]
        }
    }

    private func cells(
        _ name: String,
        _ roles: [Role],
        _ team: String?,
        _ unit: Casework.Unit.ID?,
        _ isActive: Bool
    ) -> [(String, String)] {
        [
            ("姓名", name), ("角色", roles.map(\.chinese).joined(separator: "、")), ("班组", team ?? ""),
            ("单位", wording.unit(unit)), ("状态", isActive ? "在用" : "停用"),
        ]
    }
}
