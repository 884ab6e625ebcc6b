import Casework
import Foundation
import Testing

@testable import Web

@Suite("A file of old books")
struct OldBooksTests {
    /// The cells of every record, each with the line it begins on.
    private func records(_ bytes: [UInt8], separator: String = ",", coding: String = "utf-8") throws
        -> [(line: Int, cells: [String])]
    {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try Data(bytes).write(to: URL(filePath: path))
        defer { unlink(path) }
        let sign = try #require(separator.utf8.first)
        let file = try BookFile(path: path, separator: sign)
        let cells = BookCells(coding: try #require(TextCoding(coding)), separator: sign)
        var found: [(line: Int, cells: [String])] = []
        while let record = file.next() {
            do throws(BookCells.Problem) {
                var texts: [String] = []
                for cell in try cells.split(record) { texts.append(try cells.text(cell, of: "x")) }
                found.append((record.line, texts))
            } catch {
                found.append((record.line, ["!" + error.words]))
            }
        }
        return found
    }

    private func records(_ text: String, separator: String = ",") throws -> [(line: Int, cells: [String])] {
        try records(Array(text.utf8), separator: separator)
    }

    @Test("is cut at line ends of every kind, and at no other place", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(_ end: String) throws {
        let found = try records(["a,b", "\"c\(end)d\",\"e,\"\"f\"\"\"", "", "g,"].joined(separator: end))
        #expect(found.map(\.cells) == [["a", "b"], ["c\(end)d", "e,\"f\""], ["g", ""]])
        // A lone return inside quotes is no line end of the file.
        #expect(found.map(\.line) == [1, 2, end == "\r" ? 4 : 5])
    }

    @Test("may say with a mark that it is UTF-8")
    func mark() throws {
        #expect(try records([0xEF, 0xBB, 0xBF] + Array("区,路\n".utf8)).map(\.cells) == [["区", "路"]])
    }

    @Test("may be written in GB18030, in two bytes or four")
    func gb18030() throws {
        // 路灯 and 㐂, which takes four bytes.
        let bytes: [UInt8] = [0xC2, 0xB7, 0xB5, 0xC6, 0x2C, 0x81, 0x39, 0xEF, 0x31, 0x0A, 0xFF, 0x2C, 0x61]
        let found = try records(bytes, coding: "gb18030")
        #expect(found.map(\.cells) == [["路灯", "㐂"], ["!is not gb18030"]])
    }

    @Test("is refused in UTF-16")
    func utf16() {
        #expect(throws: BookError.self) { try records([0xFF, 0xFE, 0x61, 0x00]) }
    }

    @Test("loses one row by a quote that is never closed, not those after it")
    func unclosed() throws {
        let found = try records("a,b\nc,\"d\ne,f\n")
        #expect(
            found.map(\.cells) == [
                ["a", "b"], ["!a quote that opens in this row is never closed"], ["e", "f"],
            ]
        )
        #expect(found.map(\.line) == [1, 2, 3])
    }

    @Test("may hold quotes inside a cell that is not in quotes")
    func innerQuotes() throws {
        #expect(try records("5\" 管,\"\"\nx,y\n").map(\.cells) == [["5\" 管", ""], ["x", "y"]])
        #expect(try records("\"a\"b,c\n").map(\.cells) == [["!text after the closing quote"]])
    }

    @Test(
        "writes its dates as its mapping says",
        arguments: [
            ("yyyy/M/d H:mm:ss", "2011/3/5 8:05:09", "2011-03-05T08:05:09+08:00"),
            ("yyyy年M月d日", "2011年12月31日", "2011-12-31T00:00:00+08:00"),
            ("yyyyMMddHHmmss", "20110305080509", "2011-03-05T08:05:09+08:00"),
            ("d.M.yyyy HH:mm", "5.3.2011 08:05", "2011-03-05T08:05:00+08:00"),
        ]
    )
    func dates(_ pattern: String, _ text: String, _ instant: String) {
        let read = DatePattern(pattern).instant(text, offset: 28_800)
        #expect(read.map(CivilTime(offset: 28_800).iso8601) == instant)
    }

    @Test("has no such day", arguments: ["2011/2/29", "2011/13/1", "2011/3/", "2011/3/5 ", "", "11/3/5x"])
    func noDates(_ text: String) {
        #expect(DatePattern("yyyy/M/d").instant(text, offset: 0) == nil)
    }

    @Test("tells a life in one cell, whatever its words hold")
    func life() throws {
        let words = "a;b|c\\d\n{e=f}"
        let text = LifeText.write([
            LifeText.Step(.submit, after: 0, by: "agent01", []),
            LifeText.Step(.comment, after: 90, by: "", [("words", words)]),
        ])
        let begun = Timestamp(milliseconds: 1000)
        let steps = try LifeText.read(text, from: begun, CivilTime(offset: 0))
        #expect(steps.map(\.events) == [[.submit], [.comment]])
        #expect(steps.map(\.at.milliseconds) == [1000, 91_000])
        #expect(steps.map(\.account) == ["agent01", nil])
        #expect(steps[1].fields == ["words": .text(words)])
    }

    @Test(
        "tells no life that goes backwards, or that nobody understands",
        arguments: [
            "submit|-5|a", "dance|+0|a", "submit", "submit|+0|a|words", "submit|+9;sign|1970-01-01T00:00:00Z",
        ]
    )
    func noLife(_ text: String) {
        #expect(throws: BookCells.Problem.self) {
            try LifeText.read(text, from: Timestamp(milliseconds: 0), CivilTime(offset: 0))
        }
    }
}
