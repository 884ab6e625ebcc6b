/// Bytes of a file that may say anything: every look at them is checked.
struct PhotoBytes: Sendable {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    private init(slice: ArraySlice<UInt8>) { bytes = slice }

    var count: Int { bytes.count }
    var array: [UInt8] { Array(bytes) }

    subscript(_ position: Int) -> Int? {
        position >= 0 && position < count ? Int(bytes[bytes.startIndex + position]) : nil
    }

    /// `length` bytes from `position` on; nil if there are not that many.
    func part(_ position: Int, _ length: Int) -> PhotoBytes? {
        guard position >= 0, length >= 0, length <= count - position else { return nil }
        let start = bytes.startIndex + position
        return PhotoBytes(slice: bytes[start..<start + length])
    }

    func from(_ position: Int) -> PhotoBytes? { part(position, count - position) }

    /// A number of `size` bytes, the greatest first; 0 for no bytes at all.
    func big(_ position: Int, _ size: Int) -> Int? {
        guard size <= 8, let part = part(position, size) else { return nil }
        let value = part.bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(exactly: value)
    }

    /// A number of `size` bytes, the least first.
    func little(_ position: Int, _ size: Int) -> Int? {
        guard size <= 8, let part = part(position, size) else { return nil }
        let value = part.bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(exactly: value)
    }

    func has(_ text: StaticString, at position: Int) -> Bool {
        guard let part = part(position, text.utf8CodeUnitCount) else { return false }
        return text.withUTF8Buffer { part.bytes.elementsEqual($0) }
    }
}
