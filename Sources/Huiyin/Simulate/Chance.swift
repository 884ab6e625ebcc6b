/// Chance that is the same every time: a small generator with a seed.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A stream of its own for one of many cases, so that the order in which they are worked on changes nothing.
    init(seed: UInt64, of index: Int) {
        var mixer = Chance(seed: seed &+ UInt64(index) &* 0xd134_2543_de82_ef95)
        state = mixer.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to one less than `bound`.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// From 0 up to, not including, 1.
    mutating func share() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// True with this probability.
    mutating func happens(_ probability: Double) -> Bool { share() < probability }

    mutating func one<Value>(of values: [Value]) -> Value? {
        values.isEmpty ? nil : values[below(values.count)]
    }

    /// One of `values`, each as likely as its weight.
    mutating func one<Value>(weighed values: [(value: Value, weight: Double)]) -> Value? {
        var point = share() * values.reduce(0) { $0 + $1.weight }
        for (value, weight) in values {
            point -= weight
            if point < 0 { return value }
        }
        return values.last?.value
    }
}
