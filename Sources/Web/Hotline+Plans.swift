package import Casework
package import CityTables
import Logging
import Storage

/// Changes of the city that wait for their day.
extension Hotline {
    /// Keeps a change until its day, unless somebody else has changed the city meanwhile.
    package func plan(
        _ changes: [RowChange],
        from day: Timestamp,
        of version: Int,
        title: String,
        note: String,
        by person: Person,
        from address: String
    ) async throws {
        _ = try await cities.plan(
            changes,
            from: day,
            instead: version,
            title: title,
            note: note,
            by: person,
            from: address,
            at: clock.now,
            rules.time
        )
        try await readCity()
    }

    /// Takes up what fell due while no server ran, before the first request comes.
    package func catchUpOnPlans() async throws {
        guard cityInForce.plans.contains(where: { $0.holdsFrom <= clock.now }) else { return }
        try await takeUpPlans()
        // The sweep, or another server, may have been faster.
        try await readCity()
    }

    /// Takes up what has come due, in the order of its days; what cannot be taken up ends with the reason.
    ///
    /// - Returns: whether there was anything.
    @discardableResult
    package func takeUpPlans() async throws -> Bool {
        guard let next = try await cities.nextPlannedInstant(), next <= clock.now else { return false }
        for plan in try await cities.waitingPlans() where plan.holdsFrom <= clock.now {
            let person = try await people.person(plan.person)
            var objections = try await CityObjections(hotline: self).uses(ofRemoved: plan.changes)
            if objections.isEmpty {
                do {
                    _ = try await cities.takeUp(plan, by: person, at: clock.now)
                } catch let moved as RowMoved {
                    objections = ["\(TableWords.table(moved.change.file)) \(moved.change.key) 已被他人修改。"]
                } catch let errors as CityErrors {
                    objections = CityObjections.words(errors.errors)
                }
            }
            guard !objections.isEmpty else { continue }
            logger.error(
                "a planned change of the city could not be taken up",
                metadata: ["plan": "\(plan.id)"]
            )
            let reasons = objections.joined(separator: "\n")
            try await cities.fail(plan, because: reasons, by: person, at: clock.now)
        }
        try await readCity()
        return true
    }
}
