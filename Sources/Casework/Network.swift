/// A part of the Internet's addresses: `10.1.0.0/16`, `2001:db8::/32`, or a single address.
package struct Network: Sendable, Equatable, CustomStringConvertible {
    package let description: String
    private let bytes: [UInt8]
    /// How many bits from the front an address must share.
    private let bits: Int

    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let bytes = Self.bytes(parts[0]) else { return nil }
        let whole = bytes.count * 8
        let bits = parts.count == 1 ? whole : Self.number(parts[1], radix: 10, digits: 3) ?? -1
        guard (0...whole).contains(bits) else { return nil }
        description = text
        self.bytes = bytes
        self.bits = bits
    }

    /// Whether an address lies in it; what is no address lies nowhere.
    package func contains(_ address: String) -> Bool {
        // Behind `%` a link's name may stand.
        guard let other = Self.bytes(address.prefix { $0 != "%" }), other.count == bytes.count else {
            return false
        }
        return zip(bytes, other).enumerated().allSatisfy { index, pair in
            let shared = min(8, max(0, bits - index * 8))
            return (pair.0 ^ pair.1) >> (8 - shared) == 0
        }
    }

    /// Four or sixteen of them; an old address in the clothes of a new one (`::ffff:10.0.0.1`) is the old one.
    private static func bytes(_ text: Substring) -> [UInt8]? {
        if !text.utf8.contains(UInt8(ascii: ":")) { return four(text) }
        guard let bytes = sixteen(text) else { return nil }
        let isOld = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
        return isOld ? Array(bytes.suffix(4)) : bytes
    }

    private static func four(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { number($0, radix: 10, digits: 3) }.compactMap(UInt8.init(exactly:))
        return parts.count == 4 && numbers.count == 4 ? numbers : nil
    }

    private static func sixteen(_ text: Substring) -> [UInt8]? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2, let front = groups(halves[0]) else { return nil }
        guard halves.count == 2 else { return front.count == 16 ? front : nil }
        guard let back = groups(halves[1]), front.count + back.count <= 14 else { return nil }
        return front + Array(repeating: 0, count: 16 - front.count - back.count) + back
    }

    /// Pairs of bytes between colons; the last may be an address of four.
    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
                guard let old = four(part) else { return nil }
                bytes += old
            } else {
                guard let group = number(part, radix: 16, digits: 4) else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
            }
        }
        return bytes
    }

    private static func number(_ text: Substring, radix: Int, digits: Int) -> Int? {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || radix == 16 && (0x41...0x46).contains(byte & 0xdf)
        }
        return isPlain && (1...digits).contains(text.utf8.count) ? Int(text, radix: radix) : nil
    }
}
