/// Why a table cannot be edited as asked.
package enum CityEditRefusal: Error, Sendable, Equatable {
    case noSuchFile(String)
    /// It is no CSV: the check of the city says where.
    case unreadable(String)
    case noSuchColumn(String, file: String)
    case noSuchRow
    /// What was given fits more than one row.
    case severalRows
}

/// Small changes for the page of the administrator.
///
/// Everything but the cell or row in question stays as it is, byte by byte. Whether the city is still right afterwards
/// is for `City.read` to say, before anything is kept.
extension CityFiles {
    /// The rows of a table, each as its cells by header.
    package func rows(of file: String) throws(CityEditRefusal) -> [[String: String]] {
        let sheet = try sheet(file)
        return sheet.rows.map { sheet.cells(of: $0).mapValues(\.text) }
    }

    /// Changes one cell of the row whose key (code, account, date) is `key`.
    package func replacingCell(
        in file: String,
        row key: String,
        column: String,
        with value: String
    ) throws(CityEditRefusal) -> CityFiles {
        guard let keyColumn = TableShape(rawValue: file)?.key else { throw .noSuchColumn("key", file: file) }
        return try replacingCell(in: file, where: [keyColumn: key], column: column, with: value)
    }

    /// Changes one cell of the row that has exactly these values.
    package func replacingCell(
        in file: String,
        where values: [String: String],
        column: String,
        with value: String
    ) throws(CityEditRefusal) -> CityFiles {
        let sheet = try sheet(file)
        let cells = sheet.cells(of: try sheet.row(where: values))
        guard let cell = cells[column] else { throw .noSuchColumn(column, file: file) }
        return replacing(cell.range, of: file, with: CSV.cell(value))
    }

    /// Changes several cells of the row whose key is `key`; a column that the city has left out may stay empty.
    package func replacingCells(in file: String, row key: String, _ values: [String: String])
        throws(CityEditRefusal) -> CityFiles
    {
        let headers = try sheet(file).headers
        var files = self
        for (column, value) in values.sorted(by: { $0.key < $1.key }) {
            if !headers.contains(column), value.isEmpty { continue }
            files = try files.replacingCell(in: file, row: key, column: column, with: value)
        }
        return files
    }

    /// Takes out the row whose key is `key`.
    package func removingRow(from file: String, row key: String) throws(CityEditRefusal) -> CityFiles {
        guard let keyColumn = TableShape(rawValue: file)?.key else { throw .noSuchColumn("key", file: file) }
        return try removingRow(from: file, where: [keyColumn: key])
    }

    /// Puts a row at the end; columns that are not named stay empty.
    package func appendingRow(to file: String, _ values: [String: String]) throws(CityEditRefusal)
        -> CityFiles
    {
        let sheet = try sheet(file)
        for column in values.keys.sorted() where !sheet.headers.contains(column) {
            throw .noSuchColumn(column, file: file)
        }
        let text = texts[file] ?? ""
        let end = text.utf8.count
        let lineEnd = text.utf8.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
        let isEnded = text.utf8.last == UInt8(ascii: "\n") || text.utf8.last == UInt8(ascii: "\r")
        let row = CSV.row(sheet.headers.map { values[$0] ?? "" })
        return replacing(end..<end, of: file, with: (isEnded ? "" : lineEnd) + row + lineEnd)
    }

    /// Takes out the row that has exactly these values.
    package func removingRow(
        from file: String,
        where values: [String: String]
    ) throws(CityEditRefusal) -> CityFiles {
        let row = try sheet(file).row(where: values)
        return replacing(row.range, of: file, with: "")
    }

    private func replacing(_ range: Range<Int>, of file: String, with replacement: String) -> CityFiles {
        var bytes = Array((texts[file] ?? "").utf8)
        bytes.replaceSubrange(range, with: replacement.utf8)
        var files = self
        files.texts[file] = String(decoding: bytes, as: UTF8.self)
        return files
    }

    private func sheet(_ file: String) throws(CityEditRefusal) -> Sheet {
        guard TableShape(rawValue: file) != nil, let text = texts[file] else { throw .noSuchFile(file) }
        let (rows, problems) = CSVReader.read(text)
        guard problems.isEmpty, let head = rows.first else { throw .unreadable(file) }
        return Sheet(file: file, headers: head.cells.map(\.text), rows: Array(rows.dropFirst()))
    }
}

/// A CSV text under its headers, whatever they are.
private struct Sheet {
    let file: String
    let headers: [String]
    let rows: [CSVRow]

    func cells(of row: CSVRow) -> [String: CSVCell] {
        Dictionary(zip(headers, row.cells)) { first, _ in first }
    }

    /// The one row that has these values.
    func row(where values: [String: String]) throws(CityEditRefusal) -> CSVRow {
        for column in values.keys.sorted() where !headers.contains(column) {
            throw .noSuchColumn(column, file: file)
        }
        let fitting = rows.filter { row in
            let cells = cells(of: row)
            return values.allSatisfy { cells[$0.key]?.text == $0.value }
        }
        guard let row = fitting.first else { throw .noSuchRow }
        guard fitting.count == 1 else { throw .severalRows }
        return row
    }
}
