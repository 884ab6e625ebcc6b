import Casework

/// Reads stored values, as `PackedWriter` writes them.
///
/// A member that is not there is zero, false or empty, if it is a number, a flag or a list; words must be there.
/// Members are mostly asked for in the order in which they were written, so each is looked for from where the last one
/// was found.
enum Packed {
    /// Reads what stands in `bytes` from `start` on; `base` is what instants are told from, if that was agreed upon.
    static func read<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        at start: Int = 0,
        instantsFrom base: Timestamp? = nil
    ) throws -> Value {
        try Value(from: Eye(tape: PackedTape(bytes, from: start, instantsFrom: base?.milliseconds), index: 0))
    }

    static func words(in bytes: some Sequence<UInt8>) throws -> [String: String] {
        try PackedTape(Array(bytes)).words
    }
}

/// Looks at one value.
private struct Eye: Decoder, SingleValueDecodingContainer {
    let tape: PackedTape
    let index: Int
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try Members<Key>(tape, index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try Elements(tape, index) }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    /// What is nil is left out.
    func decodeNil() -> Bool { false }

    func decode(_ type: Bool.Type) throws -> Bool {
        switch tape.marks[index].kind {
        case .yes: return true
        case .no: return false
        default: throw tape.unreadable(index)
        }
    }

    func decode(_ type: String.Type) throws -> String { try tape.text(at: index) }
    func decode(_ type: Double.Type) throws -> Double { try tape.number(at: index) }
    func decode(_ type: Float.Type) throws -> Float { Float(try tape.number(at: index)) }
    func decode(_ type: Int.Type) throws -> Int { Int(try tape.integer(at: index)) }
    func decode(_ type: Int64.Type) throws -> Int64 { try tape.integer(at: index) }
    func decode(_ type: Int8.Type) throws -> Int8 { try whole() }
    func decode(_ type: Int16.Type) throws -> Int16 { try whole() }
    func decode(_ type: Int32.Type) throws -> Int32 { try whole() }
    func decode(_ type: UInt.Type) throws -> UInt { try whole() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try whole() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try whole() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try whole() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try whole() }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

    private func whole<Number: BinaryInteger>() throws -> Number {
        guard let number = Number(exactly: try tape.integer(at: index)) else {
            throw tape.unreadable(index)
        }
        return number
    }
}

