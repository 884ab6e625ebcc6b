import CityTables
import Testing

@Suite("The writer of CSV")
struct CSVWriterTests {
    @Test("puts quotes around a cell only where it must")
    func quotes() {
        #expect(
            CSV.row(["a", "", "b c", "d,e", "f\"g", "h\ni", "j\r"])
                == "a,,b c,\"d,e\",\"f\"\"g\",\"h\ni\",\"j\r\""
        )
    }

    @Test(
        "keeps a spreadsheet from reading a cell as a formula",
        arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "＋1", "－1", "＠x", "=\u{301}1"]
    )
    func formula(_ text: String) {
        #expect(CSV.cell(text, guardingFormulas: true) == "'" + text)
        #expect(CSV.cell(text) == text)
    }

    @Test("guards inside the quotes")
    func guardInQuotes() {
        #expect(CSV.cell("=HYPERLINK(\"x\",1)", guardingFormulas: true) == "\"'=HYPERLINK(\"\"x\"\",1)\"")
    }

    @Test("leaves alone what begins no formula", arguments: ["", "a=1", "0536-1", "街"])
    func harmless(_ text: String) { #expect(CSV.cell(text, guardingFormulas: true) == text) }
}
