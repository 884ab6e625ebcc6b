import Casework

/// Follows the chain of the audit log, from where its oldest records have been taken away by rule.
struct AuditCheck {
    let keys: KeyRing
    let connection: any Connection

    func run(_ report: inout Verification.Report) throws {
        var previous: String?
        var expected: Int64 = 1
        if let trim = try AuditTrim.newest(in: connection) {
            guard trim.isGenuine(keys) else {
                return report.found("audit \(trim.upTo)", "what was taken away before it was not taken by us")
            }
            (previous, expected) = (trim.hash, trim.upTo + 1)
        }
        while true {
            let rows = try connection.execute(
                "SELECT * FROM audit WHERE id >= \(expected) ORDER BY id LIMIT 1000"
            )
            if rows.isEmpty { return try checkNewest(expected - 1, &report) }
            for row in rows {
                let id = try row.integer("id")
                let hash = AuditLog.hash(try AuditRecord(row), id: id, after: previous)
                report.auditRecords += 1
                guard id == expected, hash == (try row.text("hash")) else {
                    return report.found(
                        "audit \(expected)",
                        "does not fit the chain: altered, dropped or inserted"
                    )
                }
                previous = hash
                expected += 1
            }
        }
    }

    /// A chain does not miss its own end; the counter that gave the numbers does.
    private func checkNewest(_ newest: Int64, _ report: inout Verification.Report) throws {
        guard let counted = try connection.counter("audit"), counted > newest else { return }
        report.found("audit \(newest + 1)", "is missing: \(counted) records were written")
    }
}

/// Up to which record the audit has been taken away by rule, and what the rest goes on from.
struct AuditTrim {
    let upTo: Int64
    let at: Timestamp
    let hash: String
    let mark: String

    init(upTo: Int64, at: Timestamp, hash: String, keys: KeyRing) {
        self.upTo = upTo
        self.at = at
        self.hash = hash
        mark = Self.mark(upTo, at, hash, keys)
    }

    /// Nobody without the keys can make one.
    private static func mark(_ upTo: Int64, _ at: Timestamp, _ hash: String, _ keys: KeyRing) -> String {
        keys.seal(of: ["audit", String(upTo), String(at.milliseconds), hash])
    }

    func isGenuine(_ keys: KeyRing) -> Bool { mark == Self.mark(upTo, at, hash, keys) }

    /// The newest only is of use.
    func insert(in batch: Batch) throws {
        try batch.execute("DELETE FROM audit_trims WHERE upto < \(upTo)")
        try batch.execute(
            "INSERT INTO audit_trims (upto, at, hash, mark) VALUES (\(upTo), \(at), \(hash), \(mark))"
        )
    }

    static func newest(in connection: any Connection) throws -> AuditTrim? {
        try connection.execute("SELECT * FROM audit_trims ORDER BY upto DESC LIMIT 1").first.map(
            AuditTrim.init
        )
    }

    private init(_ row: Row) throws {
        upTo = try row.integer("upto")
        at = Timestamp(milliseconds: try row.integer("at"))
        hash = try row.text("hash")
        mark = try row.text("mark")
    }
}

extension Connection {
    /// What a counter has given last; nil if it has given nothing.
    func counter(_ name: String) throws(StorageError) -> Int64? {
        try execute("SELECT value FROM counters WHERE name = \(name)").first?.integer("value")
    }
}
