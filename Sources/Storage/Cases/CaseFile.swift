package import Casework
private import Foundation

/// A case with its place in the books.
package struct CaseFile: Sendable, Equatable {
    /// Rises with time.
    package let id: Int64
    package internal(set) var file: Case
    /// Whether its people have been forgotten.
    package let isForgotten: Bool
}

/// A case being changed in a transaction: its row, its key and the end of its chain.
struct OpenCase {
    var entry: CaseFile
    let key: CaseKey?
    let storedKey: String?
    var lastHash: String?

    static func load(number: Case.Number, in connection: any Connection, keys: KeyRing) throws -> OpenCase? {
        let rows = try connection.execute(
            """
            SELECT c.id, c.number, c.state, c.sealed, c.case_key, e.hash
            FROM cases c JOIN case_events e ON e.case_id = c.id AND e.seq = c.version
            WHERE c.number = \(number)
            """
        )
        return try rows.first.map { row in
            let stored = row.optionalText("case_key")
            let key = try stored.map(keys.caseKey)
            return OpenCase(
                entry: try CaseFile(row, key: key),
                key: key,
                storedKey: stored,
                lastHash: try row.text("hash")
            )
        }
    }
}

extension CaseFile {
    /// From a row with the columns id, number, state, sealed and case_key.
    init(_ row: Row, keys: KeyRing) throws {
        try self.init(row, key: row.optionalText("case_key").map(keys.caseKey))
    }

    init(_ row: Row, key: CaseKey?) throws {
        let state = try CompactJSON.read(CaseState.self, from: try row.text("state"))
        var personal = Personal()
        if let sealed = row.optionalText("sealed"), let key {
            personal = try CompactJSON.read(Personal.self, from: Array(try key.open(sealed)))
        }
        self.init(
            id: try row.integer("id"),
            file: Case(number: try row.text("number"), state: state, personal: personal),
            isForgotten: key == nil
        )
    }
}
