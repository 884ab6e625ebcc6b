private import CLibPQ

/// Values as libpq takes them: C texts, one after the other, with their places.
struct PostgresValues {
    private var bytes: [CChar] = []
    /// Where each begins; nil for NULL.
    private var places: [Int?] = []

    init(_ values: [SQLValue]) throws(StorageError) {
        places.reserveCapacity(values.count)
        for value in values {
            switch value {
            case .null: places.append(nil)
            case .integer(let number): append(String(number))
            case .real(let number): append(String(number))
            case .text(let text):
                // The driver would cut the text there without a word.
                if text.utf8.contains(0) { throw .failed(code: 0, "a text holds U+0000") }
                append(text)
            case .bytes(let bytes): append("\\x" + bytes.hex)
            }
        }
    }

    private mutating func append(_ text: String) {
        places.append(bytes.count)
        bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
        bytes.append(0)
    }

    func withPointers<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { buffer in
            body(places.map { place in place.flatMap { buffer.baseAddress?.advanced(by: $0) } })
        }
    }
}

/// Lends C copies of `texts`, NULL for nil.
func withCStrings<Result>(_ texts: [String?], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
    func lend(_ rest: ArraySlice<String?>, _ lent: [UnsafePointer<CChar>?]) -> Result {
        guard let first = rest.first else { return body(lent) }
        guard let first else { return lend(rest.dropFirst(), lent + [nil]) }
        return first.withCString { lend(rest.dropFirst(), lent + [$0]) }
    }
    return lend(texts[...], [])
}

/// An answer of the server, read into rows.
struct PostgresAnswer {
    let rows: [Row]

    init(_ result: OpaquePointer?) {
        let fields = 0..<PQnfields(result)
        let columns = Columns(fields.map { String(cString: PQfname(result, $0)) })
        let kinds = fields.map { Kind(PQftype(result, $0)) }
        rows = (0..<PQntuples(result)).map { row in
            Row(columns, fields.map { Self.value(result, row, $0, kinds[Int($0)]) })
        }
    }

    /// What a column holds; by the numbers of PostgreSQL's own types, which never change.
    private enum Kind {
        case integer, real, truth, bytes, text

        init(_ type: Oid) {
            self =
                switch type {
                case 20, 21, 23: .integer  // int8, int2, int4
                case 700, 701, 1700: .real  // float4, float8, numeric
                case 16: .truth
                case 17: .bytes  // bytea
                default: .text
                }
        }
    }

    private static func value(_ result: OpaquePointer?, _ row: Int32, _ column: Int32, _ kind: Kind)
        -> SQLValue
    {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else {
            return .null
        }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        if kind == .bytes { return .bytes([UInt8](hex: bytes.dropFirst(2))) }
        let text = String(decoding: bytes, as: UTF8.self)
        return switch kind {
        case .integer: Int64(text).map(SQLValue.integer) ?? .null
        case .real: Double(text).map(SQLValue.real) ?? .null
        // As SQLite says it.
        case .truth: .integer(text == "t" ? 1 : 0)
        case .bytes, .text: .text(text)
        }
    }
}

/// Bytes as PostgreSQL writes them, two digits each.
extension [UInt8] {
    var hex: String {
        String(unsafeUninitializedCapacity: 2 * count) { text in
            for (place, byte) in enumerated() {
                text[2 * place] = Self.digit(byte >> 4)
                text[2 * place + 1] = Self.digit(byte & 15)
            }
            return 2 * count
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    fileprivate init(hex: Slice<UnsafeRawBufferPointer>) {
        self.init(unsafeUninitializedCapacity: hex.count / 2) { bytes, count in
            func value(_ digit: UInt8) -> UInt8 { digit & 15 + (digit > UInt8(ascii: "9") ? 9 : 0) }
            count = hex.count / 2
            for place in 0..<count {
                let first = hex.startIndex + 2 * place
                bytes[place] = value(hex[first]) << 4 | value(hex[first + 1])
            }
        }
    }
}
