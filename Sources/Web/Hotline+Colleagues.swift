package import Casework
import Storage

/// Colleagues whom people name by account or by name, where cases hold them by id.
extension Hotline {
    /// Who may follow a case: whoever records cases for the hotline.
    package func colleagues() async throws -> [Person] {
        try await people.ofTheHall().filter { $0.may(.record) }
    }

    /// The same, to be offered where one is chosen: as they were a moment ago at most.
    func offeredColleagues() async throws -> [Person] {
        try await knownColleagues.value(at: stand) { try await self.colleagues() }
    }

    /// The fields of an event with the colleagues that they name as ids: who follows from now on, whom a complaint is
    /// about.
    func namingPeople(_ raw: [String: RawValue], of event: EventName) async throws -> [String: RawValue] {
        switch event {
        case .handOver:
            return try await naming(Field.follower.rawValue, in: raw, missing: "没有能跟踪案件的同事") {
                try await colleagues()
            }
        case .amend:
            guard let changes = raw["changes"]?.object else { return raw }
            var raw = raw
            raw["changes"] = .object(try await namingComplainedOf(changes))
            return raw
        default: return raw
        }
    }

    /// The fields of a recording with whom a complaint is about as an id: anybody of the hall.
    func namingComplainedOf(_ raw: [String: RawValue]) async throws -> [String: RawValue] {
        try await naming("complainedOf", in: raw, missing: "热线没有这位同事") { try await people.ofTheHall() }
    }

    private func naming(
        _ field: String,
        in raw: [String: RawValue],
        missing: String,
        among colleagues: () async throws -> [Person]
    ) async throws -> [String: RawValue] {
        guard case .text(let word)? = raw[field], !word.trimmed.isEmpty else { return raw }
        let name = word.trimmed
        let colleagues = try await colleagues()
        let found = colleagues.filter { $0.account == name }
        let matching = found.isEmpty ? colleagues.filter { $0.name == name } : found
        guard let colleague = matching.first else {
            throw Problem.invalid(field, "\(missing)“\(name.shortened)”，请填账号或姓名。")
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
