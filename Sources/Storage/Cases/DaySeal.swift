import Casework
import Foundation

/// A row of `day_seals`.
struct DaySeal: Sendable {
    /// A case with its newest event, and enough of that one's hash to know it by.
    struct Head: Sendable, CustomStringConvertible {
        let number: Case.Number
        let sequence: Int
        /// In Base64, which has no colon.
        let mark: String

        private static let markLength = 9

        /// From a row with the columns number, seq and hash.
        init(_ row: Row) throws {
            number = try row.text("number")
            sequence = Int(try row.integer("seq"))
            mark = Self.mark(try row.bytes("hash"))
        }

        init(number: Case.Number, sequence: Int, hash: [UInt8]) {
            self.number = number
            self.sequence = sequence
            mark = Self.mark(hash)
        }

        init?(_ text: Substring) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 3, let sequence = Int(parts[1]) else { return nil }
            number = String(parts[0])
            self.sequence = sequence
            mark = String(parts[2])
        }

        private static func mark(_ hash: [UInt8]) -> String {
            Data(hash.prefix(markLength)).base64EncodedString()
        }

        var description: String { "\(number):\(sequence):\(mark)" }

        func fits(_ hash: [UInt8]) -> Bool { Self.mark(hash) == mark }
    }

    let number: Int64
    let day: LocalDay
    let at: Timestamp
    /// Of the journal: everything up to here is in this seal or an earlier one.
    let position: Int64
    let words: String
    let hash: String

    init(
        number: Int64,
        day: LocalDay,
        at: Timestamp,
        position: Int64,
        heads words: String,
        after previous: String?,
        keys: KeyRing
    ) {
        self.number = number
        self.day = day
        self.at = at
        self.position = position
        self.words = words
        hash = keys.seal(of: [
            previous ?? "", String(number), day.description, String(at.milliseconds), String(position), words,
        ])
    }

    private init(_ row: Row) throws {
        guard let day = LocalDay(try row.text("day")) else { throw StorageError.unreadable("a seal's day") }
        self.day = day
        number = try row.integer("number")
        at = Timestamp(milliseconds: try row.integer("at"))
        position = try row.integer("position")
        words = try row.text("heads")
        hash = try row.text("hash")
    }

    var heads: [Head?] { words.split(separator: " ").map { Head($0) } }

    /// As it would have been made by us.
    func remade(after previous: String?, keys: KeyRing) -> DaySeal {
        DaySeal(
            number: number,
            day: day,
            at: at,
            position: position,
            heads: words,
            after: previous,
            keys: keys
        )
    }

    static func newest(in connection: any Connection) throws -> DaySeal? {
        try connection.execute("SELECT * FROM day_seals ORDER BY number DESC LIMIT 1").first.map(DaySeal.init)
    }

    /// The first seal from `number` on.
    static func next(from number: Int64, in connection: any Connection) throws -> DaySeal? {
        try connection.execute("SELECT * FROM day_seals WHERE number >= \(number) ORDER BY number LIMIT 1")
            .first
            .map(DaySeal.init)
    }

    func insert(in batch: Batch) throws {
        try batch.execute(
            """
            INSERT INTO day_seals (number, day, at, position, heads, hash)
            VALUES (\(number), \(day.description), \(at), \(position), \(words), \(hash))
            """
        )
    }
}
