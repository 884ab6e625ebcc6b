/// Why some bytes are no JSON.
struct UnreadableJSON: Error {}

extension RawValue {
    /// Reads JSON (RFC 8259), byte by byte; the last of members with one name holds.
    ///
    /// Foundation's decoder tries each value as everything it might be, which is most of the work of a request.
    init(json bytes: [UInt8]) throws(UnreadableJSON) {
        var reader = JSONReader(bytes)
        self = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.isAtEnd else { throw UnreadableJSON() }
    }
}

private struct JSONReader {
    private static let deepest = 64

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
            position += 1
        }
    }

    mutating func value(depth: Int) throws(UnreadableJSON) -> RawValue {
        skipSpace()
        guard depth < Self.deepest, let byte = current else { throw UnreadableJSON() }
        switch byte {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try list(depth)
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: StaticString, _ value: RawValue) throws(UnreadableJSON) -> RawValue {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, word.description.utf8.elementsEqual(bytes[position..<end]) else {
            throw UnreadableJSON()
        }
        position = end
        return value
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func object(_ depth: Int) throws(UnreadableJSON) -> RawValue {
        position += 1
        var members: [String: RawValue] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw UnreadableJSON() }
            let name = try text()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw UnreadableJSON() }
            members[name] = try value(depth: depth + 1)
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw UnreadableJSON() }
        return .object(members)
    }

    private mutating func list(_ depth: Int) throws(UnreadableJSON) -> RawValue {
        position += 1
        var elements: [RawValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .list(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw UnreadableJSON() }
        return .list(elements)
    }

    private mutating func number() throws(UnreadableJSON) -> Double {
        let start = position
        _ = take(UInt8(ascii: "-"))
        // A zero stands alone before the point.
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)), number.isFinite
        else {
            throw UnreadableJSON()
        }
        return number
    }

    private mutating func digits() throws(UnreadableJSON) {
        let start = position
        while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
        if position == start { throw UnreadableJSON() }
    }

    /// The bytes are known to be UTF-8; only escapes are to be understood.
    private mutating func text() throws(UnreadableJSON) -> String {
        position += 1
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            position += 1
        }
        if current == UInt8(ascii: "\"") {
            defer { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        var plain = Array(bytes[start..<position])
        while let byte = current, byte >= 0x20 {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: plain, as: UTF8.self)
            case UInt8(ascii: "\\"): plain += try escaped()
            default: plain.append(byte)
            }
        }
        throw UnreadableJSON()
    }

    private mutating func escaped() throws(UnreadableJSON) -> [UInt8] {
        guard let byte = current else { throw UnreadableJSON() }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(try scalar()).utf8)
        default: throw UnreadableJSON()
        }
    }

    /// Of `\u` and four digits; of two of them where one is half of a pair.
    private mutating func scalar() throws(UnreadableJSON) -> Character {
        var code = try fourDigits()
        if (0xd800...0xdbff).contains(code) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw UnreadableJSON() }
            let low = try fourDigits()
            guard (0xdc00...0xdfff).contains(low) else { throw UnreadableJSON() }
            code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw UnreadableJSON() }
        return Character(scalar)
    }

    private mutating func fourDigits() throws(UnreadableJSON) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
            else {
                throw UnreadableJSON()
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}
