package import Casework
import Storage

extension Hotline {
    /// Moves a demonstration's clock on, doing what falls due on the way in the order of its instants.
    package func advance(to instant: Timestamp) async throws {
        while let due = try await nextInstant(), due <= instant {
            // Told apart from the clock, which runs on while the rest is done.
            let at = max(due, min(clock.now, instant))
            _ = clock.advance(to: at)
            // The day's rules before what falls due on it.
            let isChanged = try await takeUpPlans()
            if try await cases.sweep(at: at, under: rules) == 0, !isChanged { break }
        }
        _ = clock.advance(to: instant)
        try await sealDays()
        try await retention.run(under: rules, at: clock.now)
    }

    /// When next something happens by itself.
    private func nextInstant() async throws -> Timestamp? {
        [try await cases.nextDueInstant(), try await cities.nextPlannedInstant()].compactMap { $0 }.min()
    }

    /// Seals the days that have ended.
    package func sealDays() async throws {
        let today = rules.time.day(of: clock.now)
        guard seals.mayBeDue(on: today) else { return }
        try await seals.seal(before: today, at: clock.now)
    }
}
