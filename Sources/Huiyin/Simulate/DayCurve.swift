/// How a day's calls spread over its hours.
///
/// Source: 62,285 telephone calls to Boston's 311 in 2015, docs/domain.md.
enum DayCurve {
    static let shares: [Double] = [
        0.005, 0.0034, 0.0024, 0.0019, 0.0021, 0.0031, 0.0106, 0.0327, 0.0881, 0.1031, 0.1018, 0.1032, 0.0823,
        0.0843,
        0.0908, 0.0897, 0.0617, 0.037, 0.0302, 0.0209, 0.0172, 0.0133, 0.0096, 0.0057,
    ]

    /// When `count` calls come in the 24 hours that begin at `second` of a day: seconds from then, rising.
    static func moments(_ count: Int, from second: Int) -> [Int] {
        let total = shares.reduce(0, +)
        var moments: [Int] = []
        var hour = second / 3600
        var offset = second % 3600
        var start = 0
        var passed = 0.0
        for _ in 0...24 where moments.count < count {
            let length = min(3600 - offset, 86_400 - start)
            let share = shares[hour % 24] / total * Double(length) / 3600
            while moments.count < count, (Double(moments.count) + 0.5) / Double(count) < passed + share {
                let within = ((Double(moments.count) + 0.5) / Double(count) - passed) / share
                moments.append(start + Int(within * Double(length)))
            }
            passed += share
            start += length
            offset = 0
            hour += 1
        }
        while moments.count < count { moments.append(86_399) }
        return moments
    }
}
