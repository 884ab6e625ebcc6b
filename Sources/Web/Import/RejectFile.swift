import CityTables
private import Foundation

/// The rows that could not be read, each with its line, column and reason in front: to be mended and read again.
///
/// Always UTF-8, with the mark that says so.
final class RejectFile {
    private let path: String
    private let header: [String]
    private var descriptor: Int32?
    private(set) var length: Int

    /// Goes on after `length` bytes; what stands behind them was written before a stop and is written again.
    init(path: String, header: [String], length: Int) {
        (self.path, self.header, self.length) = (path, header, length)
    }

    deinit { if let descriptor { close(descriptor) } }

    /// The file, made with the first row that it is needed for.
    private func opened() throws -> Int32 {
        if let descriptor { return descriptor }
        let file = open(path, O_RDWR | O_CREAT, 0o600)
        guard file >= 0, ftruncate(file, off_t(length)) == 0, lseek(file, off_t(length), SEEK_SET) >= 0 else {
            throw BookError.mapping("cannot write \(path); name another file with --rejects")
        }
        descriptor = file
        if length == 0 {
            try write("\u{feff}" + CSV.row(["line", "column", "reason"] + header) + "\r\n", to: file)
        }
        return file
    }

    /// Adds rows, and gives the length of the file once they are on the disk.
    func append(_ rows: [Rejected]) throws -> Int {
        if rows.isEmpty { return length }
        let file = try opened()
        var text = ""
        for row in rows {
            text += CSV.row([String(row.line), row.problem.column, row.problem.words] + row.cells) + "\r\n"
        }
        try write(text, to: file)
        guard fsync(file) == 0 else { throw BookError.mapping("cannot write the rejected rows") }
        return length
    }

    private func write(_ text: String, to file: Int32) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw BookError.mapping("cannot write the rejected rows") }
            bytes = bytes.dropFirst(count)
            length += count
        }
    }
}
