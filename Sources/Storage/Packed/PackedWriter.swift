import Casework

/// A row's value written straight into bytes, in the order in which it is told: docs/decisions/packed-rows.md.
///
/// A member that is nil, zero, false or empty is left out: most of a case's forty are. Containers of `Codable` would cost
/// several times as much, for they are generic, boxed and kept on the heap.
struct PackedWriter: Sendable {
    private(set) var bytes: [UInt8] = []
    /// In milliseconds: what instants are told from.
    private var base: Int64?

    /// `base` must be told to whoever reads it; without it the first instant is the one that the others are told from.
    init(reserving count: Int = 256, instantsFrom base: Timestamp? = nil) {
        self.base = base?.milliseconds
        bytes.reserveCapacity(count)
    }

    // MARK: Values

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add($0) }
    }

    private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        if let place = StoredWords.place(of: text) {
            if place < PackedTag.nearWords {
                bytes.append(PackedTag.nearWord + UInt8(place))
            } else {
                bytes.append(PackedTag.farWord)
                bytes.append(UInt8(place - PackedTag.nearWords))
            }
            return
        }
        if text.count <= PackedTag.longestShortText {
            bytes.append(PackedTag.shortText + UInt8(text.count))
        } else {
            bytes.append(PackedTag.text)
            put(UInt64(text.count))
        }
        bytes.append(contentsOf: text)
    }

    mutating func add(_ number: Int64) {
        if number >= 0, number <= Int64(PackedTag.lastSmallNumber) { return bytes.append(UInt8(number)) }
        bytes.append(PackedTag.number)
        put(number)
    }

    mutating func add(_ number: Int) { add(Int64(number)) }

    mutating func add(_ number: Double) {
        let hundredths = (number * 100).rounded()
        if abs(hundredths) < 1e9, hundredths / 100 == number {
            bytes.append(PackedTag.hundredths)
            return put(Int64(hundredths))
        }
        bytes.append(PackedTag.real)
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ flag: Bool) { bytes.append(flag ? PackedTag.yes : PackedTag.no) }

    mutating func add(_ instant: Timestamp) {
        let (after, isFar) = instant.milliseconds.subtractingReportingOverflow(base ?? 0)
        precondition(!isFar, "an instant lies within the reach of the calendar")
        base = base ?? instant.milliseconds
        if after.isMultiple(of: 1000) {
            bytes.append(PackedTag.seconds)
            put(after / 1000)
        } else {
            bytes.append(PackedTag.milliseconds)
            put(after)
        }
    }

    mutating func object(_ members: (inout Self) -> Void) {
        bytes.append(PackedTag.object)
        members(&self)
        bytes.append(PackedTag.end)
    }

    mutating func list(_ elements: (inout Self) -> Void) {
        bytes.append(PackedTag.list)
        elements(&self)
        bytes.append(PackedTag.end)
    }

    mutating func add(_ texts: [String]) { list { for text in texts { $0.add(text) } } }

    /// Words by name.
    mutating func add(_ words: [String: String]) {
        object { packed in
            for (name, text) in words.sorted(by: { $0.key < $1.key }) {
                packed.add(name)
                packed.add(text)
            }
        }
    }

    // MARK: A value of an enumeration, as `Codable` has it: its name, and under it what it carries

    mutating func coded(_ name: StaticString) {
        bytes.append(PackedTag.bare)
        self.name(name)
    }

    /// With its only value, which has no name.
    mutating func single(_ name: StaticString, _ value: (inout Self) -> Void) {
        bytes.append(PackedTag.single)
        self.name(name)
        value(&self)
    }

    mutating func coded(_ name: StaticString, _ members: (inout Self) -> Void) {
        bytes.append(PackedTag.coded)
        self.name(name)
        members(&self)
        bytes.append(PackedTag.end)
    }

    // MARK: Members

    /// The name of the member whose value comes next.
    mutating func name(_ name: StaticString) {
        add(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
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

    mutating func member(_ name: StaticString, _ number: Int) {
        if number == 0 { return }
        self.name(name)
        add(number)
    }

    mutating func member(_ name: StaticString, _ number: Double?) {
        guard let number else { return }
        self.name(name)
        add(number)
    }

    mutating func member(_ name: StaticString, _ flag: Bool) {
        if !flag { return }
        self.name(name)
        add(flag)
    }

    mutating func member(_ name: StaticString, _ instant: Timestamp?) {
        guard let instant else { return }
        self.name(name)
        add(instant)
    }

    mutating func member(_ name: StaticString, _ texts: [String]) {
        if texts.isEmpty { return }
        self.name(name)
        add(texts)
    }

    mutating func member(_ name: StaticString, _ value: (inout Self) -> Void) {
        self.name(name)
        value(&self)
    }

    /// A value that writes itself; none is left out.
    mutating func member(_ name: StaticString, _ value: ((inout Self) -> Void)?) {
        guard let value else { return }
        self.name(name)
        value(&self)
    }

    /// A list of values that write themselves.
    mutating func member<Element>(
        _ name: StaticString,
        _ elements: [Element],
        _ write: (Element) -> (inout Self) -> Void
    ) {
        if elements.isEmpty { return }
        self.name(name)
        list { packed in for element in elements { write(element)(&packed) } }
    }

    // MARK: Bytes

    /// Small numbers of either sign in few bytes.
    private mutating func put(_ number: Int64) { put(UInt64(bitPattern: number << 1 ^ number >> 63)) }

    /// Seven bits a byte, the lowest first; all but the last have the eighth.
    private mutating func put(_ number: UInt64) {
        var left = number
        while left >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: left) | 0x80)
            left >>= 7
        }
        bytes.append(UInt8(left))
    }
}
