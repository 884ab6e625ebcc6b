private import Foundation

/// The cells of a record, made text.
struct BookCells {
    /// What is wrong with a row, and in which column.
    struct Problem: Error, Equatable {
        let column: String
        let words: String
    }

    let coding: TextCoding
    let separator: UInt8

    /// The cells as they stand, without their quotes.
    func split(_ record: BookFile.Record) throws(Problem) -> [[UInt8]] {
        if record.isUnclosed {
            throw Problem(column: "", words: "a quote that opens in this row is never closed")
        }
        let bytes = record.bytes
        let quote = UInt8(ascii: "\"")
        var cells: [[UInt8]] = []
        var index = 0
        while true {
            var cell: [UInt8] = []
            if index < bytes.count, bytes[index] == quote {
                index += 1
                while index < bytes.count {
                    if bytes[index] == quote {
                        index += 1
                        guard index < bytes.count, bytes[index] == quote else { break }
                    }
                    cell.append(bytes[index])
                    index += 1
                }
                guard index == bytes.count || bytes[index] == separator else {
                    throw Problem(column: "\(cells.count + 1)", words: "text after the closing quote")
                }
            } else {
                let end = bytes[index...].firstIndex(of: separator) ?? bytes.count
                cell = Array(bytes[index..<end])
                index = end
            }
            cells.append(cell)
            if index == bytes.count { return cells }
            index += 1
        }
    }

    func text(_ cell: [UInt8], of column: String) throws(Problem) -> String {
        guard let text = coding.text(cell) else {
            throw Problem(column: column, words: "is not \(coding.name)")
        }
        if cell.contains(0) { throw Problem(column: column, words: "holds the character U+0000") }
        return text
    }
}

/// How a file writes its characters.
final class TextCoding {
    let name: String
    private let converter: iconv_t?

    /// nil if there is no such coding.
    init?(_ name: String) {
        self.name = name
        if ["utf-8", "utf8"].contains(name.lowercased()) {
            converter = nil
            return
        }
        let opened = iconv_open("UTF-8", name)
        if Int(bitPattern: opened) == -1 { return nil }
        converter = opened
    }

    deinit { if let converter { iconv_close(converter) } }

    func text(_ bytes: [UInt8]) -> String? {
        guard let converter, bytes.contains(where: { $0 >= 0x80 }) else {
            return String(validating: bytes, as: UTF8.self)
        }
        var source = bytes.map { CChar(bitPattern: $0) }
        var target = [CChar](repeating: 0, count: bytes.count * 3 + 16)
        let written: Int? = source.withUnsafeMutableBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                var (from, fromLeft) = (source.baseAddress, source.count)
                var (to, toLeft) = (target.baseAddress, target.count)
                iconv(converter, nil, nil, nil, nil)
                return iconv(converter, &from, &fromLeft, &to, &toLeft) == -1 ? nil : target.count - toLeft
            }
        }
        guard let written else { return nil }
        return String(validating: target[..<written].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
