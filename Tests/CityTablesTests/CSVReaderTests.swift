import Testing

@testable import CityTables

@Suite("The reader of CSV")
struct CSVReaderTests {
    @Test(
        "reads cells, rows and ends of line of every kind",
        arguments: [
            ("", []),
            ("a", [["a"]]),
            ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            ("a,b\rc,d", [["a", "b"], ["c", "d"]]),
            ("a,,\n,b,", [["a", "", ""], ["", "b", ""]]),
            ("a\n\n\r\nb", [["a"], ["b"]]),
            ("\u{FEFF}a,b", [["a", "b"]]),
            ("\"a,b\",\"c\"\"d\"", [["a,b", "c\"d"]]),
            ("\"a\nb\",\"c\r\nd\"\ne,f", [["a\nb", "c\r\nd"], ["e", "f"]]),
            ("\"\",x", [["", "x"]]),
            ("\"\"\"\"", [["\""]]),
            ("街,路", [["街", "路"]]),
        ] as [(String, [[String]])]
    )
    func rows(_ text: String, _ rows: [[String]]) {
        let read = CSVReader.read(text)
        #expect(read.problems.isEmpty)
        #expect(read.rows.map { $0.cells.map(\.text) } == rows)
    }

    @Test("knows line and column of every cell, in characters, also behind a cell of two lines")
    func places() {
        let rows = CSVReader.read("\u{FEFF}区,街道,x\r\n\"一\r\n二\",三,𠮷,五").rows
        #expect(rows[0].cells.map { [$0.line, $0.column] } == [[1, 1], [1, 3], [1, 6]])
        #expect(rows[1].cells.map { [$0.line, $0.column] } == [[2, 1], [3, 4], [3, 6], [3, 8]])
    }

    @Test("sees a quote with a combining mark behind it, which is another character")
    func combiningMark() {
        let read = CSVReader.read("\"\u{301}a\",b")
        #expect(read.problems.isEmpty)
        #expect(read.rows.map { $0.cells.map(\.text) } == [["\u{301}a", "b"]])
        #expect(CSVReader.read("a\"\u{301},b").problems.map(\.column) == [2])
    }

    @Test("says where a quote stands wrong and reads on behind it")
    func problems() {
        #expect(CSVReader.read("a,\"b\nc").problems.map { [$0.line, $0.column] } == [[1, 3]])
        let read = CSVReader.read("a\"b,c\n\"d\"e,f\ng,h")
        #expect(read.problems.map { [$0.line, $0.column] } == [[1, 2], [2, 4]])
        #expect(read.rows.count == 3)
    }

    @Test("gives back what the writer wrote")
    func roundTrip() {
        let cells = ["", "a", "a,b", "\"", "\"\u{301}", "a\nb", "a\r\nb", " x ", "=1", "街", "\u{FEFF}y"]
        let read = CSVReader.read("x\n" + CSV.row(cells) + "\n")
        #expect(read.problems.isEmpty)
        #expect(read.rows.last?.cells.map(\.text) == cells)
    }
}
