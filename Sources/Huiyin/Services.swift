import Casework
import Logging
import ServiceLifecycle
import Storage
import Web

/// Follows changes of the city's tables, and of people, that another server has made.
struct ChangesWatch: Service {
    let hotline: Hotline

    func run() async throws {
        let bell = hotline.journal.hangBell()
        await withGracefulShutdownHandler {
            var position = hotline.journal.position
            for await _ in bell.rings {
                let changes = hotline.journal.changes(after: position)
                position = changes?.position ?? hotline.journal.position
                // Nil: so much has happened that nobody can tell.
                if changes?.topics.contains(PeopleRegister.topic) != false { hotline.forgetPeople() }
                guard changes?.topics.contains(CityRegister.topic) != false else { continue }
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
