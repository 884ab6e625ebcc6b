import Casework

/// Says instants, spans and names the way people of the hotline do, on one day, under one city's tables.
struct Wording: Sendable {
    let rules: Rulebook
    let now: Timestamp

    /// `14:26` today, `4 月 3 日 14:26` this year, with the year before that.
    func instant(_ instant: Timestamp) -> String {
        let time = rules.time
        let day = time.day(of: instant)
        let clock = clock(instant)
        if day == time.day(of: now) { return clock }
        if day == time.day(of: now) + 1 { return "明天 \(clock)" }
        return "\(self.day(day)) \(clock)"
    }

    /// `4 月 3 日`, with its year if that is another.
    func day(_ day: LocalDay) -> String {
        let (year, month, date) = day.parts
        let words = "\(month) 月 \(date) 日"
        return year == rules.time.day(of: now).year ? words : "\(year) 年 \(words)"
    }

    /// `4 月 3 日 周三`.
    func weekday(_ day: LocalDay) -> String { "\(self.day(day)) 周\(Self.weekdays[day.weekday - 1])" }

    func clock(_ instant: Timestamp) -> String {
        let (hour, minute, _) = rules.time.hourMinuteSecond(instant)
        return "\(padded(hour, 2)):\(padded(minute, 2))"
    }

    /// For `title`: `2019 年 4 月 3 日 周三 14:26:24`.
    func exact(_ instant: Timestamp) -> String {
        let day = rules.time.day(of: instant)
        let (year, month, date) = day.parts
        let (hour, minute, second) = rules.time.hourMinuteSecond(instant)
        return "\(year) 年 \(month) 月 \(date) 日 周\(Self.weekdays[day.weekday - 1]) "
            + "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
    }

    /// For paper: the exact instant without its seconds.
    func minute(_ instant: Timestamp) -> String { String(exact(instant).dropLast(3)) }

    private static let weekdays = ["一", "二", "三", "四", "五", "六", "日"]

    /// For `datetime`.
    func iso(_ instant: Timestamp) -> String { rules.time.iso8601(instant) }

    /// For `<input type="datetime-local">`: the city's time, without a zone.
    func local(_ instant: Timestamp) -> String { String(iso(instant).prefix(16)) }

    /// `25 分`, `2 时 35 分`, `3 天 4 时`.
    func span(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        if minutes == 0 { return "不到 1 分" }
        if minutes < 60 { return "\(minutes) 分" }
        let hours = minutes / 60
        if hours < 24 { return minutes % 60 == 0 ? "\(hours) 时" : "\(hours) 时 \(minutes % 60) 分" }
        return hours % 24 == 0 ? "\(hours / 24) 天" : "\(hours / 24) 天 \(hours % 24) 时"
    }

    /// `用 25 分`, `用时不到 1 分`.
    func used(_ seconds: Int) -> String { (abs(seconds) < 60 ? "用时" : "用 ") + span(seconds) }

    // MARK: Names

    func unit(_ id: Casework.Unit.ID?) -> String { id.map { rules.units[$0]?.name ?? $0 } ?? "" }
    func topic(_ code: Topic.Code?) -> String { code.map { rules.topics[$0]?.name ?? $0 } ?? "" }
    func area(_ code: Area.Code?) -> String { code.map { rules.areas[$0]?.name ?? $0 } ?? "" }
    func category(_ code: Casework.Category.Code?) -> String {
        code.map { rules.categories[$0]?.name ?? $0 } ?? ""
    }

    func standard(_ code: FilingStandard.Code?) -> String {
        guard let code else { return "" }
        guard let standard = rules.standards[code] else { return code }
        return standard.condition.isEmpty ? standard.name : "\(standard.name) · \(standard.condition)"
    }

    /// 奎文区 大虞街道: from the district down.
    func areas(_ code: Area.Code?) -> String {
        rules.ancestry(code).filter { $0.level != .city }.reversed().map(\.name).joined(separator: " ")
    }

    /// Where it is, in one line, as somebody may see it.
    func place(_ content: CaseContent, _ personal: Personal) -> String {
        let place = content.place
        var road = [place.road, place.side].compactMap { $0 }.joined()
        if let number = personal.houseNumber { road += " \(number)" }
        if let cross = place.crossRoad { road += "与\(cross)交叉口" }
        let near = [road, place.estate, place.landmark, address(place, personal)].compactMap { $0 }.filter {
            !$0.isEmpty
        }
        if !near.isEmpty { return near.joined(separator: " ") }
        let area = areas(place.area)
        if !area.isEmpty { return area }
        return personal.noPlaceReason.map { "无地点：\($0)" } ?? "未填地点"
    }

    /// The address without the road and number that it begins with: they stand before it.
    private func address(_ place: Place, _ personal: Personal) -> String? {
        guard var rest = personal.address?.trimmed else { return nil }
        for known in [place.road, personal.houseNumber].compactMap({ $0 }) where rest.hasPrefix(known) {
            rest = rest.dropFirst(known.count).description.trimmed
        }
        return rest
    }

    /// The last five digits, as people read them out.
    func short(_ number: Case.Number) -> String { "…" + number.suffix(5) }
}
