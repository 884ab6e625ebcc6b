/// JSON written straight into bytes, in the order in which it is told.
///
/// A case tells itself to this: containers of `Codable` cost several times as much, for they are generic, boxed and kept on
/// the heap. A member that is `nil` is left out, as Foundation's encoder does.
struct JSONWriter: Sendable {
    private(set) var bytes: [UInt8] = []

    init(reserving count: Int = 1024) {
        bytes.reserveCapacity(count)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    // MARK: Values

    mutating func add(_ text: String) {
        next()
        quote(text)
    }

    mutating func add(_ number: Int64) {
        next()
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var (first, left) = (bytes.count, number.magnitude)
        repeat {
            let (rest, digit) = left.quotientAndRemainder(dividingBy: 10)
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            left = rest
        } while left > 0
        // The last digit came first.
        var last = bytes.count - 1
        while first < last {
            bytes.swapAt(first, last)
            (first, last) = (first + 1, last - 1)
        }
    }

    mutating func add(_ number: Int) { add(Int64(number)) }

    /// JSON has no number for infinity, nor has any door of ours.
    mutating func add(_ number: Double) {
        guard number.isFinite else { return addNull() }
        next()
        bytes += String(number).utf8
    }

    mutating func add(_ flag: Bool) {
        next()
        put(flag ? "true" : "false")
    }

    mutating func addNull() {
        next()
        put("null")
    }

    mutating func object(_ members: (inout Self) -> Void) {
        next()
        bytes.append(UInt8(ascii: "{"))
        members(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func list(_ elements: (inout Self) -> Void) {
        next()
        bytes.append(UInt8(ascii: "["))
        elements(&self)
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func list(_ texts: [String]) { list { for text in texts { $0.add(text) } } }

    // MARK: Members

    /// The name of the member whose value comes next; it needs no escapes.
    mutating func name(_ name: StaticString) {
        next()
        bytes.append(UInt8(ascii: "\""))
        put(name)
        put("\":")
    }

    mutating func name(_ name: String) {
        next()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        self.name(name)
        add(text)
    }

    mutating func member(_ name: StaticString, _ number: Int64?) {
        guard let number else { return }
        self.name(name)
        add(number)
    }

    mutating func member(_ name: StaticString, _ number: Int?) {
        member(name, number.map(Int64.init))
    }

    mutating func member(_ name: StaticString, _ number: Int) {
        self.name(name)
        add(number)
    }

    mutating func member(_ name: StaticString, _ number: Double?) {
        guard let number else { return }
        self.name(name)
        add(number)
    }

    mutating func member(_ name: StaticString, _ flag: Bool) {
        self.name(name)
        add(flag)
    }

    mutating func member(_ name: StaticString, _ texts: [String]) {
        self.name(name)
        list(texts)
    }

    mutating func object(_ name: StaticString, _ members: (inout Self) -> Void) {
        self.name(name)
        object(members)
    }

    mutating func list(_ name: StaticString, _ elements: (inout Self) -> Void) {
        self.name(name)
        list(elements)
    }

    // MARK: Bytes

    /// A comma, but for the first in a bracket and what follows a name: words end with a quotation mark.
    @inline(__always)
    private mutating func next() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): break
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    @inline(__always)
    private mutating func put(_ word: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { plain in
            if plain.contains(where: Self.needsEscape) {
                for byte in plain { escape(byte) }
            } else {
                bytes.append(contentsOf: plain)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): put("\\\"")
        case UInt8(ascii: "\\"): put("\\\\")
        case UInt8(ascii: "\n"): put("\\n")
        case UInt8(ascii: "\r"): put("\\r")
        case UInt8(ascii: "\t"): put("\\t")
        case 0..<0x20:
            put("\\u00")
            for digit in [byte >> 4, byte & 15] {
                bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        default: bytes.append(byte)
        }
    }
}
