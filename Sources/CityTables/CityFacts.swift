import Casework

/// What `city.csv` says of the city as a whole.
struct CityFacts {
    var code = ""
    var name = ""
    var hotline = ""
    var time = CivilTime(offset: 0)
    var isDemonstration = false
    var seats = 0
    /// The seconds of the day in which people may be called.
    var waking = WorkingCalendar.Period(start: 0, end: 86_400)
}

extension Reading {
    mutating func cityFacts() -> CityFacts {
        var facts = CityFacts()
        let values = values(
            .city,
            keys: [
                "code", "name", "hotline", "utc_offset_minutes", "demonstration", "seats", "quiet_from",
                "quiet_until",
            ]
        )
        if let cell = values["code"], !cell.isEmpty {
            if cell.text.utf8.count == 6, cell.text.utf8.allSatisfy(isDigit) {
                facts.code = cell.text
            } else {
                report(
                    cell,
                    "“\(cell.text)” is no code of a city: six digits",
                    chinese: "“\(cell.text)”不是城市代码：六位数字"
                )
            }
        }
        facts.name = values["name"]?.text ?? ""
        facts.hotline = values["hotline"]?.text ?? ""
        if let cell = values["utc_offset_minutes"], let minutes = offset(cell) {
            facts.time = CivilTime(offset: minutes * 60)
        }
        if let cell = values["demonstration"] { facts.isDemonstration = flag(cell) ?? false }
        if let cell = values["seats"] { facts.seats = whole(cell, in: 1...9999) ?? 0 }
        let quietFrom = values["quiet_from"].flatMap { time($0) }
        let quietUntil = values["quiet_until"].flatMap { time($0) }
        if let quietFrom, let quietUntil {
            facts.waking = WorkingCalendar.Period(start: quietUntil, end: quietFrom)
            if quietUntil >= quietFrom, let cell = values["quiet_until"] {
                report(
                    cell,
                    "comes not before quiet_from: people are called from quiet_until to quiet_from of one day",
                    chinese: "应早于 quiet_from：一天里从 quiet_until 到 quiet_from 可以打电话"
                )
            }
        }
        return facts
    }

    private mutating func offset(_ cell: Cell) -> Int? {
        let isWest = cell.text.utf8.first == UInt8(ascii: "-")
        let digits = isWest ? cell.text.utf8.dropFirst() : cell.text.utf8[...]
        if (1...3).contains(digits.count), digits.allSatisfy(isDigit),
            let minutes = Int(String(decoding: digits, as: UTF8.self)),
            minutes <= 14 * 60
        {
            return isWest ? -minutes : minutes
        }
        if !cell.isEmpty {
            report(
                cell,
                "“\(cell.text)” is no whole number from -840 to 840: minutes east of UTC",
                chinese: "“\(cell.text)”应是 -840 到 840 的整数：比世界时早的分钟数"
            )
        }
        return nil
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
