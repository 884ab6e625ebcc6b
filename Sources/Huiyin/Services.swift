import Casework
import Logging
import ServiceLifecycle
import Storage
import Web

/// Makes the moves that time makes, acting as the system's own person.
struct Sweep: Service {
    let hotline: Hotline

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let due = try await hotline.cases.nextDueInstant()
                    if let due, due <= hotline.clock.now {
                        _ = try await hotline.cases.sweep(at: hotline.clock.now, under: hotline.rules)
                        continue
                    }
                } catch is CancellationError {
                    return
                } catch {
                    hotline.logger.error("the sweep of the clocks failed, and tries again: \(error)")
                }
                // A second is the finest that limits are written in; a demonstration's may be shorter.
                // Cancelled, the loop ends by itself.
                try? await Task.sleep(for: .seconds(1) / max(1, min(20, hotline.clock.speed)))
            }
        }
    }
}

/// Rings all bells every fifteen seconds, so that a silent line is noticed.
struct Heartbeat: Service {
    let journal: Journal

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(15))  // cancelled: the loop ends
                journal.ringAll()
            }
        }
    }
}

/// Moves the write-ahead log into the file when there is a moment, never inside a commit.
struct Checkpoints: Service {
    let books: Books

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(2))  // cancelled: the loop ends
                try? await books.checkpoint()  // readers may be in the way: the next moment will do
            }
        }
    }
}

/// Takes away once an hour what is kept for a time only.
struct Tidying: Service {
    let hotline: Hotline

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Housekeeping(scribe: hotline.scribe).tidy(at: hotline.clock.now) } catch {
                    hotline.logger.error("tidying failed, and tries again in an hour: \(error)")
                }
                try? await Task.sleep(for: .seconds(3600))  // cancelled: the loop ends
            }
        }
    }
}
