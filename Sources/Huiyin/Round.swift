import Casework
import Logging
import ServiceLifecycle
import Storage
import Web

/// Work that is done again and again until the server stops; what one of several servers does for all, it does under its
/// lease.
struct Round: Service {
    /// As the log names it when it fails.
    let name: String
    let lease: Lease
    let logger: Logger
    /// How long it rests after a failure.
    let patience: Duration
    /// Does it once, and says how long to rest.
    let once: @Sendable (Lease) async throws -> Duration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var rest = patience
                do { rest = try await once(lease) } catch {
                    // The server stops, and what was asked of the database with it: each says so in its own words.
                    if Task.isCancelled { return }
                    logger.error("\(name) failed, and is tried again: \(error)")
                }
                try? await Task.sleep(for: rest)  // cancelled: the loop ends
            }
        }
        try? await lease.giveBack()  // else it ends by itself
    }
}

extension Round {
    /// Makes the moves that time makes, acting as the system's own person.
    static func sweep(_ hotline: Hotline) -> Round {
        Round(
            name: "the sweep of the clocks",
            lease: Lease("sweep", for: 10, in: hotline.books),
            logger: hotline.logger,
            patience: .seconds(1)
        ) { lease in
            // A second is the finest that limits are written in; a demonstration's may be shorter.
            let rest = Duration.seconds(1) / max(1, min(20, hotline.clock.speed))
            try await hotline.sealDays()
            try await hotline.takeUpPlans()
            guard let due = try await hotline.cases.nextDueInstant(), due <= hotline.clock.now,
                try await lease.take(at: .realNow())
            else { return rest }
            _ = try await hotline.cases.sweep(at: hotline.clock.now, under: hotline.rules)
            return .zero
        }
    }

    /// Takes away once an hour what is kept for a time only.
    static func tidying(_ hotline: Hotline) -> Round {
        Round(
            name: "the tidying",
            lease: Lease("tidying", for: 1800, in: hotline.books),
            logger: hotline.logger,
            patience: .seconds(3600)
        ) { lease in
            if try await lease.take(at: .realNow()) {
                try await Housekeeping(scribe: hotline.scribe).tidy(
                    at: hotline.clock.now,
                    realNow: .realNow()
                )
                try await hotline.retention.run(under: hotline.rules, at: hotline.clock.now)
            }
            return .seconds(3600)
        }
    }

    /// Indexes what was said, behind those who record: it takes a fifth of the time, a tenth while somebody waits for the
    /// writer, and less than a second when the hall is calm.
    static func indexing(_ hotline: Hotline) -> Round {
        Round(
            name: "the index of words",
            lease: Lease("indexing", for: 30, in: hotline.books),
            logger: hotline.logger,
            patience: .milliseconds(700)
        ) { lease in
            let started = ContinuousClock.now
            guard try await lease.take(at: .realNow()), try await hotline.searchIndex.carryOn() > 0 else {
                return .milliseconds(700)
            }
            return (ContinuousClock.now - started) * (hotline.scribe.waiting > 0 ? 9 : 4)
        }
    }
}
