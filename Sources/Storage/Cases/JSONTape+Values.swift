extension JSONTape {
    /// The words at a mark, as they were before they were written.
    func text(at index: Int) throws -> String {
        let mark = marks[index]
        let plain = bytes[mark.start..<mark.end]
        switch mark.kind {
        case .text: return String(decoding: plain, as: UTF8.self)
        case .escapedText: return try unescaped(plain)
        default: throw Self.unreadable(mark.start)
        }
    }

    func integer(at index: Int) throws -> Int64 {
        let mark = marks[index]
        guard mark.kind == .number else { throw Self.unreadable(mark.start) }
        var value: Int64 = 0
        let isNegative = bytes[mark.start] == UInt8(ascii: "-")
        for byte in bytes[(mark.start + (isNegative ? 1 : 0))..<mark.end] {
            let (grown, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            guard (0x30...0x39).contains(byte), !isTooLarge else { return try whole(at: index) }
            let (sum, isOver) = grown.addingReportingOverflow(Int64(byte - 0x30))
            if isOver { return try whole(at: index) }
            value = sum
        }
        return isNegative ? -value : value
    }

    /// A whole number that is written another way, like `1e3`.
    private func whole(at index: Int) throws -> Int64 {
        guard let value = Int64(exactly: try number(at: index)) else {
            throw Self.unreadable(marks[index].start)
        }
        return value
    }

    func number(at index: Int) throws -> Double {
        let mark = marks[index]
        guard mark.kind == .number,
            let value = Double(String(decoding: bytes[mark.start..<mark.end], as: UTF8.self))
        else { throw Self.unreadable(mark.start) }
        return value
    }

    /// Whether the words at a mark are these.
    func isName(_ index: Int, _ name: String) -> Bool {
        let mark = marks[index]
        // What cannot be read is no name.
        guard mark.kind == .text else { return (try? text(at: index)) == name }
        var name = name
        return name.withUTF8 { wanted in
            guard wanted.count == mark.end - mark.start else { return false }
            for offset in 0..<wanted.count where bytes[mark.start + offset] != wanted[offset] { return false }
            return true
        }
    }

    private func unescaped(_ plain: ArraySlice<UInt8>) throws -> String {
        var out: [UInt8] = []
        var position = plain.startIndex
        while position < plain.endIndex {
            let byte = plain[position]
            position += 1
            guard byte == UInt8(ascii: "\\") else {
                out.append(byte)
                continue
            }
            let escape = plain[position]
            position += 1
            switch escape {
            case UInt8(ascii: "b"): out.append(0x08)
            case UInt8(ascii: "f"): out.append(0x0c)
            case UInt8(ascii: "n"): out.append(0x0a)
            case UInt8(ascii: "r"): out.append(0x0d)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "u"): out += Array(String(try scalar(plain, &position)).utf8)
            default: out.append(escape)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private func scalar(_ plain: ArraySlice<UInt8>, _ position: inout Int) throws -> Unicode.Scalar {
        var code = try fourDigits(plain, &position)
        if (0xd800...0xdbff).contains(code), position + 1 < plain.endIndex {
            position += 2
            code = 0x10000 + (code - 0xd800) << 10 + (try fourDigits(plain, &position)) &- 0xdc00
        }
        guard let scalar = Unicode.Scalar(code) else { throw Self.unreadable(position) }
        return scalar
    }

    private func fourDigits(_ plain: ArraySlice<UInt8>, _ position: inout Int) throws -> UInt32 {
        guard position + 4 <= plain.endIndex,
            let code = UInt32(String(decoding: plain[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw Self.unreadable(position) }
        position += 4
        return code
    }
}
