/// A statement together with its values; a value can never become SQL text.
///
///     "SELECT number FROM cases WHERE stage = \(stage) AND due_at < \(now)"
///
/// is sent as `… WHERE stage = ? AND due_at < ?`, to PostgreSQL with `$1` and `$2`. Text and values are put together as
/// the literal is read: a case takes a dozen statements, and joining pieces afterwards showed in its cost.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// With a question mark where each value belongs; nothing of ours has one otherwise.
    private(set) var text: String
    private(set) var values: [SQLValue]

    package init(stringLiteral text: String) {
        self.text = text
        values = []
    }

    /// A text made beforehand, for the one statement with thirty values.
    init(_ text: String, _ values: [SQLValue]) {
        self.text = text
        self.values = values
    }

    package init(stringInterpolation interpolation: StringInterpolation) {
        text = interpolation.sql.text
        values = interpolation.sql.values
    }

    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var sql: SQL = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.text.reserveCapacity(literalCapacity + interpolationCount)
            sql.values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { sql.text += literal }

        package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            sql.append(value?.sqlValue ?? .null)
        }

        package mutating func appendInterpolation(_ fragment: SQL) {
            sql.text += fragment.text
            sql.values += fragment.values
        }
    }

    mutating func append(_ text: String) { self.text += text }

    mutating func append(_ value: SQLValue) {
        text += "?"
        values.append(value)
    }
}

package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

package protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLConvertible { package var sqlValue: SQLValue { self } }
extension [UInt8]: SQLConvertible { package var sqlValue: SQLValue { .bytes(self) } }
extension String: SQLConvertible { package var sqlValue: SQLValue { .text(self) } }
extension Int: SQLConvertible { package var sqlValue: SQLValue { .integer(Int64(self)) } }
extension Int64: SQLConvertible { package var sqlValue: SQLValue { .integer(self) } }
extension Double: SQLConvertible { package var sqlValue: SQLValue { .real(self) } }

extension SQL {
    /// Values with commas between them, for `IN (…)`.
    package static func list(_ values: [some SQLConvertible]) -> SQL {
        var list = SQL(stringLiteral: values.isEmpty ? "NULL" : "")
        for (index, value) in values.enumerated() {
            if index > 0 { list.append(", ") }
            list.append(value.sqlValue)
        }
        return list
    }

    /// Each in brackets, with this between them; there is at least one.
    static func joined(_ pieces: [SQL], by word: SQL) -> SQL {
        pieces.dropFirst().reduce("(\(pieces[0]))") { "\($0) \(word) (\($1))" }
    }
}
