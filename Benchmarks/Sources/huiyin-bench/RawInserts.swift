import CSQLite
import Foundation

/// The limit that the case write is held against: one row a transaction, one thread, no index, and nothing else to do.
struct RawInserts {
    let folder: URL
    /// As long as what the hotline writes for a case.
    let bytes: Int

    /// As in the hotline.
    private static let countsNoMemory = huiyin_sqlite_counts_no_memory() == SQLITE_OK

    /// Rows a second, each on disk before the next begins.
    func perSecond(for seconds: Double) throws -> Double {
        let file = folder.appending(path: "raw.sqlite")
        for suffix in ["", "-wal", "-shm"] {
            let path = file.path + suffix
            if FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
        }
        _ = Self.countsNoMemory
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        try check(sqlite3_open(file.path, &database), database)
        for words in [
            "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA wal_autocheckpoint = 20000",
            "CREATE TABLE rows (words TEXT)",
        ] {
            try check(sqlite3_exec(database, words, nil, nil, nil), database)
        }
        var insert: OpaquePointer?
        defer { sqlite3_finalize(insert) }
        // Outside a transaction each statement is one.
        try check(sqlite3_prepare_v2(database, "INSERT INTO rows VALUES (?)", -1, &insert, nil), database)
        let words = String(repeating: "x", count: bytes)
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        while clock.now - start < .seconds(seconds) {
            sqlite3_reset(insert)
            sqlite3_bind_text(
                insert,
                1,
                words,
                Int32(bytes),
                unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            )
            guard sqlite3_step(insert) == SQLITE_DONE else {
                throw Fault(String(cString: sqlite3_errmsg(database)))
            }
            count += 1
        }
        return Double(count) / ((clock.now - start) / .seconds(1))
    }

    private func check(_ code: Int32, _ database: OpaquePointer?) throws {
        if code != SQLITE_OK { throw Fault(String(cString: sqlite3_errmsg(database))) }
    }
}

/// How many bytes the hotline's books hold of a case, with everything that is written with it.
enum StoredBytes {
    static func perCase(in file: URL) throws -> Int {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        guard sqlite3_open_v2(file.path, &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK else {
            throw Fault(String(cString: sqlite3_errmsg(database)))
        }
        let cases = max(1, number("SELECT COUNT(*) FROM cases", database))
        let tables = ["cases", "case_events", "case_units", "clock_segments", "outbox"]
        let sum = tables.reduce(0) { sum, table in
            let columns = names("SELECT name FROM pragma_table_info('\(table)')", database)
            let lengths = columns.map { "COALESCE(LENGTH(CAST(\"\($0)\" AS BLOB)), 0)" }.joined(
                separator: " + "
            )
            return sum + number("SELECT SUM(\(lengths)) FROM \(table)", database)
        }
        return sum / cases
    }

    private static func number(_ words: String, _ database: OpaquePointer?) -> Int {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(database, words, -1, &statement, nil) == SQLITE_OK,
            sqlite3_step(statement) == SQLITE_ROW
        else { return 0 }
        return Int(sqlite3_column_int64(statement, 0))
    }

    private static func names(_ words: String, _ database: OpaquePointer?) -> [String] {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(database, words, -1, &statement, nil) == SQLITE_OK else { return [] }
        var found: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            if let text = sqlite3_column_text(statement, 0) { found.append(String(cString: text)) }
        }
        return found
    }
}
