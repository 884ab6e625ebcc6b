/// Writes values as JSON, byte after byte, as they tell themselves.
///
/// Foundation's encoder first builds a tree, and sorts it; a case is written with every event, so that would be most of
/// the work. What this writes, Foundation's decoder reads.
struct CompactJSON {
    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let page = Page()
        try page.write(value)
        page.close(downTo: 0)
        return page.bytes
    }

    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try bytes(value), as: UTF8.self)
    }

    /// What has been written so far, and which brackets stand open.
    ///
    /// A container does not say when it ends: it has ended when one further out is written to.
    fileprivate final class Page {
        // One encoder at a time writes here, byte by byte: looking each time whether somebody else does costs a tenth.
        @exclusivity(unchecked) var bytes: [UInt8] = []
        @exclusivity(unchecked) private var open: [UInt8] = []

        init() { bytes.reserveCapacity(1024) }

        /// Opens a bracket; gives how deep it stands.
        func begin(_ opening: UInt8, _ closing: UInt8) -> Int {
            bytes.append(opening)
            open.append(closing)
            return open.count
        }

        func close(downTo depth: Int) {
            while open.count > depth, let closing = open.popLast() { bytes.append(closing) }
        }

        /// Where the next member of the container at `depth` goes.
        func next(in depth: Int) {
            close(downTo: depth)
            // Nothing but an opening bracket ends with one: words end with a quotation mark.
            let last = bytes.last
            if last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
        }

        func write(_ name: String, asNameIn depth: Int) {
            next(in: depth)
            write(name)
            bytes.append(UInt8(ascii: ":"))
        }

        func write(_ value: some Encodable) throws {
            switch value {
            case let text as String: write(text)
            case let number as Int: write(number)
            case let number as Int64: write(Int(number))
            default:
                let (start, depth) = (bytes.count, open.count)
                try value.encode(to: Pen(page: self))
                if bytes.count == start { bytes += [UInt8(ascii: "{"), UInt8(ascii: "}")] }
                close(downTo: depth)
            }
        }

        func write(_ number: Int) { bytes += String(number).utf8 }

        func write(_ flag: Bool) { bytes += (flag ? "true" : "false").utf8 }

        func write(_ number: Double) throws {
            guard number.isFinite else {
                throw EncodingError.invalidValue(
                    number,
                    .init(codingPath: [], debugDescription: "JSON has no number for it")
                )
            }
            bytes += String(number).utf8
        }

        func write(_ text: String) {
            bytes.append(UInt8(ascii: "\""))
            var text = text
            text.withUTF8 { plain in
                if plain.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
                ) {
                    for byte in plain { escape(byte) }
                } else {
                    bytes.append(contentsOf: plain)
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }

        private func escape(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }

        func writeNull() { bytes += "null".utf8 }
    }

    private struct Pen: Encoder {
        let page: Page
        var codingPath: [any CodingKey] { [] }
        var userInfo: [CodingUserInfoKey: Any] { [:] }

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            KeyedEncodingContainer(Members<Key>(page: page))
        }

        func unkeyedContainer() -> any UnkeyedEncodingContainer { Elements(page: page) }

        func singleValueContainer() -> any SingleValueEncodingContainer { Single(page: page) }
    }

    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let page: Page
        let depth: Int
        var codingPath: [any CodingKey] { [] }

        init(page: Page) {
            self.page = page
            depth = page.begin(UInt8(ascii: "{"), UInt8(ascii: "}"))
        }

        private func name(_ key: some CodingKey) {
            page.write(key.stringValue, asNameIn: depth)
        }

        func encodeNil(forKey key: Key) { name(key); page.writeNull() }
        func encode(_ value: Bool, forKey key: Key) { name(key); page.write(value) }
        func encode(_ value: String, forKey key: Key) { name(key); page.write(value) }
        func encode(_ value: Double, forKey key: Key) throws { name(key); try page.write(value) }
        func encode(_ value: Int, forKey key: Key) { name(key); page.write(value) }
        func encode(_ value: Int64, forKey key: Key) { name(key); page.write(Int(value)) }
        func encode(_ value: some Encodable, forKey key: Key) throws { name(key); try page.write(value) }

        func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type, forKey key: Key)
            -> KeyedEncodingContainer<Inner>
        {
            name(key)
            return KeyedEncodingContainer(Members<Inner>(page: page))
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            name(key)
            return Elements(page: page)
        }

        func superEncoder() -> any Encoder { Pen(page: page) }

        func superEncoder(forKey key: Key) -> any Encoder {
            name(key)
            return Pen(page: page)
        }
    }

    private struct Elements: UnkeyedEncodingContainer {
        let page: Page
        let depth: Int
        private(set) var count = 0
        var codingPath: [any CodingKey] { [] }

        init(page: Page) {
            self.page = page
            depth = page.begin(UInt8(ascii: "["), UInt8(ascii: "]"))
        }

        private mutating func next() {
            count += 1
            page.next(in: depth)
        }

        mutating func encodeNil() { next(); page.writeNull() }
        mutating func encode(_ value: Bool) { next(); page.write(value) }
        mutating func encode(_ value: String) { next(); page.write(value) }
        mutating func encode(_ value: Double) throws { next(); try page.write(value) }
        mutating func encode(_ value: Int) { next(); page.write(value) }
        mutating func encode(_ value: Int64) { next(); page.write(Int(value)) }
        mutating func encode(_ value: some Encodable) throws { next(); try page.write(value) }

        mutating func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) -> KeyedEncodingContainer<
            Inner
        > {
            next()
            return KeyedEncodingContainer(Members<Inner>(page: page))
        }

        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            next()
            return Elements(page: page)
        }

        mutating func superEncoder() -> any Encoder {
            next()
            return Pen(page: page)
        }
    }

    private struct Single: SingleValueEncodingContainer {
        let page: Page
        var codingPath: [any CodingKey] { [] }

        func encodeNil() { page.writeNull() }
        func encode(_ value: Bool) { page.write(value) }
        func encode(_ value: String) { page.write(value) }
        func encode(_ value: Double) throws { try page.write(value) }
        func encode(_ value: Int) { page.write(value) }
        func encode(_ value: Int64) { page.write(Int(value)) }
        func encode(_ value: some Encodable) throws { try page.write(value) }
    }
}
