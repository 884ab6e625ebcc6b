private import Synchronization

/// How often something took how much: counts by upper bound, as Prometheus reads them.
///
/// The lock is held for one addition; at seven thousand cases a second nobody meets another there.
package final class Histogram: Sendable {
    private struct Tally {
        /// One for each bound, and one for what is beyond them all.
        var counts: [Int]
        var sum = 0.0
    }

    package struct Reading: Sendable {
        package let bounds: [Double]
        package let counts: [Int]
        package let sum: Double

        package var count: Int { counts.reduce(0, +) }
    }

    private let bounds: [Double]
    private let tally: Mutex<Tally>

    package init(_ bounds: [Double]) {
        self.bounds = bounds
        tally = Mutex(Tally(counts: [Int](repeating: 0, count: bounds.count + 1)))
    }

    /// Seconds, from half a millisecond to ten seconds.
    package static func ofSeconds() -> Histogram {
        Histogram([0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10])
    }

    package func add(_ value: Double) {
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        tally.withLock { tally in
            tally.counts[place] += 1
            tally.sum += value
        }
    }

    package func add(_ duration: Duration) { add(duration.seconds) }

    package var reading: Reading {
        tally.withLock { Reading(bounds: bounds, counts: $0.counts, sum: $0.sum) }
    }
}

extension Duration {
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
