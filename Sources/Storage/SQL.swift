/// A statement together with its values; a value can never become SQL text.
///
///     "SELECT number FROM cases WHERE stage = \(stage) AND due_at < \(now)"
///
/// is sent as `… WHERE stage = $1 AND due_at < $2`, which SQLite and
/// PostgreSQL both read.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Piece: Sendable {
        case text(String)
        case value(SQLValue)
    }

    var pieces: [Piece]

    package init(stringLiteral text: String) {
        pieces = [.text(text)]
    }

    package init(stringInterpolation interpolation: StringInterpolation) {
        pieces = interpolation.pieces
    }

    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            pieces.append(.text(literal))
        }

        package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            pieces.append(.value(value?.sqlValue ?? .null))
        }

        package mutating func appendInterpolation(_ fragment: SQL) {
            pieces += fragment.pieces
        }
    }
}

extension SQL {
    /// The statement with `$1`, `$2`, … where its values belong.
    var text: String {
        var text = ""
        text.reserveCapacity(32 * pieces.count)
        var number = 0
        for piece in pieces {
            switch piece {
            case .text(let part):
                text += part
            case .value:
                number += 1
                text += "$\(number)"
            }
        }
        return text
    }

    var values: [SQLValue] {
        pieces.compactMap { if case .value(let value) = $0 { value } else { nil } }
    }
}

package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
}

package protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLConvertible { package var sqlValue: SQLValue { self } }
extension String: SQLConvertible { package var sqlValue: SQLValue { .text(self) } }
extension Int: SQLConvertible { package var sqlValue: SQLValue { .integer(Int64(self)) } }
extension Int64: SQLConvertible { package var sqlValue: SQLValue { .integer(self) } }
extension Double: SQLConvertible { package var sqlValue: SQLValue { .real(self) } }

extension SQL {
    /// Values with commas between them, for `IN (…)`.
    package static func list(_ values: [some SQLConvertible]) -> SQL {
        var list = SQL(stringLiteral: values.isEmpty ? "NULL" : "")
        for (index, value) in values.enumerated() {
            if index > 0 { list.pieces.append(.text(", ")) }
            list.pieces.append(.value(value.sqlValue))
        }
        return list
    }
}
