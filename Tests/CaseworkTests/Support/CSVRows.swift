/// The rows of a table of comma-separated values, each by the names of its header.
func csvRows(_ text: String) -> [[String: String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var isQuoted = false
    var bytes = text.unicodeScalars.makeIterator()
    func isBlank(_ record: [String]) -> Bool { record == [""] }
    while let scalar = bytes.next() {
        switch (scalar, isQuoted) {
        case ("\"", _): isQuoted.toggle()
        case (",", false):
            record.append(cell)
            cell = ""
        case ("\n", false):
            record.append(cell)
            if !isBlank(record) { records.append(record) }
            (record, cell) = ([], "")
        case ("\r", false): break
        default: cell.unicodeScalars.append(scalar)
        }
    }
    record.append(cell)
    if !isBlank(record) { records.append(record) }
    guard let header = records.first else { return [] }
    return records.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
}
