import Casework
import CityTables
import Foundation
import Storage
import Testing

@testable import Web

/// Changes of the city that hold from a day to come.
struct AdminPlanTests {
    private static let limit = [
        "kind": "topic", "code": "GS02", "arrive": "1", "arrive_unit": "urgent_hour", "finish": "8",
        "finish_unit": "urgent_hour",
    ]

    private static func fields(_ test: TestHotline, from day: String, _ more: [String: String] = limit)
        -> [String: String]
    {
        [
            "note": "新的服务承诺", "version": String(test.hotline.rules.version), "holds_from": day,
        ].merging(more) { $1 }
    }

    private static func admin(_ test: TestHotline, _ role: Role = .systemAdmin) async throws -> TestSession {
        try await test.addPerson("the-" + role.rawValue, [role])
        return try await test.session(of: "the-" + role.rawValue)
    }

    private static func finish(_ test: TestHotline) -> Limit? { test.hotline.rules.topics["GS02"]?.finish }

    private static func move(_ test: TestHotline, to instant: String) async throws {
        let time = test.hotline.rules.time
        try await test.hotline.advance(to: try #require(time.instant(instant)))
    }

    @Test func aChangeForADayToComeWaitsAndIsSeenComing() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let fields = Self.fields(test, from: "2019-04-10")
            let shown = try await test.post("/admin/limits", fields, admin)
            for words in ["<td>12 紧急工作时</td>", "<td>8 紧急工作时</td>", "4 月 10 日 周三 零时", "那天起派出的按新的", "确认预定"] {
                #expect(shown.text.contains(words), "\(words)")
            }
            let done = try await test.change("/admin/limits", fields, admin)
            #expect(done.location == "/admin/limits?kind=topic&done=planned")
            #expect(Self.finish(test) == Limit(12, .urgentHour))
            #expect(test.hotline.rules.version == 1)
            for page in ["/admin/limits", "/admin/tables/topics", "/admin/versions"] {
                let text = try await test.get(page, admin).text
                #expect(text.contains("4 月 10 日 周三") && text.contains("/admin/planned/1"), "\(page)")
            }
            #expect(!(try await test.get("/admin/calendar", admin).text.contains("/admin/planned/1")))
        }
    }

    @Test func itIsTakenUpAtTheBeginningOfItsDay() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            _ = try await test.change("/admin/limits", Self.fields(test, from: "2019-04-10"), admin)
            try await Self.move(test, to: "2019-04-09T23:59:59+08:00")
            #expect(Self.finish(test) == Limit(12, .urgentHour))
            try await Self.move(test, to: "2019-04-10T00:00:00+08:00")
            #expect(Self.finish(test) == Limit(8, .urgentHour))
            #expect(test.hotline.rules.version == 2)
            let record = try await test.hotline.audit.latest(.cityChanged, before: nil, limit: 1).first?
                .record
            #expect(record?.reason == "新的服务承诺" && record?.after?.hasSuffix(" topics.csv") == true)
            let again = try await test.session(of: "the-systemAdmin")
            let versions = try await test.get("/admin/versions", again).text
            #expect(versions.contains("已生效，配置版本 2"))
            // Like any other version it is taken back.
            let fields = ["note": "承诺推迟执行", "version": "2"]
            #expect(try await test.change("/admin/versions/2/undo", fields, again).status == .seeOther)
            #expect(Self.finish(test) == Limit(12, .urgentHour))
        }
    }

    @Test func itIsWithdrawnBeforeItsDay() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            _ = try await test.change("/admin/limits", Self.fields(test, from: "2019-04-10"), admin)
            #expect(
                try await test.change("/admin/planned/1/withdraw", [:], admin).text.contains("请写明为什么撤回")
            )
            let shown = try await test.post("/admin/planned/1/withdraw", ["note": "暂缓执行"], admin)
            #expect(shown.text.contains("确认撤回") && !test.hotline.cityInForce.plans.isEmpty)
            let done = try await test.change("/admin/planned/1/withdraw", ["note": "暂缓执行"], admin)
            #expect(done.status == .seeOther && test.hotline.cityInForce.plans.isEmpty)
            try await Self.move(test, to: "2019-04-10T00:00:00+08:00")
            #expect(Self.finish(test) == Limit(12, .urgentHour))
            let later = try await test.session(of: "the-systemAdmin")
            #expect(try await test.get("/admin/planned/1", later).text.contains("撤回：暂缓执行"))
            let records = try await test.hotline.audit.latest(.cityPlanWithdrawn, before: nil, limit: 1)
            #expect(records.first?.record.reason == "暂缓执行")
        }
    }

    @Test("the audit names the day of a planned change as people write it")
    func auditedDay() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            _ = try await test.change("/admin/limits", Self.fields(test, from: "2019-04-10"), admin)
            _ = try await test.change("/admin/planned/1/withdraw", ["note": "暂缓执行"], admin)
            let planned = try await test.hotline.audit.latest(.cityPlanned, before: nil, limit: 1).first
            #expect(planned?.record.after == "from 2019-04-10 topics.csv")
            let withdrawn = try await test.hotline.audit.latest(.cityPlanWithdrawn, before: nil, limit: 1)
            #expect(withdrawn.first?.record.before == "from 2019-04-10")
        }
    }

    @Test(arguments: [("2019-04-02", "不能早于今天"), ("2019-04-31", "生效日期写成"), ("2029-04-03", "最远到三年")])
    func noOtherDayIsTaken(_ day: String, _ words: String) async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let answer = try await test.change("/admin/limits", Self.fields(test, from: day), admin)
            #expect(answer.status == .unprocessableContent && answer.text.contains(words))
        }
    }

    @Test func todayIsAtOnce() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let answer = try await test.change("/admin/limits", Self.fields(test, from: "2019-04-03"), admin)
            #expect(answer.status == .seeOther && Self.finish(test) == Limit(8, .urgentHour))
        }
    }

    @Test func whatWouldMakeItImpossibleIsRefusedAndNamesIt() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            _ = try await test.change("/admin/limits", Self.fields(test, from: "2019-04-10"), admin)
            let now = Self.fields(test, from: "", Self.limit.merging(["finish": "6"]) { $1 })
            let refused = try await test.change("/admin/limits", now, admin)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("与预定的改动“主题 GS02 的时限”（自 4 月 10 日 起）冲突"))
            #expect(test.hotline.rules.version == 1)
            // Another topic is free, and the plan still comes.
            let other = Self.fields(test, from: "", Self.limit.merging(["code": "GS01"]) { $1 })
            #expect(try await test.change("/admin/limits", other, admin).status == .seeOther)
            try await Self.move(test, to: "2019-04-10T00:00:00+08:00")
            #expect(Self.finish(test) == Limit(8, .urgentHour))
            #expect(test.hotline.rules.topics["GS01"]?.finish == Limit(8, .urgentHour))
        }
    }

    @Test func aLaterOneIsMadeFromWhatTheEarlierOneLeavesAndHoldsItFast() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            _ = try await test.change("/admin/limits", Self.fields(test, from: "2019-04-10"), admin)
            let later = Self.fields(test, from: "2019-04-20", Self.limit.merging(["finish": "6"]) { $1 })
            let shown = try await test.post("/admin/limits", later, admin)
            #expect(shown.text.contains("<td>8 紧急工作时</td>") && shown.text.contains("<td>6 紧急工作时</td>"))
            _ = try await test.change("/admin/limits", later, admin)
            let refused = try await test.change("/admin/planned/1/withdraw", ["note": "暂缓执行"], admin)
            #expect(refused.text.contains("自 4 月 20 日 起") && refused.status == .unprocessableContent)
            try await Self.move(test, to: "2019-04-21T00:00:00+08:00")
            #expect(Self.finish(test) == Limit(6, .urgentHour) && test.hotline.rules.version == 3)
        }
    }

    @Test func oneThatAnotherRestsOnIsNotWithdrawnBeforeThatOne() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let rule = ["unit": "U020", "unit_type": "water", "note": "检修期间由燃气代管", "version": "1"]
            let off = ["unit": "U010", "active": "0", "note": "供水公司系统检修", "version": "1"]
            let (first, second) = (["holds_from": "2019-04-10"], ["holds_from": "2019-04-11"])
            for (path, fields) in [
                ("/admin/responsibilities", rule.merging(first) { $1 }),
                ("/admin/units", off.merging(second) { $1 }),
            ] {
                #expect(try await test.change(path, fields, admin).status == .seeOther)
            }
            let withdrawal = ["note": "燃气公司不接"]
            let refused = try await test.change("/admin/planned/1/withdraw", withdrawal, admin)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("自 4 月 11 日 起") && refused.text.contains("没有在用的单位负责"))
            for plan in [2, 1] {
                let done = try await test.change("/admin/planned/\(plan)/withdraw", withdrawal, admin)
                #expect(done.status == .seeOther)
            }
        }
    }

    @Test func whatPeopleBelongToByThenStaysAndThePlanSaysWhy() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let team = "临时班"
            _ = try await test.change(
                "/admin/tables/teams",
                Self.fields(test, from: "", ["new_key": team]),
                admin
            )
            let fields = Self.fields(test, from: "2019-04-10", ["key": team])
            let done = try await test.change("/admin/tables/teams/remove", fields, admin)
            #expect(done.location == "/admin/tables/teams?done=planned")
            _ = try await test.hotline.people.save(
                account: "newcomer",
                name: "测试",
                roles: [.agent],
                team: team,
                unit: nil,
                by: nil,
                from: "",
                at: test.hotline.clock.now
            )
            try await Self.move(test, to: "2019-04-10T00:00:00+08:00")
            #expect(test.hotline.rules.version == 2 && test.hotline.cityInForce.plans.isEmpty)
            let later = try await test.session(of: "the-systemAdmin")
            #expect(try await test.get("/admin/planned/1", later).text.contains("到时没有生效：\(team)还有 1 人"))
        }
    }

    @Test func theCalendarAndTheRulesWaitToo() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let day = ["from": "2019-04-15", "type": "holiday", "name": "城市节"]
            let planned = Self.fields(test, from: "2019-04-10", day)
            #expect(
                try await test.post("/admin/calendar/days", planned, admin).text
                    .contains("那天起开始、续走、延期的按新日历")
            )
            _ = try await test.change("/admin/calendar/days", planned, admin)
            let rule = Self.fields(test, from: "2019-04-10", ["unit": "U070", "unit_type": "lamps"])
            _ = try await test.change("/admin/responsibilities", rule, admin)
            let holiday = try #require(LocalDay("2019-04-15"))
            #expect(test.hotline.rules.hall.working.isWorkday(holiday))
            try await Self.move(test, to: "2019-04-10T00:00:00+08:00")
            #expect(!test.hotline.rules.hall.working.isWorkday(holiday))
            let rules = try test.hotline.cityFiles.rows(of: "responsibilities.csv")
            #expect(rules.last?["unit"] == "U070" && rules.last?["unit_type"] == "lamps")
            #expect(test.hotline.rules.version == 3)
        }
    }

    @Test func whoMayNotChangeATableMayNotWithdrawItsPlans() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let security = try await Self.admin(test, .securityAdmin)
            _ = try await test.change("/admin/limits", Self.fields(test, from: "2019-04-10"), admin)
            let refused = try await test.change("/admin/planned/1/withdraw", ["note": "暂缓执行"], security)
            #expect(refused.text.contains("由系统管理员修改") && !test.hotline.cityInForce.plans.isEmpty)
        }
    }
}
