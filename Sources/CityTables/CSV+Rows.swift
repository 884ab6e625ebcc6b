extension CSV {
    /// A row of a file that somebody sent, by the line it begins on.
    package struct Line: Sendable, Equatable {
        package let line: Int
        package let cells: [String]
    }

    /// The rows of a text; the first thing that is not CSV about it is thrown.
    package static func rows(_ text: String) throws(CityError) -> [Line] {
        let (rows, problems) = CSVReader.read(text)
        if let problem = problems.first {
            throw CityError(file: "", line: problem.line, column: problem.column, message: problem.message)
        }
        return rows.map { Line(line: $0.cells.first?.line ?? 0, cells: $0.cells.map(\.text)) }
    }
}
