package import Casework

/// A case's life in one cell: `quick_dispatch|+0|agent07;sign|+312|u020a;submit_feedback|+5400|u020a|note=…`.
///
/// Each step says what was done, after how many seconds (or at which instant), by whose account, with which fields. `\`
/// stands before `;`, `|` and itself where they are meant, `\n` is a new line; a value that begins with `[` or `{` is JSON.
package enum LifeText {
    /// One step as it stands there.
    package struct Step: Sendable {
        let event: String
        let seconds: Int
        let account: String
        let fields: [(String, String)]

        package init(_ event: EventName, after seconds: Int, by account: String, _ fields: [(String, String)])
        {
            self.event = event.rawValue
            self.seconds = seconds
            self.account = account
            self.fields = fields
        }
    }

    package static func write(_ steps: [Step]) -> String {
        var text = ""
        for (index, step) in steps.enumerated() {
            if index > 0 { text += ";" }
            text += "\(step.event)|+\(step.seconds)|\(step.account)"
            for (name, value) in step.fields { text += "|\(name)=\(escaped(value))" }
        }
        return text
    }

    private static func escaped(_ value: String) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\", ";", "|":
                escaped.unicodeScalars.append("\\")
                escaped.unicodeScalars.append(scalar)
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    static func read(_ text: String, from begun: Timestamp, _ time: CivilTime) throws(BookCells.Problem)
        -> [PastStep]
    {
        var steps: [PastStep] = []
        var last = begun
        for parts in pieces(text) {
            let place = "step \(steps.count + 1)"
            guard parts.count >= 2, let event = EventName(rawValue: parts[0]) else {
                throw wrong("\(place): no event “\(parts[0].shortened)”")
            }
            let at: Timestamp
            if parts[1].hasPrefix("+"), let seconds = Int(parts[1].dropFirst()) {
                at = last + seconds
            } else if let instant = time.instant(parts[1]) {
                at = instant
            } else {
                throw wrong("\(place): “\(parts[1].shortened)” is neither +SECONDS nor an instant")
            }
            if at < last { throw wrong("\(place) lies before the one before it") }
            last = at
            var step = PastStep(event, at: at)
            if parts.count > 2, !parts[2].isEmpty { step.account = parts[2] }
            for field in parts.dropFirst(3) {
                guard let sign = field.utf8.firstIndex(of: UInt8(ascii: "=")) else {
                    throw wrong("\(place): “\(field.shortened)” is not FIELD=VALUE")
                }
                let value = String(field[field.utf8.index(after: sign)...])
                step.fields[String(field[..<sign])] = try read(value, place)
            }
            steps.append(step)
        }
        return steps
    }

    private static func read(_ value: String, _ place: String) throws(BookCells.Problem) -> RawValue {
        guard value.hasPrefix("[") || value.hasPrefix("{") else { return .text(value) }
        // Words may begin with a bracket, too: what is not JSON is words.
        return (try? RawValue(json: Array(value.utf8))) ?? .text(value)
    }

    /// Steps, cut at `;`, and their parts, cut at `|`, without the signs that kept others whole.
    private static func pieces(_ text: String) -> [[String]] {
        var steps: [[String]] = []
        var parts: [String] = []
        var part: [UInt8] = []
        var isEscaped = false
        func word() -> String { String(decoding: part, as: UTF8.self) }
        for byte in text.utf8 {
            if isEscaped {
                part.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "|"):
                parts.append(word())
                part.removeAll(keepingCapacity: true)
            case UInt8(ascii: ";"):
                steps.append(parts + [word()])
                parts.removeAll(keepingCapacity: true)
                part.removeAll(keepingCapacity: true)
            default: part.append(byte)
            }
        }
        if !parts.isEmpty || !part.isEmpty { steps.append(parts + [word()]) }
        return steps
    }

    private static func wrong(_ words: String) -> BookCells.Problem {
        BookCells.Problem(column: "life", words: words)
    }
}
