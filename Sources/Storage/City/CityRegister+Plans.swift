package import Casework
package import CityTables

/// Changes that wait for their day.
extension CityRegister {
    /// Those that wait, in the order in which they will be taken up.
    package func waitingPlans() async throws -> [CityPlan] {
        try await books.read { try Self.waiting(in: $0) }
    }

    /// Those that waited once, the latest first.
    package func endedPlans(_ count: Int) async throws -> [CityPlan] {
        try await books.read {
            try $0.execute(
                "SELECT * FROM city_plans WHERE state <> 'waiting' ORDER BY ended_at DESC, id DESC LIMIT \(count)"
            ).map { try CityPlan($0) }
        }
    }

    package func plan(_ id: Int64) async throws -> CityPlan? {
        try await books.read {
            try $0.execute("SELECT * FROM city_plans WHERE id = \(id)").first.map { try CityPlan($0) }
        }
    }

    /// When the next of them is to be taken up.
    package func nextPlannedInstant() async throws -> Timestamp? {
        try await books.read {
            try $0.execute("SELECT MIN(holds_from) AS at FROM city_plans WHERE state = 'waiting'").first?
                .optionalInteger("at").map(Timestamp.init(milliseconds:))
        }
    }

    /// Keeps a change until its day.
    ///
    /// - Throws: `CityMoved` if the city is no longer of `version`; `PlanInTheWay` if it and the others do not fit.
    package func plan(
        _ changes: [RowChange],
        from day: Timestamp,
        instead version: Int,
        title: String,
        note: String,
        by person: Person,
        from address: String,
        at now: Timestamp,
        _ time: CivilTime
    ) async throws -> CityPlan {
        try await scribe.write { batch in
            let tables = try Self.newestTables(in: batch)
            guard tables?.version == version, let tables else { throw CityMoved() }
            let plan = CityPlan(
                id: try batch.next("city_plans"),
                holdsFrom: day,
                madeAt: now,
                person: person.id,
                title: title,
                note: note,
                changes: changes
            )
            let plans = (try Self.waiting(in: batch.connection) + [plan]).sorted {
                ($0.holdsFrom, $0.id) < ($1.holdsFrom, $1.id)
            }
            _ = try CityPlan.carryOut(plans, on: tables.files)
            try batch.execute(
                """
                INSERT INTO city_plans (id, holds_from, made_at, person, title, note, changes, state, remark)
                VALUES (\(plan.id), \(day), \(now), \(person.id), \(title), \(note),
                    \(try CityPlan.stored(changes)), 'waiting', '')
                """
            )
            batch.record(
                AuditRecord(
                    at: now,
                    by: person,
                    from: address,
                    .cityPlanned,
                    "plan \(plan.id)",
                    after: Self.from(time.day(of: day)) + " " + plan.files.sorted().joined(separator: " "),
                    reason: note
                )
            )
            batch.announce(Self.topic, at: now)
            return plan
        }
    }

    /// Takes a plan back, unless its day has come or others are made upon it.
    ///
    /// - Returns: false if it no longer waits.
    package func withdraw(
        _ plan: CityPlan,
        note: String,
        by person: Person,
        from address: String,
        at now: Timestamp,
        _ time: CivilTime
    ) async throws -> Bool {
        try await scribe.write { batch in
            let plans = try Self.waiting(in: batch.connection)
            guard plans.contains(where: { $0.id == plan.id }), let tables = try Self.newestTables(in: batch)
            else { return false }
            _ = try CityPlan.carryOut(plans.filter { $0.id != plan.id }, on: tables.files)
            try batch.execute(
                """
                UPDATE city_plans SET state = 'withdrawn', ended_at = \(now), ended_by = \(person.id),
                    remark = \(note)
                WHERE id = \(plan.id) AND state = 'waiting'
                """
            )
            batch.record(
                AuditRecord(
                    at: now,
                    by: person,
                    from: address,
                    .cityPlanWithdrawn,
                    "plan \(plan.id)",
                    before: Self.from(time.day(of: plan.holdsFrom)),
                    reason: note
                )
            )
            batch.announce(Self.topic, at: now)
            return true
        }
    }

    /// Makes a version of a plan whose day has come.
    ///
    /// - Returns: false if another server was faster, or it was withdrawn.
    /// - Throws: `RowMoved` or `CityErrors` if the tables are no longer such that it can be.
    package func takeUp(_ plan: CityPlan, by person: Person?, at now: Timestamp) async throws -> Bool {
        try await scribe.write { batch in
            let isWaiting = try Self.waiting(in: batch.connection).contains { $0.id == plan.id }
            guard isWaiting, let tables = try Self.newestTables(in: batch) else { return false }
            let files = try tables.files.carryingOut(plan.changes)
            let version = tables.version + 1
            _ = try City.read(files, version: version)
            try Self.insert(
                files,
                version,
                instead: tables,
                note: plan.note,
                by: person,
                from: "",
                at: now,
                in: batch
            )
            try batch.execute(
                """
                UPDATE city_plans SET state = 'taken', ended_at = \(now), version = \(version)
                WHERE id = \(plan.id) AND state = 'waiting'
                """
            )
            return true
        }
    }

    /// Ends a plan that cannot be taken up; the city stays as it is.
    package func fail(_ plan: CityPlan, because why: String, by person: Person?, at now: Timestamp)
        async throws
    {
        try await scribe.write { batch in
            guard try Self.waiting(in: batch.connection).contains(where: { $0.id == plan.id }) else { return }
            try batch.execute(
                """
                UPDATE city_plans SET state = 'failed', ended_at = \(now), remark = \(why)
                WHERE id = \(plan.id) AND state = 'waiting'
                """
            )
            batch.record(
                AuditRecord(
                    at: now,
                    by: person,
                    from: "",
                    .cityChanged,
                    "plan \(plan.id)",
                    result: "failed",
                    reason: why
                )
            )
            batch.announce(Self.topic, at: now)
        }
    }

    /// `from 2019-05-01`, as the audit has it.
    private static func from(_ day: LocalDay) -> String { "from \(day)" }

    static func waiting(in connection: any Connection) throws -> [CityPlan] {
        try connection.execute("SELECT * FROM city_plans WHERE state = 'waiting' ORDER BY holds_from, id")
            .map { try CityPlan($0) }
    }
}
