private import CLibPQ

extension PostgresConnection {
    /// Sends the rows by COPY, in its text form.
    func load(_ rows: TableRows) throws(StorageError) {
        if rows.count == 0 { return }
        try settle()
        let result = PQexec(handle, "COPY \(rows.table) (\(rows.columns.joined(separator: ", "))) FROM STDIN")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COPY_IN else { throw fault(result) }
        do throws(StorageError) {
            try send(rows)
        } catch {
            PQputCopyEnd(handle, "given up")
            while let rest = PQgetResult(handle) { PQclear(rest) }
            throw error
        }
        guard PQputCopyEnd(handle, nil) == 1 else { throw fault(nil) }
        var failure: StorageError?
        // Everything is taken off the line, whatever happens: the next statement needs it.
        while let end = PQgetResult(handle) {
            defer { PQclear(end) }
            do throws(StorageError) { _ = try answer(end) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    private func send(_ rows: TableRows) throws(StorageError) {
        var text = CopyText()
        for start in stride(from: 0, to: rows.values.count, by: rows.columns.count) {
            for column in rows.columns.indices {
                if column > 0 { text.bytes.append(UInt8(ascii: "\t")) }
                guard text.append(rows.values[start + column]) else {
                    throw .failed(code: 0, "a text holds U+0000")
                }
            }
            text.bytes.append(UInt8(ascii: "\n"))
            if text.bytes.count > 1 << 18 { try send(&text) }
        }
        try send(&text)
    }

    private func send(_ text: inout CopyText) throws(StorageError) {
        let isSent = text.bytes.withUnsafeBytes { bytes in
            PQputCopyData(handle, bytes.assumingMemoryBound(to: CChar.self).baseAddress, Int32(bytes.count))
        }
        guard isSent == 1 else { throw fault(nil) }
        text.bytes.removeAll(keepingCapacity: true)
    }
}

/// Values as COPY reads them.
private struct CopyText {
    var bytes: [UInt8] = []

    /// Gives false for a text that PostgreSQL cannot hold.
    mutating func append(_ value: SQLValue) -> Bool {
        switch value {
        case .null: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        case .real(let number): bytes.append(contentsOf: String(number).utf8)
        case .text(let text):
            for byte in text.utf8 {
                switch byte {
                case 0: return false
                case UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
                case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
                case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
                case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
                default: bytes.append(byte)
                }
            }
        case .bytes(let value): bytes.append(contentsOf: ("\\\\x" + value.hex).utf8)
        }
        return true
    }
}
