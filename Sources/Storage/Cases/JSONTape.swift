/// JSON as a row of marks over its bytes: where each value begins and ends, and where the next one stands.
///
/// Nothing is copied before it is asked for.
struct JSONTape: Sendable {
    enum Kind: UInt8 {
        case null, yes, no, number, text, escapedText, list, object
    }

    struct Mark {
        let kind: Kind
        /// In the bytes; words without their quotation marks.
        let start: Int
        var end: Int
        /// The mark after this one and all within it.
        var after: Int
    }

    let bytes: [UInt8]
    private(set) var marks: [Mark] = []
    private var depth = 0
    private static let deepest = 200

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        marks.reserveCapacity(bytes.count / 8)
        var position = 0
        try read(&position)
        skipSpace(&position)
        guard position == bytes.count else { throw Self.unreadable(position) }
    }

    static func unreadable(_ position: Int) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "no JSON at byte \(position)"))
    }

    private func skipSpace(_ position: inout Int) {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    private mutating func read(_ position: inout Int) throws {
        skipSpace(&position)
        guard position < bytes.count else { throw Self.unreadable(position) }
        switch bytes[position] {
        case UInt8(ascii: "\""): try readText(&position)
        case UInt8(ascii: "{"): try readMembers(.object, UInt8(ascii: "}"), &position)
        case UInt8(ascii: "["): try readMembers(.list, UInt8(ascii: "]"), &position)
        case UInt8(ascii: "t"): try readWord(.yes, "true", &position)
        case UInt8(ascii: "f"): try readWord(.no, "false", &position)
        case UInt8(ascii: "n"): try readWord(.null, "null", &position)
        default: try readNumber(&position)
        }
    }

    private mutating func add(_ kind: Kind, _ start: Int, _ end: Int) {
        marks.append(Mark(kind: kind, start: start, end: end, after: marks.count + 1))
    }

    private mutating func readText(_ position: inout Int) throws {
        let start = position + 1
        var end = start
        var isEscaped = false
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            if bytes[end] == UInt8(ascii: "\\") {
                isEscaped = true
                end += 1
            }
            end += 1
        }
        guard end < bytes.count else { throw Self.unreadable(start) }
        add(isEscaped ? .escapedText : .text, start, end)
        position = end + 1
    }

    private mutating func readWord(_ kind: Kind, _ word: StaticString, _ position: inout Int) throws {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, word.description.utf8.elementsEqual(bytes[position..<end]) else {
            throw Self.unreadable(position)
        }
        add(kind, position, end)
        position = end
    }

    private mutating func readNumber(_ position: inout Int) throws {
        let start = position
        while position < bytes.count, "+-.0123456789eE".utf8.contains(bytes[position]) { position += 1 }
        guard position > start else { throw Self.unreadable(start) }
        add(.number, start, position)
    }

    private mutating func readMembers(_ kind: Kind, _ closing: UInt8, _ position: inout Int) throws {
        let index = marks.count
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw Self.unreadable(position) }
        add(kind, position, position)
        position += 1
        skipSpace(&position)
        while position < bytes.count, bytes[position] != closing {
            if kind == .object {
                guard bytes[position] == UInt8(ascii: "\"") else { throw Self.unreadable(position) }
                try readText(&position)
                skipSpace(&position)
                guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else {
                    throw Self.unreadable(position)
                }
                position += 1
            }
            try read(&position)
            skipSpace(&position)
            if position < bytes.count, bytes[position] == UInt8(ascii: ",") {
                position += 1
                skipSpace(&position)
            }
        }
        guard position < bytes.count else { throw Self.unreadable(position) }
        position += 1
        marks[index].end = position
        marks[index].after = marks.count
    }
}
