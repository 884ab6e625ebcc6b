/// One cell of a CSV text, with the place where it stands.
struct CSVCell: Sendable, Equatable {
    let text: String
    let line: Int
    let column: Int
    /// Its bytes in the text, with the quotes around it.
    let range: Range<Int>
}

/// The cells of one row, and the row's bytes with the end of its line.
struct CSVRow: Sendable, Equatable {
    let cells: [CSVCell]
    let range: Range<Int>
}

/// What is not CSV about a text.
struct CSVProblem: Sendable, Equatable {
    let line: Int
    let column: Int
    let message: String
}

/// Reads CSV as RFC 4180 has it, byte by byte.
///
/// Never by `Character`: a quote with a combining mark behind it is one character that is not a quote. Empty lines are
/// no rows. A line may end in LF, CRLF or CR; a byte order mark in front is passed over.
struct CSVReader {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var column = 1
    private(set) var problems: [CSVProblem] = []

    static func read(_ text: String) -> (rows: [CSVRow], problems: [CSVProblem]) {
        var reader = CSVReader(text)
        let rows = reader.readRows()
        return (rows, reader.problems)
    }

    private init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    private mutating func readRows() -> [CSVRow] {
        var rows: [CSVRow] = []
        while position < bytes.count {
            if atLineEnd {
                passLineEnd()
            } else {
                rows.append(readRow())
            }
        }
        return rows
    }

    private mutating func readRow() -> CSVRow {
        let start = position
        var cells = [readCell()]
        while position < bytes.count, bytes[position] == comma {
            pass()
            cells.append(readCell())
        }
        if position < bytes.count { passLineEnd() }
        return CSVRow(cells: cells, range: start..<position)
    }

    private mutating func readCell() -> CSVCell {
        let (startLine, startColumn, start) = (line, column, position)
        let content = position < bytes.count && bytes[position] == quote ? readQuoted() : readPlain()
        if content.contains(0) {
            problems.append(
                CSVProblem(
                    line: startLine,
                    column: startColumn,
                    message: "holds the character U+0000: remove it"
                )
            )
        }
        return CSVCell(
            text: String(decoding: content, as: UTF8.self),
            line: startLine,
            column: startColumn,
            range: start..<position
        )
    }

    private mutating func readPlain() -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, bytes[position] != comma, !atLineEnd {
            if bytes[position] == quote {
                problem("a quote inside a cell: put quotes around the whole cell and double the one inside")
            }
            pass()
        }
        return bytes[start..<position]
    }

    private mutating func readQuoted() -> ArraySlice<UInt8> {
        let (openLine, openColumn) = (line, column)
        var content: [UInt8] = []
        pass()
        while position < bytes.count {
            if bytes[position] == quote {
                pass()
                guard position < bytes.count, bytes[position] == quote else {
                    passRest()
                    return content[...]
                }
            }
            content.append(bytes[position])
            pass()
        }
        problems.append(
            CSVProblem(
                line: openLine,
                column: openColumn,
                message: "the quote that opens here is never closed: close it, or double it if it is meant"
            )
        )
        return content[...]
    }

    /// What stands between a closing quote and the end of the cell: nothing, if all is well.
    private mutating func passRest() {
        guard position < bytes.count, bytes[position] != comma, !atLineEnd else { return }
        problem("text after the closing quote: double the quotes inside a cell")
        while position < bytes.count, bytes[position] != comma, !atLineEnd { pass() }
    }

    private var atLineEnd: Bool { bytes[position] == lineFeed || bytes[position] == carriageReturn }

    private mutating func passLineEnd() {
        pass()
        if bytes[position - 1] == carriageReturn, position < bytes.count, bytes[position] == lineFeed {
            pass()
        }
    }

    private mutating func pass() {
        let byte = bytes[position]
        position += 1
        let endsLine =
            byte == lineFeed
            || byte == carriageReturn && !(position < bytes.count && bytes[position] == lineFeed)
        if endsLine {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }

    private mutating func problem(_ message: String) {
        problems.append(CSVProblem(line: line, column: column, message: message))
    }
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
