private import CLibXlsxWriter
import Foundation

/// One sheet of texts as XLSX, written row by row: libxlsxwriter keeps no more than one in memory.
struct Spreadsheet: Sendable {
    let name: String
    /// Above the table and on every printed page: what it is, of when, by whom.
    let heading: String
    let columns: [(title: String, width: Double)]
    let rows: [[String]]

    /// The first row holds the heading, the second the columns' titles.
    static let rowsAbove = 2

    /// Writes it, blocking: not on a thread of Swift's own.
    func write(to file: URL) throws {
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let workbook = workbook_new_opt(file.path, &options) else { throw SpreadsheetError.unwritable }
        guard let sheet = workbook_add_worksheet(workbook, name) else {
            _ = workbook_close(workbook)
            throw SpreadsheetError.unwritable
        }
        let bold = workbook_add_format(workbook)
        format_set_bold(bold)
        setUp(sheet)
        try put([heading], at: 0, in: sheet, bold)
        try put(columns.map(\.title), at: 1, in: sheet, bold)
        for (index, row) in rows.enumerated() { try put(row, at: index + Self.rowsAbove, in: sheet, nil) }
        guard workbook_close(workbook) == LXW_NO_ERROR else { throw SpreadsheetError.unwritable }
    }

    private func setUp(_ sheet: UnsafeMutablePointer<lxw_worksheet>) {
        for (index, column) in columns.enumerated() {
            worksheet_set_column(sheet, UInt16(index), UInt16(index), column.width, nil)
        }
        worksheet_freeze_panes(sheet, UInt32(Self.rowsAbove), 0)
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)  // A4
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_repeat_rows(sheet, 1, 1)
        // In a header `&` begins a command.
        worksheet_set_header(sheet, "&C" + heading.replacing("&", with: "&&"))
        worksheet_set_footer(sheet, "&C第 &P 页，共 &N 页")
    }

    private func put(
        _ cells: [String],
        at row: Int,
        in sheet: UnsafeMutablePointer<lxw_worksheet>,
        _ format: UnsafeMutablePointer<lxw_format>?
    ) throws {
        for (column, text) in cells.enumerated() where !text.isEmpty {
            let written = worksheet_write_string(sheet, UInt32(row), UInt16(column), text, format)
            guard written == LXW_NO_ERROR else { throw SpreadsheetError.refused(row: row, column: column) }
        }
    }
}

enum SpreadsheetError: Error {
    case unwritable
    /// Longer than a cell may be.
    case refused(row: Int, column: Int)
}
