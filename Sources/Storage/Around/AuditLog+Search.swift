package import Casework

/// What the audit is searched by; what is nil is not asked.
package struct AuditFilter: Sendable, Equatable {
    package var person: Person.ID?
    package var action: AuditRecord.Action?
    /// How the object begins, one of these: a case's number, an account, a version.
    package var objects: [String] = []
    package var from: Timestamp?
    /// Before this instant.
    package var until: Timestamp?
    package var isRefused = false

    package init() {}

    var conditions: SQL {
        var found: SQL = "1 = 1"
        if let person { found = "\(found) AND person = \(person)" }
        if let action { found = "\(found) AND action = \(action.rawValue)" }
        if !objects.isEmpty {
            // Between the word and the last that begins with it: an index serves, and case stays case in both databases.
            let ranges = objects.map { "object >= \($0) AND object < \($0 + "\u{10FFFF}")" as SQL }
            found = "\(found) AND (\(SQL.joined(ranges, by: "OR")))"
        }
        if let from { found = "\(found) AND at >= \(from)" }
        if let until { found = "\(found) AND at < \(until)" }
        if isRefused { found = "\(found) AND result <> 'ok'" }
        return found
    }
}

extension AuditLog {
    /// The records that fit, newest first.
    package func search(_ filter: AuditFilter, before id: Int64? = nil, limit: Int) async throws
        -> [(id: Int64, record: AuditRecord)]
    {
        try await books.read { connection in
            let older: SQL = id.map { "AND id < \($0)" } ?? ""
            return try connection.execute(
                "SELECT * FROM audit WHERE \(filter.conditions) \(older) ORDER BY id DESC LIMIT \(limit)"
            ).map { (try $0.integer("id"), try AuditRecord($0)) }
        }
    }
}
