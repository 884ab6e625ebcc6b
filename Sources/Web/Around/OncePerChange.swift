import Casework
import Storage
private import Synchronization

/// A value that is the same for all who ask until the books change: worked out once, and handed to everybody.
final class OncePerChange<Stand: Equatable & Sendable, Value: Sendable>: Sendable {
    private struct Known: Sendable {
        let stand: Stand
        let value: Task<Value, any Error>
    }

    private let known = Mutex<Known?>(nil)

    /// What `make` gives at `stand`, or has given; those who ask while it works wait for the same.
    func value(at stand: Stand, _ make: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = known.withLock { known in
            if let known, known.stand == stand { return known.value }
            // A task of its own: whoever asked first may leave, and others still wait for it.
            let task = Task { try await make() }
            known = Known(stand: stand, value: task)
            return task
        }
        do { return try await task.value } catch {
            // What has failed is tried again by the next who asks.
            known.withLock { if $0?.value == task { $0 = nil } }
            throw error
        }
    }
}

extension Hotline {
    /// How far the books have come by all that this server knows, and the second it is: cases fall overdue by themselves.
    struct Stand: Equatable, Sendable {
        fileprivate let batches: Int
        fileprivate let position: Int64
        fileprivate let second: Int64
    }

    var stand: Stand {
        Stand(batches: scribe.batches, position: journal.position, second: clock.now.milliseconds / 1000)
    }
}
