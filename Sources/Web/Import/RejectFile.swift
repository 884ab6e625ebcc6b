import CityTables
private import Foundation

/// The rows that could not be read, each with its line, column and reason in front: to be mended and read again.
///
/// Always UTF-8, with the mark that says so.
final class RejectFile {
    private let descriptor: Int32
    private(set) var length: Int

    /// Opens it to go on after `length` bytes; what stands behind them was written before a stop and is written again.
    init(path: String, header: [String], length: Int) throws {
        descriptor = open(path, O_RDWR | O_CREAT, 0o600)
        guard descriptor >= 0, ftruncate(descriptor, off_t(length)) == 0 else {
            throw BookError.mapping("cannot write \(path); name another file with --rejects")
        }
        lseek(descriptor, off_t(length), SEEK_SET)
        self.length = length
        if length == 0 {
            try write("\u{feff}" + CSV.row(["line", "column", "reason"] + header) + "\r\n")
        }
    }

    deinit { close(descriptor) }

    /// Adds rows, and gives the length of the file once they are on the disk.
    func append(_ rows: [Rejected]) throws -> Int {
        if rows.isEmpty { return length }
        var text = ""
        for row in rows {
            text += CSV.row([String(row.line), row.problem.column, row.problem.words] + row.cells) + "\r\n"
        }
        try write(text)
        guard fsync(descriptor) == 0 else { throw BookError.mapping("cannot write the rejected rows") }
        return length
    }

    private func write(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw BookError.mapping("cannot write the rejected rows") }
            bytes = bytes.dropFirst(count)
            length += count
        }
    }
}
