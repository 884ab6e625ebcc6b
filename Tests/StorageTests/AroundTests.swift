import Casework
import CityTables
import Foundation
import Testing

@testable import Storage

@Suite struct AroundTests {
    @Test("a draft belongs to its person, survives, and goes with the case it became")
    func drafts() async throws {
        let test = try TestBooks()
        let drafts = DraftRegister(books: test.books, scribe: test.scribe, keys: test.keys)
        let id = try await drafts.save(["description": "路灯"], id: nil, of: agent, at: morning)
        #expect(try await drafts.save(["description": "路灯不亮"], id: id, of: agent, at: morning) == id)
        #expect(try await drafts.list(of: agent).map(\.fields) == [["description": "路灯不亮"]])
        #expect(try await drafts.list(of: leader).isEmpty)
        let theirs = try await drafts.save(["description": "别人"], id: id, of: leader, at: morning)
        #expect(theirs != id, "nobody writes over somebody else's draft")
        let (content, personal) = lamp()
        _ = try await test.cases.record(
            content,
            urgency: .normal,
            personal: personal,
            giving: [CaseCommand(.submit)],
            by: agent,
            at: morning,
            under: rules,
            fromDraft: id
        )
        #expect(try await drafts.list(of: agent).isEmpty)
    }

    @Test("the unit is told of a dispatch, once seen it is read, and the wrong unit hears nothing")
    func inbox() async throws {
        let test = try TestBooks()
        let outbox = Outbox(books: test.books, scribe: test.scribe)
        let number = try await test.recordLamp().entry.file.number
        let unit = member(of: "U060")
        let messages = try await outbox.inbox(of: unit)
        #expect(messages.map(\.number) == [number])
        #expect(messages.map(\.kind) == ["notify:unit"])
        #expect(try await outbox.unread(of: unit) == 1)
        try await outbox.markRead(upTo: try #require(messages.first).id, by: unit, at: morning)
        #expect(try await outbox.unread(of: unit) == 0)
        #expect(try await outbox.inbox(of: member(of: "U031")).isEmpty)
    }

    @Test("a stream goes on from its position, and is told when that is too long ago")
    func journal() async throws {
        let test = try TestBooks()
        let work = Task { try await test.journal.run() }
        defer { work.cancel() }
        func announce() async throws { try await test.scribe.write { $0.announce("wall", at: morning) } }
        // What was announced before the reader began is no news to it: first let it begin.
        while test.journal.position == 0 { try await announce() }
        let before = test.journal.position
        while test.journal.position == before { try await announce() }
        let changes = try #require(test.journal.changes(after: before))
        #expect(changes.topics == ["wall"])
        #expect(test.journal.changes(after: changes.position)?.topics == [])
        #expect(test.journal.changes(after: -1) == nil)
    }

    @Test("the city's tables come in whole or not at all, and the same ones again change nothing")
    func city() async throws {
        let test = try TestBooks()
        let cities = CityRegister(books: test.books, scribe: test.scribe)
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Cities/weifang")
        var files = CityFiles(texts: [:])
        for name in CityFiles.names {
            files.texts[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        #expect(try await cities.load(files, note: "", by: nil, from: "", at: morning) == 1)
        #expect(try await cities.load(files, note: "", by: nil, from: "", at: morning) == 1)
        var broken = files
        broken.texts["units.csv"] = "code\nU001\n"
        await #expect(throws: CityErrors.self) {
            try await cities.load(broken, note: "", by: nil, from: "", at: morning)
        }
        #expect(try await cities.newest()?.version == 1)
    }

    @Test("lost keys are not drawn anew over books that need them")
    func keys() async throws {
        let test = try TestBooks()
        try await test.keys.belong(to: test.books)
        let file = test.folder.appending(path: "keys/master.key")
        try FileManager.default.removeItem(at: file)
        await #expect(throws: KeyError.self) { try await KeyRing(folder: test.folder).belong(to: test.books) }
        // Beside a file they are not even drawn.
        if test.database == nil { #expect(!FileManager.default.fileExists(atPath: file.path)) }
    }

    @Test(
        "a password follows the rules",
        arguments: [
            ("Short1-a", false), ("alllowercaseletters", false), ("Agent01-abcdef", false),
            ("Kfpe-fjks-8674", true),
            ("正确的密码Abc123", true),
        ]
    )
    func passwordRules(_ password: String, _ isGood: Bool) {
        #expect((Passwords.objection(to: password, account: "agent01") == nil) == isGood)
    }

    @Test("a password is known again by its hash, and no other is")
    func hashing() async throws {
        let passwords = Passwords(demonstration: true)
        let hash = try await passwords.hash("Kfpe-fjks-8674")
        #expect(try await passwords.verify("Kfpe-fjks-8674", against: hash))
        #expect(try await !passwords.verify("Kfpe-fjks-8675", against: hash))
        #expect(try await !passwords.verify("Kfpe-fjks-8674", against: nil))
        #expect(!hash.contains("Kfpe"))
    }

    @Test(
        "an account that does not exist costs as much work as one that does, and is never right",
        arguments: [nil, "", "x"]
    )
    func nobody(_ stored: String?) throws {
        let work = StoredPassword.Work(rounds: 32)
        let somebodys = StoredPassword(try StoredPassword("Kfpe-fjks-8674", by: work).text, orNobodysBy: work)
        let nobodys = StoredPassword(stored, orNobodysBy: work)
        #expect(nobodys.work == somebodys.work)
        #expect(try somebodys.fits("Kfpe-fjks-8674"))
        #expect(try !nobodys.fits("Kfpe-fjks-8674"))
        #expect(try !nobodys.fits(""))
    }

    @Test("the bell's positions are kept seven days and keys of requests one")
    func tidying() async throws {
        let test = try TestBooks()
        try await test.recordLamp(once: Idempotency(token: "t", key: "k", digest: "d"))
        let housekeeping = Housekeeping(scribe: test.scribe)
        func left(_ table: SQL) async throws -> Int {
            try await test.books.read { try $0.execute(table).count }
        }
        try await housekeeping.tidy(at: morning + 3600, realNow: morning)
        #expect(try await left("SELECT key FROM idempotency") == 1)
        try await housekeeping.tidy(at: morning + 2 * 86_400, realNow: morning)
        #expect(try await left("SELECT key FROM idempotency") == 0)
        #expect(try await left("SELECT position FROM journal") > 0)
        try await housekeeping.tidy(at: morning + 8 * 86_400, realNow: morning)
        #expect(try await left("SELECT position FROM journal") == 0)
    }
}
