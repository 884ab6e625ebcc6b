import Casework
private import Foundation

/// How another city's columns become ours: a small text that whoever knows the old books writes.
///
/// `docs/importing.md` describes it. Without one the columns bear our own names.
package struct BookMapping: Sendable, Equatable {
    /// Where a field's value comes from.
    enum Source: Sendable, Equatable {
        /// Columns of theirs, put together with a space where there are several.
        case columns([String])
        case constant(String)
    }

    var coding = "utf-8"
    var separator = UInt8(ascii: ",")
    var dates: [DatePattern] = []
    /// Seconds east of UTC; nil: the city's.
    var offset: Int?
    var fields: [(field: String, source: Source)] = []
    /// Field → their value → ours; `*` stands for every other value.
    var values: [String: [String: String]] = [:]
    var isOwn = true
    let text: String

    static let own = BookMapping()

    private init() { text = "" }

    package static func == (a: Self, b: Self) -> Bool { a.text == b.text }

    /// Reads a mapping; what is wrong is said with its line.
    package init(_ text: String) throws {
        self.text = text
        isOwn = false
        var section = ""
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (number, line) in lines.enumerated() {
            let words = String(line).trimmed
            if words.isEmpty || words.hasPrefix("#") { continue }
            if words.hasPrefix("["), words.hasSuffix("]") {
                section = String(words.dropFirst().dropLast()).trimmed
                guard ["columns", ""].contains(section) || section.hasPrefix("values ") else {
                    throw Self.wrong(
                        number,
                        "no section [\(section)]; there are [columns] and [values FIELD]"
                    )
                }
                continue
            }
            guard let sign = words.unicodeScalars.firstIndex(of: "=") else {
                throw Self.wrong(number, "“\(words.shortened)” is not NAME = VALUE")
            }
            let name = String(words.unicodeScalars[..<sign]).trimmed
            let value = String(words.unicodeScalars[words.unicodeScalars.index(after: sign)...]).trimmed
            try take(name, value, in: section, line: number)
        }
        if fields.isEmpty { throw BookError.mapping("the mapping has no [columns]") }
    }

    private mutating func take(_ name: String, _ value: String, in section: String, line: Int) throws {
        switch section {
        case "": try set(name, value, line: line)
        case "columns":
            guard Self.known.contains(name) else {
                throw Self.wrong(
                    line,
                    "no field \(name); there are: \(Self.known.sorted().joined(separator: " "))"
                )
            }
            fields.append((name, Self.source(value)))
        default:
            let field = String(section.dropFirst(7)).trimmed
            values[field, default: [:]][Self.unquoted(name)] = Self.unquoted(value)
        }
    }

    private mutating func set(_ name: String, _ value: String, line: Int) throws {
        switch name {
        case "coding":
            guard TextCoding(value) != nil else { throw Self.wrong(line, "no coding \(value)") }
            coding = value
        case "separator":
            let signs = ["tab": "\t", "comma": ",", "semicolon": ";", "bar": "|"]
            guard let sign = (signs[value] ?? value).utf8.first, sign < 0x80 else {
                throw Self.wrong(line, "a separator is comma, semicolon, tab or bar")
            }
            separator = sign
        case "dates": dates = value.split(separator: ",").map { DatePattern(String($0).trimmed) }
        case "zone":
            let probe = CivilTime(offset: 0).instant("1970-01-02T00:00:00" + value)
            guard let probe else { throw Self.wrong(line, "a zone is like +08:00") }
            offset = 86_400 - Int(probe.milliseconds / 1000)
        default: throw Self.wrong(line, "no setting \(name); there are: coding separator dates zone")
        }
    }

    private static func source(_ value: String) -> Source {
        if value.hasPrefix("\"") { return .constant(unquoted(value)) }
        return .columns(value.split(separator: "+").map { String($0).trimmed })
    }

    private static func unquoted(_ word: String) -> String {
        word.count >= 2 && word.hasPrefix("\"") && word.hasSuffix("\"")
            ? String(word.dropFirst().dropLast()) : word
    }

    private static func wrong(_ line: Int, _ words: String) -> BookError {
        .mapping("mapping, line \(line + 1): \(words)")
    }

    /// What a row may say.
    static let known: Set<String> = ofCase.union(PlainLife.fields)

    private static let ofCase: Set<String> = [
        "ref", "source", "sourceReference", "kind", "topic", "category", "standard", "urgency", "description",
        "expectation", "callerSaysSolved", "caller.phone", "caller.name", "caller.wantsCallback",
        "caller.confidential", "place.area", "place.road", "place.side", "place.crossRoad", "place.estate",
        "place.landmark", "place.component", "place.community", "place.grid", "place.lon", "place.lat",
        "place.houseNumber", "place.address", "place.noPlaceReason", "recordedAt", "life",
    ]
}

/// How dates are written, as `yyyy-M-d H:mm:ss`.
struct DatePattern: Sendable, Equatable {
    private enum Piece: Equatable {
        case number(Character, atMost: Int)
        case literal(UInt8)
    }

    private var pieces: [Piece] = []

    init(_ text: String) {
        var rest = Substring(text)
        while let first = rest.first {
            let run = rest.prefix { $0 == first }
            if "yMdHms".contains(first) {
                // One letter takes as many digits as there are, two take two.
                pieces.append(.number(first, atMost: first == "y" ? 4 : max(run.count, 2)))
                rest = rest.dropFirst(run.count)
            } else {
                pieces += String(first).utf8.map { .literal($0) }
                rest = rest.dropFirst()
            }
        }
    }

    func instant(_ text: String, offset: Int) -> Timestamp? {
        var parts: [Character: Int] = [:]
        var bytes = Array(text.utf8)[...]
        for piece in pieces {
            switch piece {
            case .literal(let byte):
                guard bytes.first == byte else { return nil }
                bytes = bytes.dropFirst()
            case .number(let letter, let most):
                let digits = bytes.prefix(most).prefix { (0x30...0x39).contains($0) }
                guard !digits.isEmpty else { return nil }
                parts[letter] = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
                bytes = bytes.dropFirst(digits.count)
            }
        }
        let (hour, minute, second) = (parts["H"] ?? 0, parts["m"] ?? 0, parts["s"] ?? 0)
        guard bytes.isEmpty, hour < 24, minute < 60, second < 60, let year = parts["y"],
            let month = parts["M"], let day = LocalDay(year: year, month: month, day: parts["d"] ?? 1)
        else { return nil }
        return CivilTime(offset: offset).instant(day, second: hour * 3600 + minute * 60 + second)
    }
}
