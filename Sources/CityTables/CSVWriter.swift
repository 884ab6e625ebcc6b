/// Writes rows as RFC 4180 has them.
package enum CSV {
    /// One row without the end of its line.
    package static func row(_ cells: [String], guardingFormulas: Bool = false) -> String {
        cells.map { cell($0, guardingFormulas: guardingFormulas) }.joined(separator: ",")
    }

    /// A whole file for people's spreadsheets: a byte-order mark tells them that it is UTF-8, formulas are guarded against.
    package static func sheet(_ rows: [[String]]) -> String {
        "\u{feff}" + rows.map { row($0, guardingFormulas: true) + "\r\n" }.joined()
    }

    /// `text` as a cell, in quotes where it must be.
    ///
    /// An export that people open in a spreadsheet guards against formulas: what would begin one gets an apostrophe in
    /// front, which a spreadsheet reads as “this is text”.
    package static func cell(_ text: String, guardingFormulas: Bool = false) -> String {
        var scalars = String.UnicodeScalarView()
        if guardingFormulas, let first = text.unicodeScalars.first, beginningsOfFormulas.contains(first) {
            scalars.append("'")
        }
        var needsQuotes = false
        for scalar in text.unicodeScalars {
            if scalar == "\"" { scalars.append("\"") }
            needsQuotes = needsQuotes || scalar == "\"" || scalar == "," || scalar == "\n" || scalar == "\r"
            scalars.append(scalar)
        }
        return needsQuotes ? "\"" + String(scalars) + "\"" : String(scalars)
    }

    // The full-width ones count too: spreadsheets set to Chinese take them for the others.
    private static let beginningsOfFormulas: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]
}
