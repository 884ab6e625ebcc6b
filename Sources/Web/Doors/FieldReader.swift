import Casework
package import CityTables

/// Understands what somebody sent: names become codes, words are checked, and what is wrong is said field by field.
package struct FieldReader: Sendable {
    let city: City
    private(set) var problems: [String: String] = [:]

    package init(_ city: City) { self.city = city }

    var rules: Rulebook { city.rulebook }

    mutating func refuse(_ field: String, _ words: String) {
        if problems[field] == nil { problems[field] = words }
    }

    /// Throws if anything was wrong so far.
    func finish() throws(CaseRefusal) {
        guard let first = problems.min(by: { $0.key < $1.key }) else { return }
        throw CaseRefusal(
            .invalid,
            problems.count == 1 ? first.value : "有 \(problems.count) 项需要改正。",
            fields: problems
        )
    }

    static let longestText = 20_000

    /// A text, without surrounding white space; empty ones are none.
    mutating func text(_ value: RawValue?, _ field: String) -> String? {
        switch value {
        case nil, .null: return nil
        case .text(let text):
            let trimmed = text.trimmed
            if trimmed.utf8.count > Self.longestText {
                refuse(field, "太长：最多 \(Self.longestText / 3) 个汉字。")
                return nil
            }
            if trimmed.utf8.contains(0) {
                refuse(field, "含有不能保存的字符（U+0000）。")
                return nil
            }
            return trimmed.isEmpty ? nil : trimmed
        case .number(let number):
            return number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
        case .bool(let bool): return bool ? "true" : "false"
        case .list, .object:
            refuse(field, "应为一段文字。")
            return nil
        }
    }

    mutating func flag(_ value: RawValue?, _ field: String) -> Bool? {
        switch text(value, field) {
        case nil: return nil
        case "true", "1", "on", "yes": return true
        case "false", "0", "off", "no": return false
        default:
            refuse(field, "应为 true 或 false。")
            return nil
        }
    }

    mutating func number(_ value: RawValue?, _ field: String, in range: ClosedRange<Double>) -> Double? {
        guard let text = text(value, field) else { return nil }
        guard let number = Double(text), range.contains(number) else {
            refuse(field, "应为 \(range.lowerBound) 至 \(range.upperBound) 之间的数。")
            return nil
        }
        return number
    }

    mutating func code(_ value: RawValue?, _ field: String, of list: CodeList) -> String? {
        guard let text = text(value, field) else { return nil }
        if list.contains(text) { return text }
        if let entry = list.entries.first(where: { $0.chinese == text }) { return entry.code }
        refuse(field, "没有“\(text.shortened)”；可用：\(list.codes.joined(separator: " "))。")
        return nil
    }

    mutating func instant(_ value: RawValue?, _ field: String) -> Timestamp? {
        guard let text = text(value, field) else { return nil }
        // What a browser's date-and-time field sends has no zone: it is the city's time.
        let zoned = text.utf8.count == 16 ? rules.time.instant(text + zoneSuffix) : rules.time.instant(text)
        if zoned == nil { refuse(field, "应为带时区的时间，如 2019-04-03T17:00:00+08:00，或日期 2019-04-03。") }
        return zoned
    }

    private var zoneSuffix: String { String(rules.time.iso8601(Timestamp(milliseconds: 0)).suffix(6)) }

    mutating func list(_ value: RawValue?, _ field: String) -> [String] {
        switch value {
        case .list(let values):
            if values.count > 50 { refuse(field, "最多 50 项。") }
            return values.prefix(50).enumerated().compactMap { text($0.element, "\(field)[\($0.offset)]") }
        default: return text(value, field).map { [$0] } ?? []
        }
    }

    mutating func unit(_ value: RawValue?, _ field: String) -> Casework.Unit.ID? {
        let names = city.names
        return named(text(value, field), field, "单位", names.unit)
    }

    mutating func topic(_ value: RawValue?, _ field: String) -> Topic.Code? {
        let names = city.names
        return named(text(value, field), field, "主题", names.topic)
    }

    mutating func category(_ value: RawValue?, _ field: String) -> Casework.Category.Code? {
        let names = city.names
        return named(text(value, field), field, "类别", names.category)
    }

    mutating func area(_ value: RawValue?, _ field: String) -> Area.Code? {
        let names = city.names
        return named(text(value, field), field, "区域", names.area)
    }

    mutating func standard(_ value: RawValue?, _ field: String) -> FilingStandard.Code? {
        guard let text = text(value, field) else { return nil }
        if rules.standards[text] != nil { return text }
        refuse(field, "没有立案标准“\(text.shortened)”，应为代码，如 component:0104/1。")
        return nil
    }

    private mutating func named(
        _ word: String?,
        _ field: String,
        _ what: String,
        _ find: (String) -> Names.Match
    ) -> String? {
        guard let word else { return nil }
        switch find(word) {
        case .one(let code): return code
        case .none: refuse(field, "没有\(what)“\(word.shortened)”，请用代码或全名。")
        case .several(let found):
            let names = found.prefix(8).map { "\($0.name)（\($0.code)）" }.joined(separator: "、")
            refuse(field, "有几个\(what)都叫“\(word.shortened)”：\(names)；请用代码。")
        }
        return nil
    }
}

extension String {
    /// Without white space at either end, scalar by scalar.
    var trimmed: String {
        if isTrimmed { return self }
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Whether a look at the outermost bytes shows that there is nothing to trim: most words begin and end with a letter or
    /// an ideograph.
    private var isTrimmed: Bool {
        guard let first = utf8.first, let last = utf8.last else { return true }
        let visible = UInt8(0x21)...UInt8(0x7e)
        // With these begin the three bytes of each character from U+4000 to U+9FFF.
        let ideographs = UInt8(0xe4)...UInt8(0xe9)
        guard visible.contains(first) || ideographs.contains(first) else { return false }
        return visible.contains(last) || utf8.suffix(3).first.map(ideographs.contains) ?? false
    }
}
