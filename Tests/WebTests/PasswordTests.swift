import Casework
import Storage
import Testing

@testable import Web

struct PasswordTests {
    private func change(
        _ test: TestHotline,
        to new: String,
        from current: String = TestHotline.password,
        _ session: TestSession
    )
        async throws -> String
    {
        let answer = try await test.post(
            "/password",
            ["current": current, "new": new, "again": new],
            session
        )
        return answer.status == .seeOther ? "changed" : answer.text
    }

    @Test func weakOnesAreRefused() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            let session = try await test.session(of: "agent01")
            for (password, words) in [
                ("Kurz-1", "至少 10 个字符"), ("nurkleinbuchstaben", "三类"), ("Agent01-geheim", "不能包含账号"),
                ("nur-klein-und-strich", "三类"),
            ] {
                #expect(try await change(test, to: password, session).contains(words), "\(password)")
            }
        }
    }

    @Test func theCurrentOneIsAskedFor() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            let session = try await test.session(of: "agent01")
            for _ in 0..<4 {
                #expect(
                    try await change(test, to: "Buche-77-Eiche", from: "wrong", session).contains("现在的密码不对")
                )
            }
            _ = try await change(test, to: "Buche-77-Eiche", from: "wrong", session)
            #expect(
                try await test.get("/password", session).status == .seeOther,
                "the fifth guess ends the session"
            )
        }
    }

    @Test func bothEntriesMustAgree() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            let fields = [
                "current": TestHotline.password, "new": "Buche-77-Eiche", "again": "Buche-77-Linde",
            ]
            let answer = try await test.post("/password", fields, try await test.session(of: "agent01"))
            #expect(answer.text.contains("不一样"))
        }
    }

    @Test func theLastFiveCannotComeBack() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent])
            let session = try await test.session(of: "agent01")
            let new = ["Buche-1-Eiche", "Buche-2-Eiche", "Buche-3-Eiche", "Buche-4-Eiche", "Buche-5-Eiche"]
            var current = TestHotline.password
            for password in new {
                test.pass(60)
                #expect(try await change(test, to: password, from: current, session) == "changed")
                current = password
            }
            for password in new {
                #expect(
                    try await change(test, to: password, from: current, session).contains("最近 5 次"),
                    "\(password)"
                )
            }
            #expect(try await change(test, to: TestHotline.password, from: current, session) == "changed")
        }
    }

    @Test func aChangeEndsTheOtherSessionsAndIsAudited() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("agent01", [.agent], isDemonstration: true)
            let here = try await test.session(of: "agent01")
            let elsewhere = try await test.session(of: "agent01")
            #expect(try await change(test, to: "Buche-77-Eiche", here) == "changed")
            #expect(try await test.get("/password", here).status == .ok)
            #expect(try await test.get("/password", elsewhere).status == .seeOther)
            let record = try #require(
                try await test.hotline.audit.latest(.passwordChanged, before: nil, limit: 1).first?.record
            )
            #expect(record.object == "agent01")
        }
    }

    @Test func anOldOneMustBeChangedFirst() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("leader1", [.shiftLeader])
            try await test.addPerson("leader2", [.shiftLeader], isDemonstration: true)
            test.pass(90 * 86_400)
            #expect(try await test.get("/approvals", try await test.session(of: "leader1")).status == .ok)
            test.pass(1)
            let session = try await test.session(of: "leader1")
            let answer = try await test.get("/approvals", session)
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/password")
            #expect(try await test.signIn("leader1").location == "/password")
            #expect(try await test.get("/approvals", try await test.session(of: "leader2")).status == .ok)
        }
    }

    @Test func aFirstPasswordIsShownOnceAndMustBeChanged() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            let admin = try await test.session(of: "admin")
            let fields = ["account": "agent77", "name": "新来的", "roles": "agent", "team": "", "unit": ""]
            let page = try await test.change("/admin/people", fields, admin).text
            let password = try #require(page.firstMatch(of: /<p class="fs-4 strong num">([^<]+)</)?.1)
            let id = try #require(try await test.hotline.people.account("agent77")).person.id
            #expect(!(try await test.get("/admin/people/\(id)", admin).text.contains(password)))
            let signedIn = try await test.signIn("agent77", String(password))
            #expect(signedIn.location == "/password")
            let again = try await test.post("/admin/people", fields, admin)
            #expect(again.status == .unprocessableContent)
            #expect(again.text.contains("已有账号"))
        }
    }
}
