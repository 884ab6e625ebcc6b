/// An instant: milliseconds since 1970-01-01T00:00:00Z, as both databases store it.
package struct Timestamp: Hashable, Comparable, Sendable, Codable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

    package static func + (instant: Self, seconds: Int) -> Self {
        Self(milliseconds: instant.milliseconds + Int64(seconds) * 1000)
    }

    /// The second it lies in.
    package var wholeSecond: Self { Self(milliseconds: milliseconds - milliseconds %% 1000) }

    /// Whole seconds from `earlier` to `later`, rounded towards the past; negative if they are the other way round.
    package static func - (later: Self, earlier: Self) -> Int {
        Int((Double(later.milliseconds - earlier.milliseconds) / 1000).rounded(.down))
    }
}
