import Casework
import Foundation
import Logging
import Synchronization
import Testing

@testable import Storage

/// What only a database with several servers has.
@Suite(.enabled(if: TestDatabase.server != nil)) struct SharedBooksTests {
    @Test("two servers that open new books at once both find them ready")
    func migratingAtOnce() async throws {
        let database = try #require(try TestDatabase.fresh())
        let folder = FileManager.default.temporaryDirectory.appending(path: "huiyin-" + Secret.token())
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover folder harms nobody
        try await withThrowingTaskGroup { group in
            for _ in 0..<6 {
                group.addTask { try Books(folder: folder, database: database, exclusively: true) }
            }
            for try await books in group {
                let steps = try await books.read {
                    try $0.execute("SELECT number FROM schema_migrations").count
                }
                #expect(steps == Migration.all.count)
            }
        }
    }

    @Test("what one server writes rings the other's bells")
    func bells() async throws {
        let test = try TestBooks()
        let other = try Books(folder: test.folder, database: test.database, exclusively: true)
        let journal = Journal(other, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        // It begins where the journal stands, so something must stand there for us to see that it has begun.
        try await test.recordLamp()
        let work = Task { try await journal.run() }
        defer { work.cancel() }
        while journal.position == 0 { await Task.yield() }
        let begin = journal.position
        let bell = journal.hangBell()
        let number = try await test.recordLamp().entry.file.number
        for await _ in bell.rings {
            if let (topics, _) = journal.changes(after: begin), topics.contains("case/" + number) { break }
        }
        bell.takeDown()
    }

    @Test("books that were just filled are planned for: the server knows how many cases they hold")
    func survey() async throws {
        let test = try TestBooks()
        for _ in 0..<3 { try await test.recordLamp() }
        let file = test.folder.appending(path: "copy.sqlite")
        try await test.books.backUp(to: file)
        let other = try TestBooks()
        try await other.books.restore(from: file)
        let known = try await other.books.read {
            try $0.execute("SELECT reltuples AS known FROM pg_class WHERE oid = CAST('cases' AS regclass)")
                .first?
                .optionalReal("known")
        }
        #expect(known == 3)
    }

    @Test("numbers stay without holes and journals without gaps while two servers write at once")
    func twoWriters() async throws {
        let test = try TestBooks()
        let other = try Books(folder: test.folder, database: test.database, exclusively: true)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let scribe = Scribe(other, journal: Journal(other, logger: logger), logger: logger)
        let work = Task { try await scribe.run() }
        let beside = CaseRegister(books: other, scribe: scribe, keys: test.keys)
        let numbers = try await withThrowingTaskGroup { group in
            for index in 0..<60 {
                group.addTask {
                    let (content, personal) = lamp()
                    return try await (index.isMultiple(of: 2) ? test.cases : beside).record(
                        content,
                        urgency: .normal,
                        personal: personal,
                        giving: [CaseCommand(.quickDispatch)],
                        by: agent,
                        at: morning,
                        under: rules
                    ).entry.file.number
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        scribe.finish()
        try await work.value
        #expect(numbers.count == 60)
        #expect(numbers.map { $0.suffix(5) }.max() == "00060")
        let (last, count) = try await test.books.read { connection in
            let row = try connection.execute("SELECT MAX(position) AS last, COUNT(*) AS n FROM journal").first
            return (try row?.integer("last"), try row?.integer("n"))
        }
        #expect(last == count)
        #expect(try await test.verification().run().findings.isEmpty)
    }

    @Test("a lease is held by one server at a time, and taken over when it ends")
    func leases() async throws {
        let test = try TestBooks()
        let (mine, yours) = (Lease("sweep", for: 10, in: test.books), Lease("sweep", for: 10, in: test.books))
        #expect(try await mine.take(at: morning))
        #expect(try await !yours.take(at: morning))
        #expect(try await mine.take(at: morning + 9))
        #expect(try await !yours.take(at: morning + 18))
        #expect(try await yours.take(at: morning + 20))
        try await yours.giveBack()
        #expect(try await mine.take(at: morning + 20))
    }

    @Test("a line that is cut is opened anew, and what was under way is done once")
    func cutLine() async throws {
        let test = try TestBooks()
        let hand = try PostgresConnection(url: try #require(test.database))
        for _ in 0..<5 {
            try await test.recordLamp()
            // Of these books only: others' tests write on the same server.
            let cut = try hand.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE pid <> pg_backend_pid() AND application_name = current_setting('application_name')
                """
            )
            #expect(!cut.isEmpty)
        }
        #expect(try await test.books.read { try $0.execute("SELECT id FROM cases").count } == 5)
        #expect(try await test.verification().run().findings.isEmpty)
    }

    @Test("a line that is cut while a body is at work is opened anew, and the body is run again")
    func cutWithin() async throws {
        let test = try TestBooks()
        let runs = Mutex(0)
        try await test.scribe.write { batch in
            let isFirst = runs.withLock { runs in
                runs += 1
                return runs == 1
            }
            if isFirst { try batch.execute("SELECT pg_terminate_backend(pg_backend_pid())") }
            try batch.execute("INSERT INTO leases (name, holder, until) VALUES ('cut', 'h', 1)")
        }
        #expect(runs.withLock { $0 } == 2)
        #expect(try await test.books.read { try $0.execute("SELECT name FROM leases").count } == 1)
    }

    @Test(
        "a server that ends the session while it commits is asked whether it did, and one that warns otherwise is not trusted",
        arguments: ["57P01", "01000"]
    )
    func warnedAtCommit(state: String) async throws {
        let test = try TestBooks()
        let runs = Mutex(0)
        let work = Task {
            try await test.scribe.write { batch in
                runs.withLock { $0 += 1 }
                for statement in Self.warningAtCommit(state) { try batch.execute(SQL(statement, [])) }
                try batch.execute("INSERT INTO leases (name, holder, until) VALUES ('warned', 'h', 1)")
            }
        }
        if state == "57P01" {
            try await work.value
        } else {
            await #expect(throws: StorageError.self) { try await work.value }
        }
        #expect(runs.withLock { $0 } == 1)
        #expect(try await test.books.read { try $0.execute("SELECT name FROM leases").count } == 1)
    }

    /// Has the server warn when what is written to `leases` is committed.
    private static func warningAtCommit(_ state: String) -> [String] {
        [
            """
            CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE WARNING 'going down' USING ERRCODE = '\(state)'; RETURN NULL; END $$
            """,
            """
            CREATE CONSTRAINT TRIGGER warns AFTER INSERT ON leases DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION warn()
            """,
        ]
    }

    @Test("a statement that takes longer than it may says that the books are busy")
    func tooLong() async throws {
        let test = try TestBooks()
        let refusal = await #expect(throws: StorageError.self) {
            try await test.scribe.write { batch in
                try batch.execute("SELECT set_config('statement_timeout', '10', true)")
                try batch.execute("SELECT pg_sleep(60)")
            }
        }
        #expect(refusal?.code == "busy")
    }

    @Test("what is refused among statements that were sent together undoes its own body, and no other")
    func refusedAmongSent() async throws {
        let test = try TestBooks()
        // Prepared once, so that it is sent without waiting.
        @Sendable func add(_ id: Int, _ batch: Batch) throws {
            try batch.send("INSERT INTO leases (name, holder, until) VALUES (\(String(id)), 'h', 1)")
        }
        try await test.scribe.write { try add(0, $0) }
        let wrong = Task {
            try await test.scribe.write { batch in
                for id in [1, 0, 2] { try add(id, batch) }
            }
        }
        let right = Task { try await test.scribe.write { try add(3, $0) } }
        let refusal = await #expect(throws: StorageError.self) { try await wrong.value }
        try await right.value
        #expect(refusal?.code == "already_exists")
        let kept = try await test.books.read {
            try $0.execute("SELECT name FROM leases ORDER BY name").map { try $0.text("name") }
        }
        #expect(kept == ["0", "3"])
    }

    @Test("more statements than are sent together are all carried out, in their order")
    func manySent() async throws {
        let test = try TestBooks()
        try await test.scribe.write { batch in
            for number in 0..<200 {
                try batch.send(
                    """
                    INSERT INTO counters (name, value) VALUES ('sent', \(number))
                    ON CONFLICT (name) DO UPDATE SET value = counters.value + 1
                    """
                )
            }
            #expect(try batch.connection.counter("sent") == 199)
        }
        #expect(try await test.books.read { try $0.counter("sent") } == 199)
    }

    @Test("a text with U+0000 is refused, not cut")
    func zero() async throws {
        let test = try TestBooks()
        await #expect(throws: StorageError.self) {
            try await test.books.read { try $0.execute("SELECT \("a\u{0}b") AS words") }
        }
    }

    @Test("a read that nobody waits for any more is stopped on the server")
    func cancelling() async throws {
        let test = try TestBooks()
        // Left alone it would end by the time limit of statements, which says so.
        let read = Task { try await test.books.read { try $0.execute("SELECT pg_sleep(3600)").count } }
        let hand = try PostgresConnection(url: try #require(TestDatabase.server))
        while try hand.execute(
            "SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3600)%' AND pid <> pg_backend_pid() AND wait_event = 'PgSleep'"
        ).isEmpty {
            await Task.yield()
        }
        read.cancel()
        await #expect {
            try await read.value
        } throws: { error in
            !"\(error)".contains("statement timeout")
        }
    }
}
