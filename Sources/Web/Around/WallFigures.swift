package import Casework
import Storage

/// What the wall shows of today: for the city, and for each district; sums agree.
package struct WallFigures: Sendable, Equatable {
    package struct District: Sendable, Equatable {
        /// nil for 未定位.
        package let code: Area.Code?
        package let name: String
        package var counts: [Tally.Name: Int] = [:]
        package var overdue = 0

        package subscript(_ name: Tally.Name) -> Int { counts[name] ?? 0 }
    }

    package let at: Timestamp
    package let day: LocalDay
    package let city: District
    package let districts: [District]

    static func read(_ hotline: Hotline) async throws -> WallFigures {
        let rules = hotline.rules
        let now = hotline.clock.now
        let day = rules.time.day(of: now)
        async let figures = hotline.tallies.figures(of: day)
        async let overdue = hotline.tallies.overdue(at: now)
        let (counts, late) = try await (figures, overdue)
        var codes: [Area.Code?] = rules.districts.map(\.code)
        // Counties and such are shown when something counts for them; 未定位 always, so that sums are right.
        codes += Set(counts.keys).union(late.keys).compactMap { $0 }.filter { !codes.contains($0) }.sorted()
        codes.append(nil)
        let districts = codes.map { code in
            District(
                code: code,
                name: code.map { rules.areas[$0]?.name ?? $0 } ?? "未定位",
                counts: counts[code] ?? [:],
                overdue: late[code] ?? 0
            )
        }
        var city = District(code: nil, name: "全市")
        for district in districts {
            city.counts.merge(district.counts, uniquingKeysWith: +)
            city.overdue += district.overdue
        }
        return WallFigures(at: now, day: day, city: city, districts: districts)
    }
}

extension WallFigures.District {
    /// Of those who judged, the share that was content; nil where nobody has.
    package var satisfaction: Double? {
        self[.judged] == 0 ? nil : Double(self[.satisfied]) / Double(self[.judged])
    }

    /// Until an exchange is connected every recorded call is one that was answered.
    fileprivate var pairs: [(String, JSON)] {
        [
            (
                "calls",
                .object([
                    ("offered", .integer(self[.calls])), ("answered", .integer(self[.calls])),
                    ("abandoned", .integer(0)),
                    ("otherExits", .integer(0)), ("waiting", .integer(0)),
                    ("longestWaitSeconds", .integer(0)),
                    ("answeredWithin15s", .integer(self[.calls])),
                ])
            ),
            ("callbacks", .integer(self[.callbacks])),
            (
                "cases",
                .object([
                    ("opened", .integer(self[.opened])), ("closed", .integer(self[.ended])),
                    ("open", .integer(self[.open])),
                    ("overdue", .integer(overdue)),
                ])
            ),
            ("satisfaction", satisfaction.map { .number($0) } ?? .null),
        ]
    }
}

extension WallFigures {
    var json: JSON {
        .object(
            [("day", .text(day.description))] + city.pairs + [
                (
                    "districts",
                    .list(
                        districts.map {
                            .object([("code", .text($0.code)), ("name", .text($0.name))] + $0.pairs)
                        }
                    )
                )
            ]
        )
    }
}
