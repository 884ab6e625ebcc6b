import Foundation
import GRDB

/// Looks whether the pages of the embedded file can be what was written there.
///
/// Reading all pages of fifteen gigabytes would hold up a start by minutes, so above a size only the ends of every table
/// are read there: docs/decisions/examined-at-the-start.md says why. `huiyin verify` always reads all.
struct Examination {
    let pool: DatabasePool
    /// Nil where all pages are to be read whatever the size.
    let file: URL?

    /// So many are read in about a second.
    var mostBytes = 256 << 20

    func run() throws {
        guard let file else { return }
        let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? NSNumber
        let lines = (size?.intValue ?? 0) <= mostBytes ? try all() : try ends()
        guard lines.isEmpty else { throw BooksError.damaged(file: file.path, lines) }
    }

    /// What SQLite finds in all pages, with the names of the tables.
    func all() throws -> [String] {
        try reading { database in
            try told {
                let lines = try String.fetchAll(database, sql: "PRAGMA quick_check(20)")
                if lines == ["ok"] { return [] }
                let names = try Self.names(database)
                return lines.flatMap { $0.split(whereSeparator: \.isNewline) }
                    .filter { !$0.hasPrefix("***") }.map { Self.named(String($0), by: names) }
            }
        }
    }

    /// The first and the last row of every table: whoever writes next meets these.
    private func ends() throws -> [String] {
        try reading { database in
            try Self.names(database).values.sorted().flatMap { table in
                try told(table) {
                    let key = try Self.key(of: table, database)
                    for order in ["ASC", "DESC"] {
                        let columns = key.map { "\($0) \(order)" }.joined(separator: ", ")
                        _ = try GRDB.Row.fetchOne(
                            database,
                            sql: "SELECT * FROM \(table) ORDER BY \(columns) LIMIT 1"
                        )
                    }
                    return []
                }
            }
        }
    }

    /// In the order of what a table's rows are kept: its own row number, or, without one, its primary key.
    private static func key(of table: String, _ database: GRDB.Database) throws -> [String] {
        let hasNone = try Bool.fetchOne(
            database,
            sql: "SELECT wr FROM pragma_table_list WHERE name = ? AND schema = 'main'",
            arguments: [table]
        )
        guard hasNone == true else { return ["rowid"] }
        return try String.fetchAll(
            database,
            sql: "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk",
            arguments: [table]
        )
    }

    /// Even the end of a transaction may meet a page that is none.
    private func reading(_ look: (GRDB.Database) throws -> [String]) throws -> [String] {
        try told { try pool.read(look) }
    }

    /// An error that means damage is itself a line.
    private func told(_ place: String = "", _ look: () throws -> [String]) throws -> [String] {
        do { return try look() } catch let error as DatabaseError {
            guard StorageError(error).isDamage else { throw StorageError(error) }
            return [place.isEmpty ? "\(error.message ?? "")" : "\(place): \(error.message ?? "")"]
        }
    }

    /// Tables by the page at which their tree begins.
    private static func names(_ database: GRDB.Database) throws -> [Int: String] {
        let rows = try GRDB.Row.fetchAll(
            database,
            sql: "SELECT rootpage, name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        )
        return Dictionary(rows.map { ($0["rootpage"], $0["name"]) }) { first, _ in first }
    }

    /// `Tree 7 page 12: …` says more with the name of tree 7.
    private static func named(_ line: String, by names: [Int: String]) -> String {
        let words = line.split(separator: " ")
        guard let tree = words.firstIndex(where: { $0.lowercased() == "tree" }),
            let name = words.dropFirst(tree + 1).lazy.compactMap({ Int($0.prefix { $0.isNumber }) })
                .compactMap({ names[$0] }).first
        else { return line }
        return "table \(name): \(line)"
    }
}
