/// What somebody sent, before it is understood: JSON of the API, or a form's fields.
package indirect enum RawValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([RawValue])
    case object([String: RawValue])

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
