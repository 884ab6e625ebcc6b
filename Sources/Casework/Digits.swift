/// Writes days and instants digit by digit: an answer tells ten of them, and texts put together cost several times as much.
struct Digits {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    /// An instant has 29 bytes, and at most 16 digits more if its year has run out of four.
    private static let room = 48

    static func text(_ write: (inout Digits) -> Void) -> String {
        String(unsafeUninitializedCapacity: room) { bytes in
            var digits = Digits(bytes: bytes)
            write(&digits)
            return digits.count
        }
    }

    private init(bytes: UnsafeMutableBufferPointer<UInt8>) { self.bytes = bytes }

    /// At least `width` digits.
    mutating func put(_ value: Int, _ width: Int) {
        if value < 0 { put("-") }
        let digits = value.magnitude
        var (length, beyond) = (1, digits / 10)
        while beyond > 0 { (length, beyond) = (length + 1, beyond / 10) }
        let end = count + max(width, length)
        var left = digits
        for place in stride(from: end - 1, through: count, by: -1) {
            bytes[place] = UInt8(ascii: "0") + UInt8(left % 10)
            left /= 10
        }
        count = end
    }

    mutating func put(_ mark: Unicode.Scalar) {
        bytes[count] = UInt8(ascii: mark)
        count += 1
    }

    /// `2019-04-03`.
    mutating func put(_ day: LocalDay) {
        let parts = day.parts
        put(parts.year, 4)
        put("-")
        put(parts.month, 2)
        put("-")
        put(parts.day, 2)
    }
}
