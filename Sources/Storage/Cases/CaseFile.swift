package import Casework
private import Foundation

/// A case with its place in the books.
package struct CaseFile: Sendable, Equatable {
    /// Rises with time.
    package let id: Int64
    package internal(set) var file: Case
    /// Whether its people have been forgotten.
    package let isForgotten: Bool

    package init(id: Int64, file: Case, isForgotten: Bool) {
        self.id = id
        self.file = file
        self.isForgotten = isForgotten
    }
}

/// A case being changed in a transaction: its row, its key and the end of its chain.
struct OpenCase {
    var entry: CaseFile
    let key: CaseKey?
    let storedKey: [UInt8]?
    var lastHash: [UInt8]?

    static func load(number: Case.Number, in connection: any Connection, keys: KeyRing) throws -> OpenCase? {
        let rows = try connection.execute(
            """
            SELECT \(CaseFile.columns), e.hash
            FROM cases c JOIN case_events e ON e.case_id = c.id AND e.seq = c.version
            WHERE c.number = \(number)
            """
        )
        return try rows.first.map { row in
            let stored = row.optionalBytes("case_key")
            let key = stored.map(keys.caseKey)
            return OpenCase(
                entry: try CaseFile(row, key: key),
                key: key,
                storedKey: stored,
                lastHash: try row.bytes("hash")
            )
        }
    }
}

extension CaseFile {
    /// What a case is read from, for a `SELECT` in which the cases are `c`.
    static let columns: SQL = "\(publicColumns), \(sealed)"

    /// All but its personal words.
    static let publicColumns: SQL = "c.id, c.number, c.state, c.case_key"

    /// The personal words stand in the row only where they are no longer those of the first event.
    static let sealed: SQL = """
        COALESCE(c.sealed, (SELECT f.private FROM case_events f WHERE f.case_id = c.id AND f.seq = 1)) AS sealed
        """

    init(_ row: Row, key: CaseKey?) throws {
        try self.init(unopened: row, CaseState(stored: row.bytes("state")))
        try open(row, with: key)
    }

    init(_ row: Row, keys: KeyRing) throws {
        try self.init(row, key: row.optionalBytes("case_key").map(keys.caseKey))
    }

    /// The public part only.
    init(unopened row: Row, _ state: CaseState) throws {
        self.init(
            id: try row.integer("id"),
            file: Case(number: try row.text("number"), state: state, personal: Personal()),
            isForgotten: row.optionalBytes("case_key") == nil
        )
    }

    /// Reads the personal words of the row, if its people have not been forgotten.
    mutating func open(_ row: Row, with keys: KeyRing) throws {
        try open(row, with: row.optionalBytes("case_key").map(keys.caseKey))
    }

    mutating func open(_ row: Row, with key: CaseKey?) throws {
        guard let sealed = row.optionalBytes("sealed"), let key else { return }
        file.personal.words = try Packed.words(in: key.open(sealed))
    }
}
