private import Storage

/// A small answer of the API, or a document: keys keep their order.
///
/// A case writes itself, without such a tree.
package indirect enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([(String, JSON)])

    package static func == (a: JSON, b: JSON) -> Bool { a.written == b.written }

    package static func text(_ text: String?) -> JSON { text.map { .text($0) } ?? .null }
    package static func integer(_ value: Int) -> JSON { .integer(Int64(value)) }

    package var written: String { String(decoding: bytes, as: UTF8.self) }

    package var bytes: [UInt8] {
        var writer = JSONWriter(reserving: 4096)
        write(to: &writer)
        return writer.bytes
    }

    private func write(to json: inout JSONWriter) {
        switch self {
        case .null: json.addNull()
        case .bool(let value): json.add(value)
        case .integer(let value): json.add(value)
        case .number(let value): json.add(value)
        case .text(let text): json.add(text)
        case .list(let values): json.list { for value in values { value.write(to: &$0) } }
        case .object(let pairs):
            json.object { json in
                for (name, value) in pairs {
                    json.name(name)
                    value.write(to: &json)
                }
            }
        }
    }
}
