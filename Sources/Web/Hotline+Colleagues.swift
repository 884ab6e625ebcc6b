package import Casework
import Storage

/// Who may follow a case: whoever records cases for the hotline.
extension Hotline {
    package func colleagues() async throws -> [Person] {
        try await people.ofTheHall().filter { $0.may(.record) }
    }

    /// The fields of a hand-over with its colleague, who was named by account or by name, as an id.
    func namingFollower(_ raw: [String: RawValue]) async throws -> [String: RawValue] {
        let field = Field.follower.rawValue
        guard case .text(let word)? = raw[field], !word.trimmed.isEmpty else { return raw }
        let name = word.trimmed
        let colleagues = try await colleagues()
        let found = colleagues.filter { $0.account == name }
        let matching = found.isEmpty ? colleagues.filter { $0.name == name } : found
        guard let colleague = matching.first else {
            throw Problem.invalid(field, "没有能跟踪案件的同事“\(name.shortened)”，请填账号或姓名。")
        }
        guard matching.count == 1 else {
            let accounts = matching.prefix(8).map(\.account).joined(separator: "、")
            throw Problem.invalid(field, "有几位同事叫“\(name.shortened)”：请填账号（\(accounts)）。")
        }
        var raw = raw
        raw[field] = .text(String(colleague.id))
        return raw
    }
}