/// Looks at an object's members.
private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
    /// Where the member after the last one found stands.
    private final class Cursor {
        var index: Int

        init(_ index: Int) { self.index = index }
    }

    let tape: PackedTape
    private let first: Int
    private let end: Int
    /// A bit for each name, by its place in the list: most members of a case are not there, and none is searched for whose
    /// bit is not set.
    private let names: UInt128
    private let cursor: Cursor
    var codingPath: [any CodingKey] { [] }

    init(_ tape: PackedTape, _ index: Int) throws {
        guard tape.marks[index].kind == .object else { throw tape.unreadable(index) }
        self.tape = tape
        first = index + 1
        end = Int(tape.marks[index].after)
        cursor = Cursor(first)
        var (names, name): (UInt128, Int) = (0, first)
        while name < end {
            if tape.marks[name].kind == .word { names |= Self.bit(Int(tape.marks[name].value)) }
            name = Int(tape.marks[name + 1].after)
        }
        self.names = names
    }

    private static func bit(_ place: Int) -> UInt128 { 1 << UInt128(place & 127) }

    private func find(_ name: String) -> Int? {
        let place = StoredWords.place(name)
        if let place, names & Self.bit(place) == 0 { return nil }
        var index = cursor.index
        while index < end {
            if tape.isName(index, name, at: place) { return found(index) }
            index = after(index)
        }
        index = first
        while index < cursor.index {
            if tape.isName(index, name, at: place) { return found(index) }
            index = after(index)
        }
        return nil
    }

    /// The name behind the one at `index` and its value.
    private func after(_ index: Int) -> Int { Int(tape.marks[index + 1].after) }

    private func found(_ name: Int) -> Int {
        cursor.index = after(name)
        return name + 1
    }

    private func eye(_ key: some CodingKey) throws -> Eye {
        guard let index = find(key.stringValue) else { throw missing(key) }
        return Eye(tape: tape, index: index)
    }

    private func missing(_ key: some CodingKey) -> DecodingError {
        .keyNotFound(key, .init(codingPath: [], debugDescription: "\(key.stringValue) is missing"))
    }

    /// The value of a key, if it is there.
    private func present(_ key: Key) -> Eye? {
        find(key.stringValue).map { Eye(tape: tape, index: $0) }
    }

    var allKeys: [Key] {
        var keys: [Key] = []
        var index = first
        while index < end {
            // What cannot be read as words is no key of ours.
            if let name = try? tape.text(at: index), let key = Key(stringValue: name) { keys.append(key) }
            index = after(index)
        }
        return keys
    }

    func contains(_ key: Key) -> Bool { find(key.stringValue) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try eye(key).decodeNil() }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        guard let index = find(key.stringValue) else { return false }
        return try Eye(tape: tape, index: index).decode(type)
    }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try eye(key).decode(type) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try eye(key).decode(type) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try eye(key).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        guard let index = find(key.stringValue) else { return 0 }
        return try Eye(tape: tape, index: index).decode(type)
    }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try eye(key).decode(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try eye(key).decode(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try eye(key).decode(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try eye(key).decode(type) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try eye(key).decode(type) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try eye(key).decode(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try eye(key).decode(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try eye(key).decode(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try eye(key).decode(type) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        guard let index = find(key.stringValue) else {
            return try Value(from: Nothing(missing: missing(key)))
        }
        if type == [ClockKind: Clock].self, let clocks = try StoredClocks.read(tape, at: index) as? Value {
            return clocks
        }
        return try Value(from: Eye(tape: tape, index: index))
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        try present(key)?.decode(type)
    }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try present(key)?.decode(type) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
        try present(key)?.decode(type)
    }
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try present(key).map { try Value(from: $0) }
    }

    func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type, forKey key: Key) throws
        -> KeyedDecodingContainer<Inner>
    {
        try eye(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try eye(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { Eye(tape: tape, index: first - 1) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try eye(key) }
}

/// Stands for a member that was left out: an empty list or an empty collection by name, and nothing else.
private struct Nothing: Decoder {
    /// What is wrong if it is asked for anything else.
    let missing: DecodingError
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try Members<Key>(PackedTape([PackedTag.object, PackedTag.end]), 0))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try Elements(PackedTape([PackedTag.list, PackedTag.end]), 0)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw missing }
}

/// Looks at a list's elements, one after the other.
private struct Elements: UnkeyedDecodingContainer {
    let tape: PackedTape
    let count: Int?
    private let end: Int
    private var position: Int
    private(set) var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    var isAtEnd: Bool { position >= end }

    init(_ tape: PackedTape, _ index: Int) throws {
        guard tape.marks[index].kind == .list else { throw tape.unreadable(index) }
        self.tape = tape
        end = Int(tape.marks[index].after)
        position = index + 1
        var (count, next) = (0, index + 1)
        while next < end {
            count += 1
            next = Int(tape.marks[next].after)
        }
        self.count = count
    }

    private mutating func next() throws -> Eye {
        guard !isAtEnd else { throw PackedTape.unreadable(tape.bytes.count) }
        defer {
            position = Int(tape.marks[position].after)
            currentIndex += 1
        }
        return Eye(tape: tape, index: position)
    }

    mutating func decodeNil() throws -> Bool { false }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try next().decode(type) }
    mutating func decode(_ type: String.Type) throws -> String { try next().decode(type) }
    mutating func decode(_ type: Double.Type) throws -> Double { try next().decode(type) }
    mutating func decode(_ type: Float.Type) throws -> Float { try next().decode(type) }
    mutating func decode(_ type: Int.Type) throws -> Int { try next().decode(type) }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().decode(type) }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().decode(type) }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().decode(type) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().decode(type) }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next().decode(type) }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().decode(type) }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().decode(type) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().decode(type) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().decode(type) }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: next()) }

    mutating func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) throws
        -> KeyedDecodingContainer<Inner>
    {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { try next() }
}
