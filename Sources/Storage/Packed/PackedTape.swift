/// Packed bytes as a row of marks: where each value begins and ends, and where the next one stands.
///
/// Texts are not copied before they are asked for. A class, so that who looks at one value carries no more than a reference
/// and a place.
final class PackedTape {
    enum Kind: UInt8 {
        case no, yes, number, real, text, word, list, object
    }

    struct Mark {
        let kind: Kind
        /// In the bytes.
        let start: Int32
        var end: Int32
        /// The mark after this one and all within it.
        var after: Int32
        /// A number itself, a real one's bits, or a word's place in the list.
        let value: Int64
    }

    let bytes: [UInt8]
    private(set) var marks: [Mark] = []
    private var position: Int
    private var base: Int64?
    private var depth = 0
    private static let deepest = 200

    /// Reads `bytes` from a place on, to their end; `base` is what instants are told from, if that was agreed upon.
    init(_ bytes: [UInt8], from start: Int = 0, instantsFrom base: Int64? = nil) throws {
        self.bytes = bytes
        self.base = base
        position = start
        marks.reserveCapacity(bytes.count / 2)
        try read()
        guard position == bytes.count else { throw Self.unreadable(position) }
    }

    static func unreadable(_ position: Int) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "nothing readable at byte \(position)"))
    }

    private func next() throws -> UInt8 {
        guard position < bytes.count else { throw Self.unreadable(position) }
        defer { position += 1 }
        return bytes[position]
    }

    private func add(_ kind: Kind, _ value: Int64 = 0, from start: Int) {
        marks.append(
            Mark(
                kind: kind,
                start: Int32(start),
                end: Int32(position),
                after: Int32(marks.count + 1),
                value: value
            )
        )
    }

    private func read() throws {
        let start = position
        let tag = try next()
        switch tag {
        case 0...PackedTag.lastSmallNumber: add(.number, Int64(tag), from: start)
        case PackedTag.no: add(.no, from: start)
        case PackedTag.yes: add(.yes, from: start)
        case PackedTag.number: add(.number, try readNumber(), from: start)
        case PackedTag.hundredths:
            let number = Double(try readNumber()) / 100
            add(.real, Int64(bitPattern: number.bitPattern), from: start)
        case PackedTag.real: add(.real, try readReal(), from: start)
        case PackedTag.milliseconds: try readInstant(try readNumber(), from: start)
        case PackedTag.seconds:
            let (after, isFar) = try readNumber().multipliedReportingOverflow(by: 1000)
            guard !isFar else { throw Self.unreadable(start) }
            try readInstant(after, from: start)
        case PackedTag.list: try readElements()
        case PackedTag.object: try readMembers(.object)
        case PackedTag.bare, PackedTag.single, PackedTag.coded: try readCoded(tag)
        default: try readWords(tag, from: start)
        }
    }

    private func readWords(_ tag: UInt8, from start: Int) throws {
        switch tag {
        case PackedTag.text: try addText(Int(clamping: try readUnsigned()))
        case PackedTag.shortText..<PackedTag.nearWord: try addText(Int(tag - PackedTag.shortText))
        case PackedTag.nearWord...: try addWord(Int(tag - PackedTag.nearWord), from: start)
        case PackedTag.farWord: try addWord(PackedTag.nearWords + Int(try next()), from: start)
        default: throw Self.unreadable(start)
        }
    }

    private func addText(_ count: Int) throws {
        guard count <= bytes.count - position else { throw Self.unreadable(position) }
        let start = position
        position += count
        add(.text, from: start)
    }

    private func addWord(_ place: Int, from start: Int) throws {
        // A newer program's word, or damage.
        guard place < StoredWords.all.count else { throw Self.unreadable(start) }
        add(.word, Int64(place), from: start)
    }

    private func readInstant(_ after: Int64, from start: Int) throws {
        let (instant, isFar) = after.addingReportingOverflow(base ?? 0)
        guard !isFar else { throw Self.unreadable(start) }
        base = base ?? instant
        add(.number, instant, from: start)
    }

    private func readNumber() throws -> Int64 {
        let bits = try readUnsigned()
        return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
    }

    private func readUnsigned() throws -> UInt64 {
        var (number, shift): (UInt64, UInt64) = (0, 0)
        while true {
            let byte = try next()
            guard shift < 63 || byte <= 1 else { throw Self.unreadable(position) }
            number |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    private func readReal() throws -> Int64 {
        var bits: UInt64 = 0
        for place in 0..<8 { bits |= UInt64(try next()) << (8 * UInt64(place)) }
        return Int64(bitPattern: bits)
    }

    // MARK: What holds others

    private func readElements() throws {
        let index = try open(.list)
        while try !isAtEnd() { try read() }
        close(index)
    }

    private func readMembers(_ kind: Kind) throws {
        let index = try open(kind)
        while try !isAtEnd() {
            try readName()
            try read()
        }
        close(index)
    }

    /// A value of an enumeration becomes what `Codable` expects: an object with the name, and under it another.
    private func readCoded(_ tag: UInt8) throws {
        let outer = try open(.object)
        try readName()
        switch tag {
        case PackedTag.coded: try readMembers(.object)
        case PackedTag.bare: close(try open(.object))
        default:
            let inner = try open(.object)
            add(.word, Self.unnamed, from: position)
            try read()
            close(inner)
        }
        close(outer)
    }

    /// The name that `Codable` gives to a value without one.
    private static let unnamed = Int64(StoredWords.all.firstIndex(of: "_0") ?? 0)

    private func readName() throws {
        let start = position
        try readWords(try next(), from: start)
    }

    /// Whether what is read ends here; if so, goes on behind it.
    private func isAtEnd() throws -> Bool {
        guard position < bytes.count else { throw Self.unreadable(position) }
        guard bytes[position] == PackedTag.end else { return false }
        position += 1
        return true
    }

    private func open(_ kind: Kind) throws -> Int {
        depth += 1
        guard depth < Self.deepest else { throw Self.unreadable(position) }
        add(kind, from: position)
        return marks.count - 1
    }

    private func close(_ index: Int) {
        depth -= 1
        marks[index].end = Int32(position)
        marks[index].after = Int32(marks.count)
    }
}

extension PackedTape {
    func text(at index: Int) throws -> String {
        let mark = marks[index]
        switch mark.kind {
        case .word: return StoredWords.all[Int(mark.value)]
        case .text: return String(decoding: bytes[Int(mark.start)..<Int(mark.end)], as: UTF8.self)
        default: throw unreadable(index)
        }
    }

    func integer(at index: Int) throws -> Int64 {
        guard marks[index].kind == .number else { throw unreadable(index) }
        return marks[index].value
    }

    func number(at index: Int) throws -> Double {
        switch marks[index].kind {
        case .real: Double(bitPattern: UInt64(bitPattern: marks[index].value))
        case .number: Double(marks[index].value)
        default: throw unreadable(index)
        }
    }

    /// Gives each member of an object: the place of its name in the list of words, and where its value is.
    func forEachMember(of index: Int, _ body: (_ name: Int, _ value: Int) throws -> Void) throws {
        guard marks[index].kind == .object else { throw unreadable(index) }
        let end = Int(marks[index].after)
        var name = index + 1
        while name < end {
            guard marks[name].kind == .word else { throw unreadable(name) }
            try body(Int(marks[name].value), name + 1)
            name = Int(marks[name + 1].after)
        }
    }

    /// All of it, where it is an object of texts.
    var words: [String: String] {
        get throws {
            guard marks[0].kind == .object else { throw unreadable(0) }
            var words: [String: String] = [:]
            var name = 1
            while name < marks.count {
                words[try text(at: name)] = try text(at: name + 1)
                name = Int(marks[name + 1].after)
            }
            return words
        }
    }

    /// Whether the words at a mark are these, which stand in the list at `place`, if at all.
    func isName(_ index: Int, _ name: String, at place: Int?) -> Bool {
        let mark = marks[index]
        if mark.kind == .word { return Int(mark.value) == place }
        guard mark.kind == .text, place == nil else { return false }
        return bytes[Int(mark.start)..<Int(mark.end)].elementsEqual(name.utf8)
    }

    func unreadable(_ index: Int) -> DecodingError { Self.unreadable(Int(marks[index].start)) }
}
