private import Synchronization

/// Remembers what was made of values: an equal one is given the same again.
///
/// Only for what follows from the value alone: then nothing remembered is ever out of date. What nobody has asked for while
/// a generation of others was made is forgotten.
package final class Memo<Value: Hashable & Sendable, Made: Sendable>: Sendable {
    private struct Known: Sendable {
        var young: [Value: Made] = [:]
        var old: [Value: Made] = [:]
    }

    private let known = Mutex(Known())
    private let generation: Int

    /// At most twice as many as a `generation` are kept.
    package init(generation: Int) { self.generation = generation }

    package func made(of value: Value, _ make: () throws -> Made) rethrows -> Made {
        if let made = find(value) { return made }
        // Outside the lock: whoever asks for another value does not wait for this one.
        let made = try make()
        known.withLock { keep(made, value, in: &$0) }
        return made
    }

    private func find(_ value: Value) -> Made? {
        known.withLock { known in
            if let made = known.young[value] { return made }
            guard let made = known.old[value] else { return nil }
            keep(made, value, in: &known)
            return made
        }
    }

    private func keep(_ made: Made, _ value: Value, in known: inout Known) {
        if known.young.count >= generation { known = Known(old: known.young) }
        known.young[value] = made
    }
}
