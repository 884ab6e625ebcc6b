/// A name with the readings of its characters, as somebody types for it: `雨水井箅`, `yushui`, `ysjb`, or mixed.
struct SpelledWord: Sendable, Equatable {
    let scalars: [Unicode.Scalar]
    private let readings: [[[UInt8]]]
    /// Bit `n` is set if a character may begin with the letter `n`: most names are told apart by it at once.
    private let firstLetters: UInt32

    init(_ text: String, _ read: Readings) {
        scalars = Array(text.unicodeScalars)
        readings = scalars.map { read($0) }
        firstLetters = readings.joined().reduce(0) { letters, reading in
            letters | Self.bit(reading.first ?? 0)
        }
    }

    private static func bit(_ byte: UInt8) -> UInt32 {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
            ? 1 << UInt32(byte - UInt8(ascii: "a")) : 1 << 31
    }

    /// The first letters, as they are shown beside the name: `Y S J B`.
    var initials: [String] {
        readings.map { String(decoding: $0.first?.prefix(1) ?? [], as: UTF8.self).uppercased() }
    }

    /// Which characters `typed` stands for: the first stretch of them, each by itself, by its sound or its beginning.
    func range(of typed: [Unicode.Scalar]) -> Range<Int>? {
        guard let first = typed.first else { return nil }
        if first.isASCII, firstLetters & Self.bit(UInt8(first.value)) == 0 { return nil }
        for start in scalars.indices {
            if let end = end(of: typed[...], from: start) { return start..<end }
        }
        return nil
    }

    /// Where the stretch from `start` ends that is all of `typed`; a longer beginning of a syllable is tried first.
    private func end(of typed: ArraySlice<Unicode.Scalar>, from start: Int) -> Int? {
        guard let next = typed.first else { return start }
        guard start < scalars.count else { return nil }
        if next == scalars[start], let end = end(of: typed.dropFirst(), from: start + 1) { return end }
        guard next.isASCII else { return nil }
        for reading in readings[start] {
            var common = 0
            for (letter, scalar) in zip(reading, typed) {
                guard UInt32(letter) == scalar.value else { break }
                common += 1
            }
            while common > 0 {
                if let end = end(of: typed.dropFirst(common), from: start + 1) { return end }
                common -= 1
            }
        }
        return nil
    }
}
