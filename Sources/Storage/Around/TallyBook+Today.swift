package import Casework

/// What the wall shows of the day's new cases, and of where the open ones stand.
package struct TodayOnWall: Sendable, Equatable {
    /// Cases opened in each half hour of the day.
    package var halfHours = [Int](repeating: 0, count: 48)
    /// The day's commonest topics.
    package var topics: [Topic.Code: Int] = [:]
    package var stages: [CaseStage: Int] = [:]
    /// Open cases that no unit answers for.
    package var unrouted = 0
    package var unroutedSince: Timestamp?
    package var newest: Newest?

    package struct Newest: Sendable, Equatable {
        package let at: Timestamp
        package let district: Area.Code?
        package let topic: Topic.Code?
    }
}

extension TallyBook {
    package func today(_ day: LocalDay, under rules: Rulebook) async throws -> TodayOnWall {
        // The day's cases are one stretch of the index of numbers: city, day, serial.
        let first = rules.cityCode + day.digits
        let last = first + "~"
        let midnight = rules.time.instant(day, second: 0).milliseconds
        return try await books.read { connection in
            var today = TodayOnWall()
            // Once through the day's rows: they are the only ones that are fetched.
            var topics: [Topic.Code: Int] = [:]
            for row in try connection.execute(
                """
                SELECT (recorded_at - \(midnight)) / 1800000 AS slot, topic, COUNT(*) AS n FROM cases
                WHERE number >= \(first) AND number < \(last) GROUP BY slot, topic
                """
            ) {
                let (slot, count) = (Int(try row.integer("slot")), Int(try row.integer("n")))
                if today.halfHours.indices.contains(slot) { today.halfHours[slot] += count }
                if let topic = row.optionalText("topic") { topics[topic, default: 0] += count }
            }
            for (topic, count) in topics.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(6) {
                today.topics[topic] = count
            }
            // What is waited for is counted too: of the indexes that would do, PostgreSQL takes that in the order of stages.
            for row in try connection.execute(
                """
                SELECT stage, COUNT(*) AS n, COUNT(pending) AS waiting FROM cases
                WHERE ended_at IS NULL GROUP BY stage
                """
            ) {
                if let stage = CaseStage(rawValue: try row.text("stage")) {
                    today.stages[stage] = Int(try row.integer("n"))
                }
            }
            let unrouted = try connection.execute(
                """
                SELECT COUNT(*) AS n, MIN(recorded_at) AS since FROM cases
                WHERE ended_at IS NULL AND unrouted = 1
                """
            ).first
            today.unrouted = Int(try unrouted?.integer("n") ?? 0)
            today.unroutedSince = unrouted?.optionalInteger("since").map(Timestamp.init(milliseconds:))
            if let row = try connection.execute(
                "SELECT recorded_at, district, topic FROM cases ORDER BY id DESC LIMIT 1"
            ).first {
                today.newest = TodayOnWall.Newest(
                    at: Timestamp(milliseconds: try row.integer("recorded_at")),
                    district: row.optionalText("district"),
                    topic: row.optionalText("topic")
                )
            }
            return today
        }
    }
}
