import Casework
import Foundation
import Storage
import Testing

@testable import Web

@Suite("The audit's page")
struct AuditTests {
    private static let told: [(record: AuditRecord, object: String, change: String)] = [
        (record(.sawPersonal, "case 3707002019040300001"), "案件 3707002019040300001", ""),
        (record(.tokenRevoked, "token 7"), "令牌 7", ""),
        (record(.sessionRevoked, "person 12"), "人员 12", ""),
        (
            record(.cityChanged, "version 4", before: "version 3 ab12", after: "version 4 cd34 limits.csv"),
            "第 4 版", "第 3 版 ab12 → 第 4 版 cd34 limits.csv"
        ),
        (
            record(.cityPlanned, "plan 2", after: "from 2019-04-10 limits.csv"), "预定改动 2",
            "自 2019-04-10 起 limits.csv"
        ),
        (record(.exported, "queue.csv", after: "masked, 12 cases, chosen"), "案件列表.csv", "已脱敏，12 件，勾选的"),
        (record(.exported, "audit.xlsx", after: "80 records"), "审计.xlsx", "80 条"),
        (record(.exported, "figures/2019-04", after: "9 rows"), "指标 2019-04", "9 行"),
        (record(.exported, "cases.csv", after: "clear"), "cases.csv", "明文"),
        (record(.signIn, "queue.li"), "queue.li", ""),
        (record(.imported, "old, 1.csv: 30 cases, 2 rows rejected"), "old, 1.csv：30 件，2 行未收", ""),
        (
            record(.forgotten, "caller", after: "2 forgotten, 1 under way, 0 others"), "来电人",
            "清除 2 件，1 件在办，办结后清除，草稿、提醒、通知 0 条"
        ),
        (
            record(.forgotten, "cases", after: "5 ended before \(instant.milliseconds)"), "案件",
            "2019 年 4 月 3 日 周三 09:00:00 以前办结的 5 件"
        ),
        (
            record(.personChanged, "li", before: "agent  1", after: "unitOperator unitManager U010 0"), "li",
            "受理员 · 在用 → 处置单位经办、处置单位负责人 · 市供水公司客户服务中心 · 停用"
        ),
        (record(.secondFactorEnrolled, "li", after: "new recovery codes"), "li", "新的恢复码"),
        (record(.recoveryCodeUsed, "li", after: "6 left"), "li", "还剩 6 个"),
    ]

    private static let instant = Timestamp(milliseconds: 1_554_253_200_000)

    private static func record(
        _ action: AuditRecord.Action,
        _ object: String,
        before: String? = nil,
        after: String? = nil
    ) -> AuditRecord {
        AuditRecord(at: instant, by: nil, from: "", action, object, before: before, after: after)
    }

    @Test("tells in Chinese what the books say in English")
    func words() async throws {
        try await TestHotline.run { test in
            let words = AuditWords(wording: Wording(rules: test.hotline.rules, now: Self.instant), names: [:])
            for (record, object, change) in Self.told {
                let cells = words.cells(1, record)
                #expect(cells[6] == object)
                #expect(cells[7] == change)
            }
        }
    }

    @Test("is searched by an object as it stands there, and by a case's number alone")
    func search() async throws {
        try await TestHotline.run { test in
            _ = try await test.addPerson("audit", [.auditAdmin])
            for (record, _, _) in Self.told { try await test.hotline.audit.record(record) }
            let session = try await test.session(of: "audit")
            func found(_ typed: String) async throws -> Int {
                let asked = try #require(typed.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                return try await test.get("/admin/audit?object=\(asked)", session).text
                    .matches(of: /<td[^>]*>(案件 37070020190403|第 4 版|案件列表\.csv|queue\.li)/).count
            }
            #expect(try await found("3707002019040300001") == 1)
            #expect(try await found("案件 3707002019040300001") == 1)
            #expect(try await found("3707002019040300002") == 0)
            #expect(try await found("第 4 版") == 1)
            #expect(try await found("案件列表.csv") == 1)
            #expect(try await found("queue.li") == 1)
        }
    }
}
