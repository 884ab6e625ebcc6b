import Casework
import Foundation
import Testing

@testable import Storage

@Suite struct BooksTests {
    @Test("the writer waits for the disk: PRAGMA synchronous reads 2")
    func synchronous() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "huiyin-" + Secret.token())
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover folder harms nobody
        let books = try Books(folder: folder, exclusively: true)
        let database = try #require(books.database as? SQLiteDatabase)
        #expect(try await database.synchronousOfWriter() == 2)
    }

    @Test("a second server on the same folder is refused, and says what to do")
    func oneServer() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "huiyin-" + Secret.token())
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover folder harms nobody
        let first = try Books(folder: folder, exclusively: true)
        let error = #expect(throws: BooksError.self) { try Books(folder: folder, exclusively: true) }
        try first.close()
        #expect(error?.description.contains("--data") == true)
    }

    @Test("opening the books again changes nothing in them")
    func reopening() async throws {
        let test = try TestBooks()
        try await test.recordLamp()
        let again = try Books(folder: test.folder, database: test.database, exclusively: false)
        let numbers = try await again.read {
            try $0.execute("SELECT number FROM schema_migrations").map { try $0.integer("number") }
        }
        #expect(numbers == Migration.all.map { Int64($0.number) })
        #expect(try await again.read { try $0.execute("SELECT id FROM cases").count } == 1)
    }

    @Test("a backup taken while others write can be read and verified")
    func backup() async throws {
        let test = try TestBooks()
        try await test.recordLamp()
        let copy = FileManager.default.temporaryDirectory.appending(path: "huiyin-" + Secret.token())
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: copy) }  // a leftover folder harms nobody
        async let writing: Outcome = test.recordLamp()
        try await test.books.backUp(to: copy.appending(path: "huiyin.sqlite"))
        _ = try await writing
        let restored = try Books(folder: copy, exclusively: true)
        let report = try await Verification(books: restored, keys: test.keys, time: rules.time).run()
        #expect(report.findings.isEmpty)
        #expect(report.cases >= 1)
    }

    @Test(
        "a backup fills empty books, and nothing is lost or changed; books with something in them are left alone"
    )
    func restoring() async throws {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        try await test.give(.sign, to: number, by: member(of: "U060"))
        let file = test.folder.appending(path: "copy.sqlite")
        try await test.books.backUp(to: file)
        let other = try TestBooks()
        try await other.books.restore(from: file)
        let report = try await Verification(books: other.books, keys: test.keys, time: rules.time).run()
        #expect(report.findings.isEmpty)
        #expect((report.cases, report.events) == (1, 2))
        await #expect(throws: BooksError.self) { try await other.books.restore(from: file) }
    }

    @Test("a value can never become SQL text")
    func values() async throws {
        let test = try TestBooks()
        let words = "'); DROP TABLE cases; --"
        let read = try await test.books.read {
            try $0.execute("SELECT \(words) AS words").first?.text("words")
        }
        #expect(read == words)
    }

    @Test("rows that are loaded in bulk hold what was given, whatever it is, the first time and the next")
    func bulk() async throws {
        let test = try TestBooks()
        let given: [[SQLValue]] = [
            [.integer(.min), .real(-0.1), .text("a\tb\n\\N\r路灯"), .bytes([0, 0xff, 0x5c])],
            [.integer(.max), .real(1e300), .text(""), .bytes([])],
            [.null, .null, .null, .null],
        ]
        let read = try await test.scribe.write { batch in
            try batch.execute("CREATE TABLE loaded (a BIGINT, b DOUBLE PRECISION, c TEXT, d BYTEA)")
            var rows = TableRows("loaded", ["a", "b", "c", "d"])
            for row in given { rows.append(row) }
            try batch.connection.load(rows)
            try batch.execute("DELETE FROM loaded")
            try batch.connection.load(rows)
            return try batch.execute("SELECT a, b, c, d FROM loaded ORDER BY a NULLS LAST").map(\.values)
        }
        #expect(read == given)
    }

    @Test(
        "rows that are sent together are all added, or changed where they were",
        arguments: [0, 1, 9, 73, 150]
    )
    func sentTogether(_ count: Int) async throws {
        let test = try TestBooks()
        let read = try await test.scribe.write { batch in
            try batch.execute("CREATE TABLE sums (name BIGINT PRIMARY KEY, value BIGINT NOT NULL)")
            var rows = TableRows("sums", ["name", "value"])
            for name in 0..<count { rows.append([name.sqlValue, (name * 2).sqlValue]) }
            for _ in 1...2 {
                try batch.connection.send(
                    rows,
                    onConflict: "(name) DO UPDATE SET value = sums.value + excluded.value"
                )
            }
            return try batch.execute("SELECT name, value FROM sums ORDER BY name").map(\.values)
        }
        #expect(read == (0..<count).map { [$0.sqlValue, ($0 * 4).sqlValue] })
    }

    @Test("values stand in their order, those of fragments among them")
    func order() {
        let inner: SQL = "b = \(2)"
        let sql: SQL = "a = \(1) AND \(inner) AND c IN (\(SQL.list(["x", "y"])))"
        #expect(sql.text == "a = ? AND b = ? AND c IN (?, ?)")
        #expect(sql.values == [.integer(1), .integer(2), .text("x"), .text("y")])
    }

    @Test("books of before lists knew whose word is waited for learn it when they are opened")
    func awaitedWords() async throws {
        let test = try TestBooks()
        let number = try await test.recordLamp().entry.file.number
        let unit = try #require(try await test.cases.find(number)?.file.state.unit)
        try await test.give(.sign, to: number, by: member(of: unit))
        for isFirst in [true, false] {
            let due = try #require(try await test.cases.find(number)?.file.state.clocks[.handle]?.due)
            try await test.give(
                .requestExtension,
                [.until: .instant(due + 3600), .reason: .text("须等配件运到才能更换")],
                to: number,
                by: member(of: unit)
            )
            if isFirst { try await test.give(.extendApproved, to: number, by: leader) }
        }
        try await test.scribe.write { batch in
            try batch.execute("UPDATE cases SET pending = 'extension'")
            try batch.execute("DELETE FROM schema_migrations WHERE number = 18")
        }
        let books = try Books(folder: test.folder, database: test.database, exclusively: false)
        let word = try await books.read { try $0.execute("SELECT pending FROM cases").first?.text("pending") }
        #expect(word == "second_extension")
    }

    @Test("books that a newer program has touched are left alone")
    func newerBooks() async throws {
        let test = try TestBooks()
        try await test.scribe.write {
            try $0.execute("INSERT INTO schema_migrations (number, name) VALUES (9999, 'later')")
        }
        let error = #expect(throws: BooksError.self) {
            try Books(folder: test.folder, database: test.database, exclusively: false)
        }
        #expect(error?.description.contains("newer program") == true)
    }
}
