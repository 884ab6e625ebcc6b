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
        let condition: SQL =
            switch kind {
            case .topic: "topic = \(code)"
            case .category: "category = \(code)"
            case .area: "(area = \(code) OR district = \(code))"
            case .unit: "id IN (SELECT case_id FROM case_units WHERE unit = \(code))"
            // It stands in the state only, as a text in quotes.
            case .standard: "state LIKE \(Self.pattern(containing: "\"" + code + "\"")) ESCAPE '!'"
            }
        return try await books.read {
            !(try $0.execute("SELECT id FROM cases WHERE \(condition) LIMIT 1").isEmpty)
        }
    }

    private static func pattern(containing text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            scalar == "%" || scalar == "_" || scalar == "!" ? "!\(scalar)" : String(scalar)
        }
        return "%" + escaped.joined() + "%"
    }
}
