import Casework

/// Holds the days' seals against the chains as they are now, one seal in memory at a time.
struct SealCheck {
    let keys: KeyRing
    let connection: any Connection

    func run(_ report: inout Verification.Report) throws {
        var previous: String?
        var expected: Int64 = 1
        while let seal = try DaySeal.next(from: expected, in: connection) {
            report.seals += 1
            guard seal.number == expected, seal.remade(after: previous, keys: keys).hash == seal.hash else {
                return report.found(
                    "seal \(expected) (\(seal.day))",
                    "does not fit the chain: altered, dropped or inserted"
                )
            }
            try check(seal, &report)
            previous = seal.hash
            expected += 1
        }
        if let counted = try connection.counter("seals"), counted >= expected {
            report.found("seal \(expected)", "is missing: \(counted) were made")
        }
    }

    private func check(_ seal: DaySeal, _ report: inout Verification.Report) throws {
        let heads = seal.heads
        for start in stride(from: 0, to: heads.count, by: 200) {
            let piece = heads[start..<min(start + 200, heads.count)].compactMap { $0 }
            var kept: [Case.Number: [Int: [UInt8]]] = [:]
            for row in try connection.execute(
                """
                SELECT c.number, e.seq, e.hash FROM cases c JOIN case_events e ON e.case_id = c.id
                WHERE c.number IN (\(SQL.list(piece.map(\.number))))
                """
            ) {
                kept[try row.text("number"), default: [:]][Int(try row.integer("seq"))] = try row.bytes(
                    "hash"
                )
            }
            for head in piece { check(head, kept[head.number], seal, &report) }
        }
    }

    private func check(
        _ head: DaySeal.Head,
        _ hashes: [Int: [UInt8]]?,
        _ seal: DaySeal,
        _ report: inout Verification.Report
    ) {
        guard let hashes else {
            return report.found(
                "case \(head.number)",
                "is gone: the seal of \(seal.day) has it with \(head.sequence) events"
            )
        }
        let place = "case \(head.number) event \(head.sequence)"
        guard let hash = hashes[head.sequence] else {
            return report.found(place, "is gone: the seal of \(seal.day) has it")
        }
        if !head.fits(hash) { report.found(place, "is not the one that the seal of \(seal.day) has") }
    }
}
