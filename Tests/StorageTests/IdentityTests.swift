import Casework
import Testing

@testable import Storage

@Suite("Who somebody is, and what they were")
struct IdentityTests {
    private func person(_ test: TestBooks, _ account: String, _ roles: [Role], by changer: Person? = nil)
        async throws -> Account
    {
        let people = PeopleRegister(books: test.books, scribe: test.scribe)
        _ = try await people.save(
            account: account,
            name: "测试" + account,
            roles: roles,
            team: nil,
            unit: nil,
            by: changer,
            from: "10.0.0.1",
            at: morning
        )
        return try #require(try await people.account(account))
    }

    @Test("a code is right once, and a recovery code once too")
    func codes() async throws {
        let test = try TestBooks()
        let admin = try await person(test, "admin1", [.systemAdmin]).person
        let factors = SecondFactors(books: test.books, scribe: test.scribe, keys: test.keys)
        #expect(try await factors.use("123456", of: admin, from: "", at: morning) == .wrong)
        let factor = TOTP.drawn()
        let step = TOTP.step(at: morning)
        let recovery = try await factors.enrol(admin, factor, usedStep: step, from: "", at: morning)
        #expect(Set(recovery).count == 10)
        // The code that set it up is used up.
        #expect(try await factors.use(factor.code(step: step), of: admin, from: "", at: morning) == .wrong)
        let next = factor.code(step: step + 1)
        #expect(try await factors.use(next, of: admin, from: "", at: morning + 30) == .code)
        #expect(try await factors.use(next, of: admin, from: "", at: morning + 30) == .wrong)
        let typed = " " + recovery[3].uppercased().replacing("-", with: " ")
        #expect(try await factors.use(typed, of: admin, from: "", at: morning + 30) == .recovery(left: 9))
        #expect(try await factors.use(recovery[3], of: admin, from: "", at: morning + 30) == .wrong)
        let other = try await person(test, "audit1", [.auditAdmin]).person
        #expect(try await factors.use(recovery[4], of: other, from: "", at: morning + 30) == .wrong)
        #expect(try await factors.codesLeft(of: admin.id) == 9)
    }

    @Test("neither the secret nor a recovery code stands in the books")
    func sealed() async throws {
        let test = try TestBooks()
        let admin = try await person(test, "admin1", [.systemAdmin]).person
        let factors = SecondFactors(books: test.books, scribe: test.scribe, keys: test.keys)
        let factor = TOTP.drawn()
        let codes = try await factors.enrol(admin, factor, usedStep: 0, from: "", at: morning)
        let stored = try await test.books.read { connection in
            try connection.execute("SELECT sealed AS words FROM second_factors").map { try $0.text("words") }
                + connection.execute("SELECT mark AS words FROM recovery_codes").map { try $0.text("words") }
        }
        #expect(stored.count == 11)
        let code = codes[0].replacing("-", with: "")
        #expect(!stored.contains { $0.contains(factor.base32) || $0.contains(code) })
        #expect(!stored.contains(Secret.digest(code)), "a mark without a key could be tried out")
    }

    @Test("two who come with one code at the same moment: one gets in")
    func race() async throws {
        let test = try TestBooks()
        let admin = try await person(test, "admin1", [.systemAdmin]).person
        let factors = SecondFactors(books: test.books, scribe: test.scribe, keys: test.keys)
        let factor = TOTP.drawn()
        _ = try await factors.enrol(admin, factor, usedStep: 0, from: "", at: morning)
        let code = factor.code(step: TOTP.step(at: morning))
        let answers = try await withThrowingTaskGroup(of: SecondFactors.Answer.self) { group in
            for _ in 0..<8 {
                group.addTask { try await factors.use(code, of: admin, from: "", at: morning) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { $0 == .code } == 1)
    }

    @Test("an old session's end is told, with its cause, for two days")
    func ends() async throws {
        let test = try TestBooks()
        let account = try await person(test, "agent01", [.agent])
        let sessions = SessionRegister(books: test.books, scribe: test.scribe)
        let first = try await sessions.begin(account, from: "10.0.0.1", at: morning)
        #expect(try await sessions.end(ofCookie: first) == nil)
        _ = try await sessions.begin(account, from: "10.0.0.2", at: morning + 60)
        let end = try #require(try await sessions.end(ofCookie: first))
        #expect(end == SessionEnd(why: .elsewhere, at: morning + 60, address: "10.0.0.2"))
        let later = morning + 3 * 86_400
        try await Housekeeping(scribe: test.scribe).tidy(at: later, realNow: later)
        #expect(try await sessions.end(ofCookie: first) == nil)
    }

    @Test(
        "what somebody was is kept version by version, beginning with what they were before the first change"
    )
    func versions() async throws {
        let test = try TestBooks()
        let people = PeopleRegister(books: test.books, scribe: test.scribe)
        let id = try await person(test, "qa1", [.qa]).person.id
        #expect(try await people.versions(of: id).isEmpty)
        let admin = try await person(test, "admin1", [.systemAdmin]).person
        _ = try await person(test, "qa1", [.qa, .evaluator], by: admin)
        _ = try await person(test, "qa1", [.evaluator], by: admin)
        let versions = try await people.versions(of: id)
        #expect(versions.map(\.version) == [2, 1, 0])
        #expect(versions.map(\.roles) == [[.evaluator], [.qa, .evaluator], [.qa]])
        #expect(versions.map(\.by) == [admin.id, admin.id, -1])
    }

    @Test(
        "the last of each of the three administrators stays",
        arguments: Role.allCases.filter(\.isAdministrator)
    )
    func last(_ role: Role) async throws {
        let test = try TestBooks()
        _ = try await person(test, "first", [role])
        await #expect(throws: PeopleError.self) { try await person(test, "first", [.qa]) }
        _ = try await person(test, "second", [role])
        #expect(try await person(test, "first", [.qa]).person.roles == [.qa])
        await #expect(throws: PeopleError.self) { try await person(test, "second", [.agent]) }
    }

    @Test("the audit is searched by person, action, object and days, newest first")
    func search() async throws {
        let test = try TestBooks()
        let audit = AuditLog(books: test.books, scribe: test.scribe)
        for (index, action) in [AuditRecord.Action.signIn, .exported, .signIn, .revealed].enumerated() {
            try await audit.record(
                AuditRecord(
                    at: morning + index * 86_400,
                    by: index < 2 ? agent : leader,
                    from: "",
                    action,
                    index == 1 ? "Queue.csv" : "queue.\(index)",
                    result: index == 2 ? "refused" : "ok"
                )
            )
        }
        func found(_ change: (inout AuditFilter) -> Void) async throws -> [Int64] {
            var filter = AuditFilter()
            change(&filter)
            return try await audit.search(filter, limit: 10).map(\.id)
        }
        #expect(try await found { _ in } == [4, 3, 2, 1])
        #expect(try await found { $0.person = agent.id } == [2, 1])
        #expect(try await found { $0.action = .signIn } == [3, 1])
        #expect(try await found { $0.objects = ["queue."] } == [4, 3, 1], "small and large letters differ")
        #expect(try await found { $0.objects = ["ueue"] } == [], "only how it begins")
        #expect(try await found { $0.objects = ["ueue", "Queue"] } == [2], "any of these beginnings")
        #expect(
            try await found {
                $0.from = morning + 86_400
                $0.until = morning + 3 * 86_400
            } == [3, 2]
        )
        #expect(try await found { $0.isRefused = true } == [3])
        #expect(try await audit.search(AuditFilter(), before: 3, limit: 1).map(\.id) == [2])
    }
}
