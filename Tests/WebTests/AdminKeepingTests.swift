import Casework
import Storage
import Testing

@testable import Web

struct AdminKeepingTests {
    @Test("a failed copy of the books is on the administrator's pages until one has been good")
    func failedBackup() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("sys1", [.systemAdmin])
            let session = try await test.session(of: "sys1")
            let hotline = test.hotline
            let now = hotline.clock.now
            let day = hotline.rules.time.day(of: now)
            #expect(try await test.get("/admin/backups", session).text.contains("还没有自动备份"))
            let id = try #require(
                try await hotline.backups.begin(day, file: "/b/1.db", at: now, realNow: now)
            )
            try await hotline.backups.end(id, bytes: nil, problem: "no room <here>", at: now)
            try await hotline.pulse.look()
            let failed = try await test.get("/admin/backups", session).text
            #expect(failed.contains("no room &lt;here&gt;") && failed.contains("失败"))
            #expect(try await test.get("/admin/units", session).text.contains("自动备份失败"))
            #expect(MetricsPage(hotline: hotline).text.contains("huiyin_backup_failed 1\n"))
            // Half an hour must pass before it is tried again.
            #expect(
                try await hotline.backups.begin(day, file: "/b/1.db", at: now, realNow: now + 1799) == nil
            )
            let later = now + 1800
            let again = try #require(
                try await hotline.backups.begin(day, file: "/b/1.db", at: now, realNow: later)
            )
            try await hotline.backups.end(again, bytes: 3 << 20, problem: nil, at: later + 9)
            #expect(
                try await hotline.backups.begin(day, file: "/b/1.db", at: now, realNow: later + 9999) == nil
            )
            let good = try await test.get("/admin/backups", session).text
            #expect(good.contains("已校验") && good.contains("3 MB") && good.contains("9 秒"))
        }
    }

    @Test(
        "a caller is forgotten from the page of the security administrator, who must have made sure and say why"
    )
    func forgetting() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("sec1", [.securityAdmin])
            try await test.addPerson("sys1", [.systemAdmin])
            let session = try await test.session(of: "sec1")
            let right = ["phone": "139 6360 0042", "reason": "本人书面申请", "sure": "true"]
            for missing in right.keys {
                var fields = right
                fields[missing] = nil
                let answer = try await test.post("/admin/personal", fields, session)
                #expect(answer.status == .unprocessableContent, "\(missing)")
            }
            #expect(
                try await test.post("/admin/personal", right, try await test.session(of: "sys1")).status
                    == .notFound
            )
            let answer = try await test.post("/admin/personal", right, session)
            #expect(answer.location == "/admin/personal?cases=0&waiting=0&others=0")
            let told = try await test.get(answer.location ?? "", session).text
            #expect(told.contains("已按规定清除 0 件案件"))
            let audit = try await test.hotline.audit.latest(.forgotten, before: nil, limit: 9)
            #expect(audit.map(\.record.reason) == ["本人书面申请"])
        }
    }
}
