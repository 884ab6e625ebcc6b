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
        keep(made, value)
        return made
    }

    private func find(_ value: Value) -> Made? {
        let found: (young: Made?, old: Made?) = known.withLock { ($0.young[value], $0.old[value]) }
        if let made = found.young { return made }
        guard let made = found.old else { return nil }
        keep(made, value)
        return made
    }

    private func keep(_ made: Made, _ value: Value) {
        // What is forgotten is let go of by whoever asked, when nobody waits for the lock any more.
        let forgotten: [Value: Made] = known.withLock { known in
            var forgotten: [Value: Made] = [:]
            if known.young.count >= generation, known.young[value] == nil {
                forgotten = known.old
                known = Known(old: known.young)
            }
            known.young[value] = made
            return forgotten
        }
        _ = forgotten
    }
}
