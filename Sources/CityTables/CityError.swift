/// One thing that is wrong in a city's tables.
package struct CityError: Error, Sendable, Equatable, CustomStringConvertible {
    package let file: String
    package let line: Int
    /// Of the first character of the cell in its line, counted from 1.
    package let column: Int
    /// The name at the head of the column; nil where there is none.
    package let header: String?
    /// What is wrong, and what would be right.
    package let message: String
    /// The same for the pages; where only a file written by hand can be so wrong, `message` itself.
    package let chinese: String

    package init(
        file: String,
        line: Int,
        column: Int,
        header: String? = nil,
        message: String,
        chinese: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.header = header
        self.message = message
        self.chinese = chinese ?? message
    }

    package var description: String {
        "\(file):\(line):\(column): " + (header.map { "\($0): " } ?? "") + message
    }
}

/// Everything that is wrong in a city's tables, by file, line and column.
package struct CityErrors: Error, Sendable, Equatable, CustomStringConvertible {
    package let errors: [CityError]

    package init(_ errors: [CityError]) {
        self.errors = errors.sorted {
            ($0.file, $0.line, $0.column, $0.message) < ($1.file, $1.line, $1.column, $1.message)
        }
    }

    package var description: String { errors.map(\.description).joined(separator: "\n") }
}
