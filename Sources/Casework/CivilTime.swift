/// A day of the city's calendar, counted from 1970-01-01.
package struct LocalDay: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let number: Int

    package init(number: Int) { self.number = number }

    /// The day `year-month-day`, or nil if there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Days from the civil date, with years that begin in March so that leap days come last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
        guard parts == (year, month, day) else { return nil }
    }

    /// Reads `2019-04-03`.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]),
            let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var firstOfMonth: LocalDay { self + (1 - parts.day) }

    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        return (yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, day)
    }

    /// Monday is 1, Sunday is 7.
    package var weekday: Int { (number + 3) %% 7 + 1 }

    package var year: Int { parts.year }

    /// `2019-04-03`.
    package var description: String {
        Digits.text { digits in
            digits.put(self)
        }
    }

    /// `20190403`, as it stands in numbers.
    package var digits: String {
        let (year, month, day) = parts
        return Digits.text { digits in
            digits.put(year, 4)
            digits.put(month, 2)
            digits.put(day, 2)
        }
    }

    package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
    package static func + (day: Self, days: Int) -> Self { Self(number: day.number + days) }
    package static func - (a: Self, b: Self) -> Int { a.number - b.number }

    package init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(Int.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}

/// The city's clock on the wall: a fixed distance from UTC.
///
/// China keeps one time without daylight saving (docs/domain.md, “Time”), so plain arithmetic serves, costs nanoseconds
/// and takes no lock.
package struct CivilTime: Sendable, Equatable {
    /// Seconds east of UTC.
    package let offset: Int

    package init(offset: Int) { self.offset = offset }

    package func day(of instant: Timestamp) -> LocalDay {
        LocalDay(number: Int((instant.milliseconds + Int64(offset) * 1000).floorDivided(by: 86_400_000)))
    }

    /// Milliseconds since local midnight.
    package func millisecondOfDay(_ instant: Timestamp) -> Int {
        Int((instant.milliseconds + Int64(offset) * 1000) %% 86_400_000)
    }

    package func secondOfDay(_ instant: Timestamp) -> Int { millisecondOfDay(instant) / 1000 }

    /// When the day of `instant` began.
    package func midnight(before instant: Timestamp) -> Timestamp {
        self.instant(day(of: instant), second: 0)
    }

    package func instant(_ day: LocalDay, second: Int) -> Timestamp {
        Timestamp(milliseconds: (Int64(day.number) * 86_400 + Int64(second - offset)) * 1000)
    }

    /// `2019-04-03T17:00:00+08:00`.
    package func iso8601(_ instant: Timestamp) -> String {
        let (hour, minute, second) = hourMinuteSecond(instant)
        let millisecond = Int(instant.milliseconds %% 1000)
        let away = abs(offset)
        return Digits.text { digits in
            digits.put(day(of: instant))
            digits.put("T")
            digits.put(hour, 2)
            digits.put(":")
            digits.put(minute, 2)
            digits.put(":")
            digits.put(second, 2)
            if millisecond != 0 {
                digits.put(".")
                digits.put(millisecond, 3)
            }
            digits.put(offset < 0 ? "-" : "+")
            digits.put(away / 3600, 2)
            digits.put(":")
            digits.put(away / 60 % 60, 2)
        }
    }

    package func hourMinuteSecond(_ instant: Timestamp) -> (Int, Int, Int) {
        let second = secondOfDay(instant)
        return (second / 3600, second / 60 % 60, second % 60)
    }

    /// Reads an ISO 8601 instant with its zone (`Z` or `±hh:mm`), or a local date, which means its last second.
    package func instant(_ text: String) -> Timestamp? {
        let bytes = Array(text.utf8)
        if bytes.count == 10 { return LocalDay(text).map { instant($0, second: 86_399) } }
        guard bytes.count >= 17, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let day = LocalDay(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = number(bytes, 11, 13), hour < 24, bytes[13] == UInt8(ascii: ":"),
            let minute = number(bytes, 14, 16), minute < 60
        else { return nil }
        var position = 16
        var second = 0
        var millisecond = 0
        if bytes[position] == UInt8(ascii: ":") {
            guard let read = number(bytes, 17, 19), read < 60 else { return nil }
            second = read
            position = 19
            if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
                var scale = 100
                position += 1
                while position < bytes.count, let digit = number(bytes, position, position + 1) {
                    millisecond += digit * scale
                    scale /= 10
                    position += 1
                }
            }
        }
        guard let zone = zone(bytes[position...]) else { return nil }
        let seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second - zone)
        return Timestamp(milliseconds: seconds * 1000 + Int64(millisecond))
    }

    private func zone(_ bytes: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(bytes)
        if bytes == [UInt8(ascii: "Z")] { return 0 }
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = number(bytes, 1, 3), hours < 15,
            let minutes = number(bytes, 4, 6), minutes < 60
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
        default: return nil
        }
    }

    private func number(_ bytes: [UInt8], _ from: Int, _ to: Int) -> Int? {
        to <= bytes.count ? decimal(bytes[from..<to]) : nil
    }
}

/// The number that nothing but digits make.
private func decimal(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
}

package func padded(_ value: Int, _ width: Int) -> String { Digits.text { $0.put(value, width) } }

infix operator %% : MultiplicationPrecedence

/// The remainder that is never negative.
func %% <Value: BinaryInteger>(a: Value, b: Value) -> Value {
    let remainder = a % b
    return remainder < 0 ? remainder + b : remainder
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
