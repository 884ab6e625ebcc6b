/// One cell under its header.
struct Cell {
    let shape: TableShape
    let header: String
    let text: String
    let line: Int
    let column: Int

    var isEmpty: Bool { text.isEmpty }

    func error(_ message: String, chinese: String) -> CityError {
        CityError(
            file: shape.rawValue,
            line: line,
            column: column,
            header: header,
            message: message,
            chinese: chinese
        )
    }
}

/// One row, its cells by header.
struct Row {
    private let cells: [String: Cell]

    /// A column that the city has left out is empty everywhere.
    fileprivate init(_ shape: TableShape, _ found: [Cell]) {
        var cells = Dictionary(found.map { ($0.header, $0) }) { first, _ in first }
        for column in shape.columns where column.mayBeMissing && cells[column.name] == nil {
            let line = found.first?.line ?? 1
            cells[column.name] = Cell(shape: shape, header: column.name, text: "", line: line, column: 1)
        }
        self.cells = cells
    }

    subscript(header: String) -> Cell {
        guard let cell = cells[header] else {
            preconditionFailure("no column \(header) in the table's shape")
        }
        return cell
    }
}

/// A file that has the columns it must have.
struct Table {
    let shape: TableShape
    /// Those with the right number of cells.
    let rows: [Row]
    /// What stands in the key column of every row, also of those that are not sound otherwise.
    let keys: Set<String>

    /// Nil if the file is no table at all: then nothing is said of what refers to it.
    init?(_ shape: TableShape, _ text: String?, errors: inout [CityError]) {
        let file = shape.rawValue
        guard let text else {
            errors.append(CityError(file: file, line: 1, column: 1, message: "the file is missing"))
            return nil
        }
        let (csvRows, problems) = CSVReader.read(text)
        errors += problems.map {
            CityError(file: file, line: $0.line, column: $0.column, message: $0.message)
        }
        guard problems.isEmpty else { return nil }
        guard let head = csvRows.first else {
            let names = shape.columns.map(\.name).joined(separator: ",")
            errors.append(
                CityError(
                    file: file,
                    line: 1,
                    column: 1,
                    message: "the file is empty: its first line is \(names)"
                )
            )
            return nil
        }
        guard Self.check(head, of: shape, errors: &errors) else { return nil }
        self.shape = shape
        let headers = head.cells.map(\.text)
        var rows: [Row] = []
        var keys: Set<String> = []
        for row in csvRows.dropFirst() {
            let cells = zip(headers, row.cells).map { header, cell in
                Cell(shape: shape, header: header, text: cell.text, line: cell.line, column: cell.column)
            }
            if let key = cells.first(where: { $0.header == shape.key }), !key.isEmpty,
                !keys.insert(key.text).inserted
            {
                errors.append(
                    key.error(
                        "“\(key.text)” stands here for the second time: every \(key.header) once",
                        chinese: "“\(key.text)”已经有了：每个只写一次"
                    )
                )
            }
            if row.cells.count == headers.count {
                rows.append(Row(shape, cells))
            } else {
                errors.append(Self.wrongCount(row, of: shape, expected: headers.count))
            }
        }
        self.rows = rows
        self.keys = keys
        for row in rows { Self.check(row, of: shape, errors: &errors) }
    }

    private static func check(_ head: CSVRow, of shape: TableShape, errors: inout [CityError]) -> Bool {
        let before = errors.count
        let names = shape.columns.map(\.name)
        var seen: Set<String> = []
        for cell in head.cells {
            func report(_ message: String) {
                errors.append(
                    CityError(
                        file: shape.rawValue,
                        line: cell.line,
                        column: cell.column,
                        header: cell.text,
                        message: message
                    )
                )
            }
            if !names.contains(cell.text) {
                report("unknown column; the columns are \(names.joined(separator: ","))")
            } else if !seen.insert(cell.text).inserted {
                report("the column stands here for the second time: remove one")
            }
        }
        for column in shape.columns where !seen.contains(column.name) && !column.mayBeMissing {
            let name = column.name
            errors.append(
                CityError(
                    file: shape.rawValue,
                    line: head.cells[0].line,
                    column: 1,
                    header: name,
                    message: "the column is missing: add it, empty where there is nothing to say"
                )
            )
        }
        return errors.count == before
    }

    private static func wrongCount(_ row: CSVRow, of shape: TableShape, expected: Int) -> CityError {
        let at = row.cells[min(expected, row.cells.count - 1)]
        let remedy =
            row.cells.count < expected
            ? "add the others, empty where there is nothing to say"
            : "put quotes around a cell that holds a comma"
        return CityError(
            file: shape.rawValue,
            line: at.line,
            column: at.column,
            message: "the row has \(row.cells.count) of \(expected) cells: \(remedy)"
        )
    }

    private static func check(_ row: Row, of shape: TableShape, errors: inout [CityError]) {
        for column in shape.columns {
            let cell = row[column.name]
            if column.isRequired, cell.isEmpty {
                errors.append(cell.error("is empty: every row needs one", chinese: "是空的：每一行都要写"))
            }
            if let first = cell.text.unicodeScalars.first, let last = cell.text.unicodeScalars.last,
                first.properties.isWhitespace || last.properties.isWhitespace
            {
                errors.append(cell.error("begins or ends with a blank: remove it", chinese: "首尾有空格：请去掉"))
            }
        }
    }
}
