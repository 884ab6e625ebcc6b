private import Foundation

/// A CSV file of any size, record after record, in whatever coding: what separates its cells is ASCII in all of them.
///
/// A line may end in LF, CRLF or CR; a byte order mark in front is passed over, empty lines are no records.
final class BookFile {
    struct Record: Sendable {
        let bytes: [UInt8]
        /// The line on which it begins, counted from 1.
        let line: Int
        /// Where the next one begins, and on which line.
        let end: Int
        let nextLine: Int
        /// A quote was opened in it and never closed.
        let isUnclosed: Bool
    }

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0
    private var offset = 0
    private var line = 1
    private var isAtEnd = false
    private let separator: UInt8
    /// It says itself that it is UTF-8.
    private(set) var isMarked = false

    /// A record longer than this has a quote that was never closed.
    private static let longest = 1 << 20

    init(path: String, separator: UInt8) throws {
        descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw BookError.unreadable(path) }
        self.separator = separator
        fill(1 << 16)
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { (position, isMarked) = (3, true) }
        if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF]) {
            throw BookError.utf16(path)
        }
    }

    deinit { close(descriptor) }

    /// Goes on at a place that a record's end named.
    func seek(to place: Int, line: Int) {
        lseek(descriptor, off_t(place), SEEK_SET)
        buffer.removeAll()
        (position, offset, self.line, isAtEnd) = (0, place, line, false)
    }

    func next() -> Record? {
        while true {
            guard let record = read() else { return nil }
            if !record.bytes.isEmpty { return record }
        }
    }

    private func read() -> Record? {
        if position == buffer.count, !isAtEnd { fill(1) }
        if position == buffer.count { return nil }
        let (start, first) = (position, line)
        var end = scan(from: start, quotes: true)
        var isUnclosed = false
        if end == nil {
            // What follows is read anew from the next line on: one bad row does not swallow the others.
            isUnclosed = true
            line = first
            end = scan(from: start, quotes: false)
        }
        let last = end ?? buffer.count
        position = last
        passLineEnd()
        let record = Record(
            bytes: Array(buffer[start..<last]),
            line: first,
            end: offset + position,
            nextLine: line,
            isUnclosed: isUnclosed
        )
        if position > 1 << 18 {
            buffer.removeFirst(position)
            offset += position
            position = 0
        }
        return record
    }

    private enum Cell { case begins, plain, quoted, closed }

    /// Where the record that begins at `start` ends; nil if a quote in it is never closed.
    private func scan(from start: Int, quotes: Bool) -> Int? {
        var index = start
        var cell = Cell.begins
        while true {
            if index == buffer.count, !isAtEnd, index - start <= Self.longest { fill(1 << 18) }
            if index == buffer.count || index - start > Self.longest { return cell == .quoted ? nil : index }
            let byte = buffer[index]
            switch (cell, byte) {
            case (.quoted, UInt8(ascii: "\"")): cell = .closed
            case (.quoted, UInt8(ascii: "\n")): line += 1
            case (.quoted, _): break
            case (_, UInt8(ascii: "\n")), (_, UInt8(ascii: "\r")): return index
            case (_, separator): cell = .begins
            case (.begins, UInt8(ascii: "\"")), (.closed, UInt8(ascii: "\"")):
                cell = quotes ? .quoted : .plain
            default: cell = .plain
            }
            index += 1
        }
    }

    private func passLineEnd() {
        if position == buffer.count { return }
        let isReturn = buffer[position] == UInt8(ascii: "\r")
        position += 1
        line += 1
        if !isReturn { return }
        if position == buffer.count, !isAtEnd { fill(1) }
        if position < buffer.count, buffer[position] == UInt8(ascii: "\n") { position += 1 }
    }

    private func fill(_ atLeast: Int) {
        let count = max(atLeast, 1 << 16)
        let before = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: count))
        let got = buffer.withUnsafeMutableBytes { bytes in
            Foundation.read(descriptor, bytes.baseAddress?.advanced(by: before), count)
        }
        buffer.removeLast(count - max(0, got))
        if got <= 0 { isAtEnd = true }
    }
}

enum BookError: Error, CustomStringConvertible {
    case unreadable(String)
    case utf16(String)
    case empty(String)
    case mapping(String)

    var description: String {
        switch self {
        case .unreadable(let path): "cannot read \(path)"
        case .utf16(let path): "\(path) is UTF-16; save it as UTF-8 or GB18030"
        case .empty(let path): "\(path) has no header"
        case .mapping(let words): words
        }
    }
}
