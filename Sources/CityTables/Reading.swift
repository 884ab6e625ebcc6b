import Casework

/// Tables on their way to a city, with all that was found wrong so far.
///
/// Each of its readers says what is wrong with a cell and gives nil; an empty cell gives nil without a word, as the table
/// has said already whether it may be empty.
struct Reading {
    private(set) var errors: [CityError] = []
    private var tables: [TableShape: Table] = [:]

    init(_ files: CityFiles) {
        for shape in TableShape.allCases where !shape.mayBeMissing || files.texts[shape.rawValue] != nil {
            tables[shape] = Table(shape, files.texts[shape.rawValue], errors: &errors)
        }
    }

    func rows(_ shape: TableShape) -> [Row] { tables[shape]?.rows ?? [] }

    func hasTable(_ shape: TableShape) -> Bool { tables[shape] != nil }

    /// The keys of a table; nil if it could not be read.
    func keys(_ shape: TableShape) -> Set<String>? { tables[shape]?.keys }

    func hasErrors(in shapes: [TableShape]) -> Bool {
        errors.contains { error in shapes.contains { $0.rawValue == error.file } }
    }

    mutating func report(_ cell: Cell, _ message: String, chinese: String) {
        errors.append(cell.error(message, chinese: chinese))
    }

    mutating func report(_ shape: TableShape, _ message: String, chinese: String) {
        errors.append(
            CityError(file: shape.rawValue, line: 1, column: 1, message: message, chinese: chinese)
        )
    }

    /// The cell's text if it is a key of that table.
    mutating func reference(_ cell: Cell, to shape: TableShape) -> String? {
        guard !cell.isEmpty else { return nil }
        guard let keys = keys(shape) else { return cell.text }
        guard keys.contains(cell.text) else {
            let known =
                (1...16).contains(keys.count) ? ": one of \(keys.sorted().joined(separator: ", "))" : ""
            report(
                cell,
                "“\(cell.text)” is no \(shape.key ?? "row") of \(shape.rawValue)\(known)",
                chinese: "\(shape.rawValue) 里没有“\(cell.text)”"
            )
            return nil
        }
        return cell.text
    }

    mutating func word<Word: RawRepresentable<String>>(_ cell: Cell, among words: [Word]) -> Word? {
        guard !cell.isEmpty else { return nil }
        if let word = Word(rawValue: cell.text) { return word }
        report(
            cell,
            "“\(cell.text)” is none of \(words.map(\.rawValue).joined(separator: ", "))",
            chinese: "“\(cell.text)”不对：应为 \(words.map(\.rawValue).joined(separator: "、")) 之一"
        )
        return nil
    }

    /// The values of a cell that may hold several, `;` between them.
    mutating func list(_ cell: Cell) -> [String] {
        guard !cell.isEmpty else { return [] }
        let values = cell.text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if values.contains(where: \.isEmpty) {
            report(cell, "has a “;” too many: one between two values", chinese: "多了一个“;”：两项之间一个")
        } else if Set(values).count < values.count {
            report(cell, "names one value twice: remove one", chinese: "同一项写了两次：请删去一个")
        }
        return values.filter { !$0.isEmpty }
    }

    mutating func flag(_ cell: Cell) -> Bool? {
        switch cell.text {
        case "": return nil
        case "0": return false
        case "1": return true
        default:
            report(
                cell,
                "“\(cell.text)” is neither 0 (no) nor 1 (yes)",
                chinese: "“\(cell.text)”应为 0（否）或 1（是）"
            )
            return nil
        }
    }

    mutating func whole(_ cell: Cell, in range: ClosedRange<Int>) -> Int? {
        guard !cell.isEmpty else { return nil }
        if let value = decimal(cell.text), value == value.rounded(),
            !cell.text.utf8.contains(UInt8(ascii: ".")),
            range.contains(Int(value))
        {
            return Int(value)
        }
        report(
            cell,
            "“\(cell.text)” is no whole number from \(range.lowerBound) to \(range.upperBound)",
            chinese: "“\(cell.text)”应是 \(range.lowerBound) 到 \(range.upperBound) 的整数"
        )
        return nil
    }

    mutating func number(_ cell: Cell, in range: ClosedRange<Double>) -> Double? {
        guard !cell.isEmpty else { return nil }
        if let value = decimal(cell.text), range.contains(value) { return value }
        report(
            cell,
            "“\(cell.text)” is no number from \(range.lowerBound) to \(range.upperBound)",
            chinese: "“\(cell.text)”应是 \(range.lowerBound) 到 \(range.upperBound) 的数"
        )
        return nil
    }

    /// Reads `2 urgent_hour`.
    mutating func limit(_ cell: Cell) -> Limit? {
        guard !cell.isEmpty else { return nil }
        let parts = cell.text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 2 else {
            report(
                cell,
                "“\(cell.text)” is no limit: write a number, a blank and a unit, as in 2 urgent_hour",
                chinese: "“\(cell.text)”不是时限：写数字、空格和单位，如 2 urgent_hour"
            )
            return nil
        }
        let unit = LimitUnit(rawValue: parts[1])
        if unit == nil {
            let units = LimitUnit.allCases.map(\.rawValue).joined(separator: ", ")
            report(
                cell,
                "“\(parts[1])” is no unit of a limit: one of \(units)",
                chinese: "“\(parts[1])”不是时限的单位：应为 \(units) 之一"
            )
        }
        guard let value = decimal(parts[0]), value > 0, value < 10_000 else {
            report(
                cell,
                "“\(parts[0])” is no number above 0 and below 10000",
                chinese: "“\(parts[0])”应大于 0、小于 10000"
            )
            return nil
        }
        guard let unit else { return nil }
        if unit == .workDayEnd, value != value.rounded() {
            report(
                cell,
                "“\(parts[0])” is no whole number: a limit to the end of a day counts whole days",
                chinese: "“\(parts[0])”应是整数：到日终的时限按整天计"
            )
            return nil
        }
        return Limit(value, unit)
    }

    mutating func day(_ cell: Cell) -> LocalDay? {
        guard !cell.isEmpty else { return nil }
        if let day = LocalDay(cell.text) { return day }
        report(
            cell,
            "“\(cell.text)” is no day: write it as in 2019-04-03",
            chinese: "“\(cell.text)”不是日期：写法如 2019-04-03"
        )
        return nil
    }

    /// Seconds of the day from `08:00`; `24:00` is its end.
    mutating func time(_ cell: Cell) -> Int? {
        guard !cell.isEmpty else { return nil }
        let bytes = Array(cell.text.utf8)
        if bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
            let hour = decimal(String(decoding: bytes[..<2], as: UTF8.self)),
            let minute = decimal(String(decoding: bytes[3...], as: UTF8.self)), minute < 60,
            hour < 24 || hour == 24 && minute == 0
        {
            return Int(hour) * 3600 + Int(minute) * 60
        }
        report(
            cell,
            "“\(cell.text)” is no time of day from 00:00 to 24:00: write it as in 08:30",
            chinese: "“\(cell.text)”不是 00:00 到 24:00 的时间：写法如 08:30"
        )
        return nil
    }
}

/// A number written in digits, at most six of them before the point and three behind: no sign, no exponent.
private func decimal(_ text: String) -> Double? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, (1...6).contains(parts[0].count),
        parts.count == 1 || (1...3).contains(parts[1].count),
        parts.allSatisfy({ $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
    else { return nil }
    return Double(text)
}
