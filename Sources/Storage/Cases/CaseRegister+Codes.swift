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
    /// Whether any case, open or ended, goes by a code; for some of them all cases are read: asked when a row is to go.
    package func isUsed(_ code: String, as kind: CaseCode) async throws -> Bool {
        try await books.read { connection in
            let condition: SQL =
                switch kind {
                case .topic: "topic = \(code)"
                case .category: "category = \(code)"
                case .area: "(area = \(code) OR district = \(code))"
                case .unit: "id IN (SELECT case_id FROM case_units WHERE unit = \(code))"
                // It stands in the state only, packed with its length.
                case .standard: connection.dialect.find(Self.packed(code), in: "state")
                }
            return !(try connection.execute("SELECT id FROM cases WHERE \(condition) LIMIT 1").isEmpty)
        }
    }

    private static func packed(_ code: String) -> [UInt8] {
        var packed = PackedWriter()
        packed.add(code)
        return packed.bytes
    }
}
