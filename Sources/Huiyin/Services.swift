import Casework
import Logging
import ServiceLifecycle
import Storage
import Web

/// Makes the moves that time makes, acting as the system's own person; one of several servers does it for all.
struct Sweep: Service {
    let hotline: Hotline
    private let lease: Lease

    init(hotline: Hotline) {
        self.hotline = hotline
        lease = Lease("sweep", for: 10, in: hotline.books)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await hotline.sealDays()
                    try await hotline.takeUpPlans()
                    let due = try await hotline.cases.nextDueInstant()
                    if let due, due <= hotline.clock.now, try await lease.take(at: .realNow()) {
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
        try? await lease.giveBack()  // else it ends by itself
    }
}

/// Follows changes of the city's tables that another server has made.
struct CityWatch: Service {
    let hotline: Hotline

    func run() async throws {
        let bell = hotline.journal.hangBell()
        await withGracefulShutdownHandler {
            var position = hotline.journal.position
            for await _ in bell.rings {
                let changes = hotline.journal.changes(after: position)
                position = changes?.position ?? hotline.journal.position
                // Nil: so much has happened that nobody can tell.
                guard changes?.topics.contains("city") != false else { continue }
                do { try await hotline.readCity() } catch {
                    hotline.logger.error("the city's new tables could not be read: \(error)")
                }
            }
        } onGracefulShutdown: {
            bell.takeDown()
        }
    }
}

/// Keeps what the books say of who looks at which case, while other servers share them.
struct ViewersWatch: Service {
    let hotline: Hotline

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await hotline.viewers.renew(now: hotline.clock.now, realNow: .realNow())
                } catch is CancellationError {
                    return  // the server stops
                } catch {
                    hotline.logger.error("who looks at which case could not be kept: \(error)")
                }
                // Cancelled, the loop ends by itself.
                try? await Task.sleep(for: .seconds(Viewers.renewal))
            }
        }
        try? await hotline.viewers.giveUp()  // else the rows end by themselves
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

/// Lets the pulse look after the books once a second; work is sent elsewhere as soon as the server is to stop.
struct Beat: Service {
    let pulse: Pulse

    func run() async throws {
        await withGracefulShutdownHandler {
            await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    pulse.beat()
                    try? await Task.sleep(for: .seconds(1))  // cancelled: the loop ends
                }
            }
        } onGracefulShutdown: {
            pulse.stop()
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
        let lease = Lease("tidying", for: 1800, in: hotline.books)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await lease.take(at: .realNow()) {
                        try await Housekeeping(scribe: hotline.scribe)
                            .tidy(at: hotline.clock.now, realNow: .realNow())
                        try await hotline.retention.run(under: hotline.rules, at: hotline.clock.now)
                    }
                } catch is CancellationError {
                    return  // the server stops
                } catch {
                    hotline.logger.error("tidying failed, and tries again in an hour: \(error)")
                }
                try? await Task.sleep(for: .seconds(3600))  // cancelled: the loop ends
            }
        }
        try? await lease.giveBack()  // else it ends by itself
    }
}

/// Indexes what was said, behind those who record: it takes a fifth of the time, and less than a second when the hall is calm.
struct Indexing: Service {
    let hotline: Hotline

    func run() async throws {
        let lease = Lease("indexing", for: 30, in: hotline.books)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let started = ContinuousClock.now
                var indexed = 0
                do {
                    if try await lease.take(at: .realNow()) {
                        indexed = try await hotline.searchIndex.carryOn()
                    }
                } catch is CancellationError {
                    return  // the server stops
                } catch {
                    hotline.logger.error("the index of words was not carried on, and tries again: \(error)")
                }
                let pause = indexed == 0 ? .milliseconds(700) : (ContinuousClock.now - started) * 4
                try? await Task.sleep(for: pause)  // cancelled: the loop ends
            }
        }
        try? await lease.giveBack()  // else it ends by itself
    }
}
