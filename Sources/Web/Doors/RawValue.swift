/// What somebody sent, before it is understood: JSON of the API, or a form's fields.
package indirect enum RawValue: Sendable, Equatable, Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([RawValue])
    case object([String: RawValue])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // Most values are words: they are tried first.
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if container.decodeNil() {
            self = .null
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let list = try? container.decode([RawValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: RawValue].self))
        }
    }

    /// A form's fields: `place.road=…` becomes an object, a name given twice a list, an empty field nothing.
    package init(form pairs: [(String, String)]) {
        var object: [String: RawValue] = [:]
        for (name, value) in pairs where !value.isEmpty {
            let path = name.split(separator: ".", maxSplits: 3).map(String.init)
            Self.put(.text(value), at: path[...], into: &object)
        }
        self = .object(object)
    }

    private static func put(
        _ value: RawValue,
        at path: ArraySlice<String>,
        into object: inout [String: RawValue]
    ) {
        guard let name = path.first else { return }
        if path.count > 1 {
            var inner: [String: RawValue] = [:]
            if case .object(let known) = object[name] { inner = known }
            put(value, at: path.dropFirst(), into: &inner)
            object[name] = .object(inner)
        } else if let known = object[name] {
            if case .list(let list) = known {
                object[name] = .list(list + [value])
            } else {
                object[name] = .list([known, value])
            }
        } else {
            object[name] = value
        }
    }

    package var object: [String: RawValue]? { if case .object(let object) = self { object } else { nil } }
}
