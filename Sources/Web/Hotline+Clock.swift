package import Casework
import Storage

extension Hotline {
    /// Moves a demonstration's clock on, doing what falls due on the way in the order of its instants.
    package func advance(to instant: Timestamp) async throws {
        while let due = try await cases.nextDueInstant(), due <= instant {
            _ = clock.advance(to: max(due, clock.now))
            let at = min(clock.now, instant)
            if try await cases.sweep(at: max(due, at), under: rules) == 0 { break }
        }
        _ = clock.advance(to: instant)
        try await sealDays()
        try await retention.run(under: rules, at: clock.now)
    }

    /// Seals the days that have ended.
    package func sealDays() async throws {
        let today = rules.time.day(of: clock.now)
        guard seals.mayBeDue(on: today) else { return }
        try await seals.seal(before: today, at: clock.now)
    }
}
