/// Some of 16,384 neighbouring cases: the unit in which the index of words is stored.
struct SearchBlock: Equatable {
    static let size = 16_384

    /// Old books that were read into others have ids from 0 down.
    static func number(of id: Int64) -> Int64 { (id - Int64(place(of: id))) / Int64(size) }

    static func ids(of block: Int64) -> ClosedRange<Int64> {
        block * Int64(size)...(block + 1) * Int64(size) - 1
    }

    private static func place(of id: Int64) -> Int {
        let rest = Int(id % Int64(size))
        return rest < 0 ? rest + size : rest
    }

    /// A bit for each case, by its place in the block.
    private var bits = [UInt64](repeating: 0, count: size / 64)

    init() {}

    var isEmpty: Bool { bits.allSatisfy { $0 == 0 } }

    mutating func insert(_ id: Int64) {
        let place = Self.place(of: id)
        bits[place / 64] |= 1 << UInt64(place % 64)
    }

    mutating func remove(_ id: Int64) {
        let place = Self.place(of: id)
        bits[place / 64] &= ~(1 << UInt64(place % 64))
    }

    mutating func formUnion(_ other: Self) {
        for index in bits.indices { bits[index] |= other.bits[index] }
    }

    mutating func formIntersection(_ other: Self) {
        for index in bits.indices { bits[index] &= other.bits[index] }
    }

    /// The cases of the block with this number, newest first.
    func ids(in block: Int64) -> [Int64] {
        let first = block * Int64(Self.size)
        return places.reversed().map { first + Int64($0) }
    }

    /// In rising order.
    private var places: [Int] {
        var places: [Int] = []
        for (index, word) in bits.enumerated() {
            var left = word
            while left != 0 {
                places.append(index * 64 + left.trailingZeroBitCount)
                left &= left - 1
            }
        }
        return places
    }
}

/// How a block is stored: its bits, or, where that is shorter, the gaps between its cases, seven bits to a byte.
extension SearchBlock {
    /// Throws if the bytes are not of a block.
    init(stored: [UInt8]) throws(StorageError) {
        self.init()
        if stored.count == Self.size / 8 {
            for (index, byte) in stored.enumerated() {
                bits[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
            }
            return
        }
        var (place, gap, shift) = (-1, 0, 0)
        for byte in stored {
            gap |= Int(byte & 0x7f) << shift
            shift += 7
            if byte & 0x80 != 0, shift < 21 { continue }
            place += gap + 1
            guard place < Self.size else { throw .unreadable("a block of the index of words") }
            bits[place / 64] |= 1 << UInt64(place % 64)
            (gap, shift) = (0, 0)
        }
    }

    var stored: [UInt8] {
        var gaps: [UInt8] = []
        var last = -1
        for place in places {
            var gap = place - last - 1
            last = place
            while gap >= 0x80 {
                gaps.append(UInt8(gap & 0x7f) | 0x80)
                gap >>= 7
            }
            gaps.append(UInt8(gap))
            if gaps.count >= Self.size / 8 { return bytes }
        }
        return gaps
    }

    private var bytes: [UInt8] {
        bits.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }
}
