private import CLibPQ

extension PostgresConnection {
    /// Sends the rows by COPY, in its binary form: neither side has to write or read digits.
    func load(_ rows: TableRows) throws(StorageError) {
        if rows.count == 0 { return }
        try settle()
        let columns = rows.columns.joined(separator: ", ")
        let types = try types(of: columns, in: rows.table)
        let result = PQexec(handle, "COPY \(rows.table) (\(columns)) FROM STDIN (FORMAT binary)")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COPY_IN else { throw fault(result) }
        do throws(StorageError) {
            try send(rows, types)
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

    /// Of which types its columns are: bytes alone do not say.
    private func types(of columns: String, in table: String) throws(StorageError) -> [Oid] {
        let query = "SELECT \(columns) FROM \(table) LIMIT 0"
        if let known = columnTypes[query] { return known }
        let result = PQexec(handle, query)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK else { throw fault(result) }
        let types = (0..<PQnfields(result)).map { PQftype(result, $0) }
        columnTypes[query] = types
        return types
    }

    private func send(_ rows: TableRows, _ types: [Oid]) throws(StorageError) {
        var copy = CopyBytes()
        for start in stride(from: 0, to: rows.values.count, by: types.count) {
            copy.append(Int16(types.count))
            for (column, type) in types.enumerated() {
                try copy.append(rows.values[start + column], as: type)
            }
            if copy.bytes.count > 1 << 18 { try send(&copy) }
        }
        copy.append(Int16(-1))
        try send(&copy)
    }

    private func send(_ copy: inout CopyBytes) throws(StorageError) {
        let isSent = copy.bytes.withUnsafeBytes { bytes in
            PQputCopyData(handle, bytes.assumingMemoryBound(to: CChar.self).baseAddress, Int32(bytes.count))
        }
        guard isSent == 1 else { throw fault(nil) }
        copy.bytes.removeAll(keepingCapacity: true)
    }
}

/// Rows as COPY reads them: of each value its length and its bytes, numbers with the highest byte first.
private struct CopyBytes {
    /// Begins with what tells the form, and no flags.
    var bytes = Array("PGCOPY\n".utf8) + [0xff] + Array("\r\n\0".utf8) + [UInt8](repeating: 0, count: 8)

    mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ value: SQLValue, as type: Oid) throws(StorageError) {
        switch (value, type) {
        case (.null, _): append(Int32(-1))
        case (.integer(let number), 20): append(Int32(8), number)  // int8
        case (.integer(let number), 701): append(Int32(8), Double(number).bitPattern)  // float8
        case (.real(let number), 701): append(Int32(8), number.bitPattern)
        case (.text(var text), 25):
            append(Int32(text.utf8.count))
            text.withUTF8 { bytes.append(contentsOf: $0) }
        case (.bytes(let value), 17):  // bytea
            append(Int32(value.count))
            bytes.append(contentsOf: value)
        default: throw .failed(code: 0, "a value does not fit its column")
        }
    }

    private mutating func append(_ length: Int32, _ number: some FixedWidthInteger) {
        append(length)
        append(number)
    }
}
