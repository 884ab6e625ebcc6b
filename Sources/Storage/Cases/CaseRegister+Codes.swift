import Casework

/// What of the city's tables a case goes by.
package enum CaseCode: Sendable {
    case topic, category, standard, area, unit

    package init?(file: String) {
        switch file {
        case "topics.csv": self = .topic
        case "categories.csv": self = .category
        case "standards.csv": self = .standard
        case "areas.csv": self = .area
        case "units.csv": self = .unit
        default: return nil
        }
    }
}

extension CaseRegister {
    /// Whether any case, open or ended, goes by a code: asked when a row of the city's tables is to go.
    ///
    /// The index of words knows topics, areas and units; for the two others all cases are read.
    package func isUsed(_ code: String, as kind: CaseCode) async throws -> Bool {
        var filter = CaseFilter()
        switch kind {
        case .topic: filter.topic = code
        case .area: filter.areas = [code]
        case .unit: filter.visibleToUnit = code
        case .category: return try await isAny { _ in "category = \(code)" }
        // It stands in the state only, packed with its length.
        case .standard: return try await isAny { $0.find(Self.packed(code), in: "state") }
        }
        return !(try await list(filter, limit: 1).items.isEmpty)
    }

    private func isAny(_ condition: @escaping @Sendable (Dialect) -> SQL) async throws -> Bool {
        try await books.read { connection in
            let found = try connection.execute(
                "SELECT id FROM cases WHERE \(condition(connection.dialect)) LIMIT 1"
            )
            return !found.isEmpty
        }
    }

    private static func packed(_ code: String) -> [UInt8] {
        var packed = PackedWriter()
        packed.add(code)
        return packed.bytes
    }
}
