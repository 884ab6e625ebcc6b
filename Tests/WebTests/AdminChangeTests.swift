import Casework
import CityTables
import HTTPTypes
import HummingbirdTesting
import Storage
import Testing

@testable import Web

/// Changes of the city, of roles and people: shown first, then made, then taken back.
struct AdminChangeTests {
    private static func admin(_ test: TestHotline, _ role: Role = .systemAdmin) async throws -> TestSession {
        try await test.addPerson("the-" + role.rawValue, [role])
        return try await test.session(of: "the-" + role.rawValue)
    }

    private static func fields(_ test: TestHotline, _ more: [String: String]) -> [String: String] {
        ["note": "按会议纪要办理", "version": String(test.hotline.rules.version)].merging(more) { $1 }
    }

    private static let limit = [
        "kind": "topic", "code": "GS02", "arrive": "1", "arrive_unit": "urgent_hour", "finish": "8",
        "finish_unit": "urgent_hour",
    ]

    @Test func aChangeIsShownBeforeItIsMade() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let fields = Self.fields(test, Self.limit)
            let shown = try await test.post("/admin/limits", fields, admin)
            #expect(shown.status == .ok)
            for words in ["<td>12 紧急工作时</td>", "<td>8 紧急工作时</td>", "还没有改动", "按派出时的时限办完"] {
                #expect(shown.text.contains(words), "\(words)")
            }
            #expect(test.hotline.rules.topics["GS02"]?.finish == Limit(12, .urgentHour))
            // What was looked at is what is done: another value is another change.
            let digest = try #require(shown.preview)
            let other = fields.merging(["finish": "4", "confirmed": digest]) { $1 }
            let again = try await test.post("/admin/limits", other, admin)
            #expect(again.text.contains("请重新核对"))
            #expect(test.hotline.rules.version == 1)
            let done = try await test.post(
                "/admin/limits",
                fields.merging(["confirmed": digest]) { $1 },
                admin
            )
            #expect(done.status == .seeOther)
            #expect(test.hotline.rules.topics["GS02"]?.finish == Limit(8, .urgentHour))
        }
    }

    @Test func aChangeIsInTheAuditWithTheDigestsOfBothStates() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let before = CityRegister.digest(of: test.hotline.cityFiles)
            _ = try await test.change("/admin/limits", Self.fields(test, Self.limit), admin)
            let after = CityRegister.digest(of: test.hotline.cityFiles)
            let found = try await test.hotline.audit.latest(.cityChanged, before: nil, limit: 1)
            let record = try #require(found.first?.record)
            #expect(record.before == "version 1 \(before)")
            #expect(record.after == "version 2 \(after) topics.csv")
            #expect(record.reason == "按会议纪要办理")
        }
    }

    @Test func aChangeIsTakenBackByOneMoreVersion() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let original = test.hotline.cityFiles
            _ = try await test.change("/admin/limits", Self.fields(test, Self.limit), admin)
            #expect(try await test.get("/admin/versions/2", admin).text.contains("<td>8 紧急工作时</td>"))
            let undone = try await test.change("/admin/versions/2/undo", Self.fields(test, [:]), admin)
            #expect(undone.status == .seeOther)
            #expect(test.hotline.rules.version == 3)
            #expect(test.hotline.cityFiles == original)
            // Once taken back there is nothing to take back any more.
            #expect(
                try await test.change("/admin/versions/2/undo", Self.fields(test, [:]), admin).status
                    == .unprocessableContent
            )
        }
    }

    @Test func whatHasBeenChangedAgainSinceIsNotTakenBackUnderneath() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            _ = try await test.change("/admin/limits", Self.fields(test, Self.limit), admin)
            let later = Self.limit.merging(["finish": "6"]) { $1 }
            _ = try await test.change("/admin/limits", Self.fields(test, later), admin)
            let undone = try await test.change("/admin/versions/2/undo", Self.fields(test, [:]), admin)
            #expect(undone.status == .unprocessableContent)
            #expect(test.hotline.rules.topics["GS02"]?.finish == Limit(6, .urgentHour))
            #expect(try await test.get("/admin/versions/2", admin).text.contains("此后又改过"))
        }
    }

    @Test func aWholeVersionIsRestoredWithoutTheRoles() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let security = try await Self.admin(test, .securityAdmin)
            _ = try await test.change("/admin/limits", Self.fields(test, Self.limit), admin)
            try await Self.grant("qa", ["case.see", "reports.see"], test, security)
            let back = try await test.change("/admin/versions/1/restore", Self.fields(test, [:]), admin)
            #expect(back.status == .seeOther)
            #expect(test.hotline.rules.topics["GS02"]?.finish == Limit(12, .urgentHour))
            #expect(test.hotline.rules.grants.permissions(of: .qa) == [.see, .seeReports])
            let roles = try await test.change("/admin/versions/1/restore", Self.fields(test, [:]), security)
            #expect(roles.status == .seeOther)
            #expect(test.hotline.rules.grants == .standard)
        }
    }

    @discardableResult
    private static func grant(
        _ role: String,
        _ permissions: [String],
        _ test: TestHotline,
        _ session: TestSession
    ) async throws -> TestAnswer {
        // A form that sends one name several times.
        func body(_ confirmed: String?) -> String {
            let version = test.hotline.rules.version
            let ticks = permissions.map { "&permission=" + $0 }.joined()
            let note = "%E6%8C%89%E8%A6%81%E6%B1%82%E5%8A%9E"
            return "_token=\(session.formToken)&role=\(role)&version=\(version)&note=\(note)" + ticks
                + (confirmed.map { "&confirmed=" + $0 } ?? "")
        }
        let shown = try await test.postRaw("/admin/roles", body(nil), session)
        guard let digest = shown.preview else { return shown }
        return try await test.postRaw("/admin/roles", body(digest), session)
    }

    @Test func aRoleIsGivenAPermissionAndItHoldsAtTheNextClick() async throws {
        try await TestHotline.run { test in
            let security = try await Self.admin(test, .securityAdmin)
            try await test.addPerson("dispatcher9", [.dispatcher])
            let person = try await test.session(of: "dispatcher9")
            #expect(try await test.get("/callbacks", person).status == .notFound)
            let wanted = Role.dispatcher.permissions.map(\.rawValue) + ["case.callback"]
            #expect(try await Self.grant("dispatcher", wanted, test, security).status == .seeOther)
            #expect(try await test.get("/callbacks", person).status == .ok)
            let record = try await test.hotline.audit.latest(.cityChanged, before: nil, limit: 1).first
            #expect(record?.record.after?.hasSuffix("roles.csv") == true)
        }
    }

    @Test func nobodyBecomesAdministratorByTheTableOfRoles() async throws {
        try await TestHotline.run { test in
            let security = try await Self.admin(test, .securityAdmin)
            for (role, permissions) in [
                ("director", ["case.see", "audit.see"]), ("agent", ["admin.people"]),
                ("securityAdmin", ["admin.roles"]), ("systemAdmin", []),
                ("auditAdmin", ["audit.see", "case.see"]),
                ("unitOperator", ["case.see", "case.close"]), ("dispatcher", ["case.handle"]),
            ] {
                let answer = try await Self.grant(role, permissions, test, security)
                #expect(answer.status == .unprocessableContent, "\(role) \(permissions)")
            }
            #expect(test.hotline.rules.version == 1)
        }
    }

    @Test func theSystemAdministratorChangesNoRole() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            #expect(try await Self.grant("qa", ["case.see"], test, admin).status == .notFound)
        }
    }

    @Test func aTopicIsAddedChangedAndTakenOut() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let topic = [
                "new_key": "GS99", "industry": "供水", "name": "水表铅封脱落", "kind": "repair", "urgency": "normal",
                "unit_type": "water", "category": "", "arrive": "", "arrive_unit": "work_hour", "finish": "3",
                "finish_unit": "work_day", "utterance": "铅封掉了", "ask": "",
            ]
            let added = try await test.change("/admin/tables/topics", Self.fields(test, topic), admin)
            #expect(added.status == .seeOther)
            #expect(test.hotline.rules.topics["GS99"]?.finish == Limit(3, .workDay))
            let changed = topic.merging(["new_key": "", "key": "GS99", "name": "水表铅封"]) { $1 }
            _ = try await test.change("/admin/tables/topics", Self.fields(test, changed), admin)
            #expect(test.hotline.rules.topics["GS99"]?.name == "水表铅封")
            let twice = try await test.change("/admin/tables/topics", Self.fields(test, topic), admin)
            #expect(twice.text.contains("“GS99”已经有了"))
            let gone = try await test.change(
                "/admin/tables/topics/remove",
                Self.fields(test, ["key": "GS99"]),
                admin
            )
            #expect(gone.status == .seeOther)
            #expect(test.hotline.rules.topics["GS99"] == nil)
        }
    }

    @Test func aUnitGetsAnotherTelephone() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let fields = [
                "key": "U010", "name": "市供水公司客户服务中心", "type": "water", "area": "", "external": "false",
                "active": "true", "duty": "夜班调度", "phone": "0536-0000199",
            ]
            let answer = try await test.change("/admin/tables/units", Self.fields(test, fields), admin)
            #expect(answer.status == .seeOther)
            #expect(test.hotline.rules.units["U010"]?.phone == "0536-0000199")
            #expect(test.hotline.rules.units["U010"]?.duty == "夜班调度")
        }
    }

    @Test func aUnitsNewNameIsOfferedAtOnceAndAsItIsWritten() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            try await test.addPerson("agent", [.agent])
            let agent = try await test.session(of: "agent")
            let before = try await test.get("/queue?unit=U010", agent).text
            #expect(before.contains("<option value=\"U010\" selected>市供水公司客户服务中心</option>"))
            let fields = [
                "key": "U010", "name": "供水{{title}}中心", "type": "water", "area": "", "external": "false",
                "active": "true", "duty": "夜班调度", "phone": "0536-0000199",
            ]
            _ = try await test.change("/admin/tables/units", Self.fields(test, fields), admin)
            let after = try await test.get("/queue?unit=U010", agent).text
            #expect(after.contains("<option value=\"U010\" selected>供水&#123;&#123;title}}中心</option>"))
            #expect(!after.contains("市供水公司客户服务中心"))
        }
    }

    @Test func aDayOffIsAddedAndTakenAwayAndTheNextYearIsKnown() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let day = try #require(LocalDay("2019-04-08"))
            #expect(test.hotline.rules.hall.working.isWorkday(day))
            let off = ["from": "2019-04-08", "to": "2019-04-09", "type": "holiday", "name": "城市节"]
            let answer = try await test.change("/admin/calendar/days", Self.fields(test, off), admin)
            #expect(answer.location == "/admin/calendar?month=2019-04&done=1")
            #expect(!test.hotline.rules.hall.working.isWorkday(day))
            #expect(!test.hotline.rules.hall.working.isWorkday(day + 1))
            let month = try await test.get("/admin/calendar?month=2019-04", admin).text
            #expect(month.matches(of: /城市节/).count == 2)
            let back = off.merging(["type": "ordinary"]) { $1 }
            _ = try await test.change("/admin/calendar/days", Self.fields(test, back), admin)
            #expect(test.hotline.rules.hall.working.isWorkday(day))
            for wrong in [["from": ""], ["from": "2019-04-09", "to": "2019-04-08"], ["to": "2019-12-31"]] {
                let refused = try await test.change(
                    "/admin/calendar/days",
                    Self.fields(test, off.merging(wrong) { $1 }),
                    admin
                )
                #expect(refused.status == .unprocessableContent, "\(wrong)")
            }
        }
    }

    /// A blocked gully that its unit has signed for.
    static func handledCase(_ test: TestHotline, topic: String = "PS05") async throws -> Case.Number {
        let agent = try await test.addPerson("agent01", [.agent])
        let unit = try await test.addPerson("u070op", [.unitOperator], unit: "U070")
        let place = Place(area: "370705001", road: "胜利东街")
        var content = CaseContent(source: "phone", kind: "repair", topic: topic, place: place)
        content.hasPhone = true
        var personal = Personal()
        personal.phone = "05360000009"
        personal.description = "雨水箅子堵了，一下雨就积水"
        let fields = Fields([.unit: .text("U070"), .reason: .text("测试用，指定单位办理")])
        let outcome = try await test.hotline.cases.record(
            content,
            urgency: .normal,
            personal: personal,
            giving: [CaseCommand(.quickDispatch, fields)],
            by: agent,
            at: test.hotline.clock.now,
            under: test.hotline.rules
        )
        let number = outcome.entry.file.number
        _ = try await test.hotline.give(.sign, [:], to: number, by: unit)
        return number
    }

    @Test func workingHoursBeginOnADayAndRunningClocksStay() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            // Two work days from now: its clock runs into Friday.
            let number = try await Self.handledCase(test)
            let due = try #require(try await test.hotline.cases.find(number)).file.state.clocks[.handle]?.due
            let hours = ["unit": "", "season_from": "2019-04-03", "hours": "08:30-12:00 13:30-17:00"]
            let fields = Self.fields(test, hours)
            let shown = try await test.post("/admin/calendar/periods", fields, admin)
            #expect(shown.text.contains("走着的计时保持原到期时刻"))
            #expect(shown.text.contains(number))
            #expect(try await test.change("/admin/calendar/periods", fields, admin).status == .seeOther)
            let file = try #require(try await test.hotline.cases.find(number)).file
            #expect(file.state.clocks[.handle]?.due == due)
            let day = try #require(LocalDay("2019-04-04"))
            #expect(test.hotline.rules.hall.working.periods(on: day).count == 2)
            #expect(test.hotline.rules.hall.working.periods(on: day).first?.start == 8 * 3600 + 1800)
            let wrong = Self.fields(test, hours.merging(["hours": "早上八点到十二点"]) { $1 })
            #expect(
                try await test.change("/admin/calendar/periods", wrong, admin).status == .unprocessableContent
            )
        }
    }

    @Test func somebodyIsTakenBackToWhatTheyWere() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let victim = try await test.addPerson("qa9", [.qa])
            let path = "/admin/people/\(victim.id)"
            let fields = [
                "name": "测试qa9", "roles": "evaluator", "team": "", "unit": "", "active": "true",
                "note": "调岗",
            ]
            let shown = try await test.post(path, fields, admin)
            #expect(shown.text.contains("<td>质检员</td><td>考核员</td>"))
            #expect(try await test.hotline.people.account("qa9")?.person.roles == [.qa])
            #expect(try await test.change(path, fields, admin).status == .seeOther)
            #expect(try await test.hotline.people.account("qa9")?.person.roles == [.evaluator])
            let back = try await test.change(path + "/restore", ["person_version": "0"], admin)
            #expect(back.status == .seeOther)
            #expect(try await test.hotline.people.account("qa9")?.person.roles == [.qa])
            #expect(try await test.hotline.people.versions(of: victim.id).count == 3)
        }
    }

    @Test func aTokenIsMadeOnThePageAndShownOnce() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            try await test.addPerson("agent01", [.agent])
            let fields = ["account": "agent01", "name": "网站对接", "days": "30"]
            let shown = try await test.post("/admin/tokens", fields, admin)
            #expect(shown.text.contains("受理员") && !shown.text.contains("class=\"token\""))
            let made = try await test.change("/admin/tokens", fields, admin).text
            let token = try #require(made.firstMatch(of: /class="token">([^<]+)</)?.1)
            let now = test.hotline.clock.now
            #expect(
                try await test.hotline.tokenCache.holder(of: String(token), at: now)?.person.account
                    == "agent01"
            )
            test.pass(30 * 86_400 + 3)
            let later = test.hotline.clock.now
            #expect(try await test.hotline.tokenCache.holder(of: String(token), at: later) == nil)
        }
    }

    @Test func theAuditIsTakenAlongAndThatIsARecord() async throws {
        try await TestHotline.run { test in
            let audit = try await Self.admin(test, .auditAdmin)
            try await test.hotline.audit.record(
                AuditRecord(
                    at: test.hotline.clock.now,
                    by: try await test.addPerson("agent01", [.agent]),
                    from: "10.0.0.9",
                    .revealed,
                    "=cmd|calc",
                    reason: "核对"
                )
            )
            let sheet = try await test.post(
                "/admin/audit/export",
                ["kind": "csv", "action": "revealed"],
                audit
            )
            #expect(sheet.text.hasPrefix("\u{feff}编号,"))
            #expect(sheet.text.contains("'=cmd|calc") && sheet.text.contains("演示数据"))
            #expect(!sheet.text.contains("登录"), "only what was looked for")
            let record = try await test.hotline.audit.latest(.exported, before: nil, limit: 1).first?.record
            #expect(record?.object == "audit.csv" && record?.after == "1 records")
            #expect(record?.reason == "action=revealed")
            let book = try await test.post("/admin/audit/export", ["kind": "xlsx"], audit)
            #expect(book.text.hasPrefix("PK"))
            let nobody = try await test.get("/admin/audit?person=niemand", audit)
            #expect(nobody.status == .unprocessableContent && nobody.text.contains("没有账号“niemand”"))
        }
    }

    @Test func hostileWordsStayTextOnThePreviewAndInTheHistory() async throws {
        try await TestHotline.run { test in
            let admin = try await Self.admin(test)
            let hostile = "\"\u{301}><script>alert(1)</script>"
            let victim = try await test.addPerson("qa9", [.qa])
            let path = "/admin/people/\(victim.id)"
            let fields = [
                "name": hostile, "roles": "qa", "team": "", "unit": "", "active": "true", "note": hostile,
            ]
            let shown = try await test.post(path, fields, admin).text
            _ = try await test.change(path, fields, admin)
            let note = Self.fields(test, Self.limit).merging(["note": hostile]) { $1 }
            _ = try await test.change("/admin/limits", note, admin)
            var pages = [shown]
            for page in [path, "/admin/people", "/admin/versions", "/admin/versions/2", "/admin/sessions"] {
                pages.append(try await test.get(page, admin).text)
            }
            for page in pages {
                #expect(!page.contains("<script>alert"))
                #expect(!page.unicodeScalars.contains("\u{301}") || page.contains("&quot;\u{301}"))
            }
        }
    }
}

/// What must not vanish, and who must not change it.
struct AdminRefusalTests {
    private static func fields(_ test: TestHotline, _ more: [String: String]) -> [String: String] {
        ["note": "按会议纪要办理", "version": String(test.hotline.rules.version)].merging(more) { $1 }
    }

    @Test func aCodeThatACaseGoesByIsNotTakenOutNeitherByGoingBack() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            let admin = try await test.session(of: "admin")
            let topic = [
                "new_key": "PS99", "industry": "排水", "name": "雨水箅子异响", "kind": "repair", "urgency": "normal",
                "unit_type": "roads", "category": "", "finish": "2", "finish_unit": "work_day",
            ]
            _ = try await test.change("/admin/tables/topics", Self.fields(test, topic), admin)
            let number = try await AdminChangeTests.handledCase(test, topic: "PS99")
            #expect(!number.isEmpty)
            for (path, more) in [
                ("/admin/tables/topics/remove", ["key": "PS99"]), ("/admin/versions/2/undo", [:]),
                ("/admin/versions/1/restore", [:]),
            ] {
                let answer = try await test.change(path, Self.fields(test, more), admin)
                #expect(answer.status == .unprocessableContent, "\(path)")
                #expect(answer.text.contains("已有案件用到主题 PS99"), "\(path)")
            }
        }
    }

    @Test func aTeamWithPeopleStays() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            let admin = try await test.session(of: "admin")
            let added = try await test.change(
                "/admin/tables/teams",
                Self.fields(test, ["new_key": "第8班组"]),
                admin
            )
            #expect(added.status == .seeOther)
            _ = try await test.hotline.people.save(
                account: "agent88",
                name: "测试",
                roles: [.agent],
                team: "第8班组",
                unit: nil,
                by: nil,
                from: "",
                at: test.hotline.clock.now
            )
            let gone = try await test.change(
                "/admin/tables/teams/remove",
                Self.fields(test, ["key": "第8班组"]),
                admin
            )
            #expect(gone.text.contains("第8班组还有 1 人"))
        }
    }

    @Test func theLastAdministratorStaysInOffice() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            let guardian = try await test.addPerson("security", [.securityAdmin])
            let admin = try await test.session(of: "admin")
            let off = ["name": "测试", "roles": "securityAdmin", "team": "", "unit": "", "active": "false"]
            let answer = try await test.change("/admin/people/\(guardian.id)", off, admin)
            #expect(answer.text.contains("最后一个在用的安全管理员"))
            try await test.addPerson("security2", [.securityAdmin])
            #expect(try await test.change("/admin/people/\(guardian.id)", off, admin).status == .seeOther)
        }
    }

    @Test func twoAdministratorsWhoChangeAtOnceDoNotUndoEachOther() async throws {
        try await TestHotline.run { test in
            try await test.addPerson("admin", [.systemAdmin])
            let admin = try await test.session(of: "admin")
            let stale = Self.fields(test, ["key": "reopenDays", "value": "20"])
            let digest = try #require(try await test.post("/admin/settings", stale, admin).preview)
            _ = try await test.change(
                "/admin/settings",
                Self.fields(test, ["key": "redoMax", "value": "3"]),
                admin
            )
            let late = stale.merging(["confirmed": digest]) { $1 }
            #expect(try await test.post("/admin/settings", late, admin).text.contains("已被他人修改"))
            #expect(test.hotline.rules.policy.redoMax == 3 && test.hotline.rules.policy.reopenDays == 15)
            // Also below the page, where another server may have been faster.
            await #expect(throws: CityMoved.self) {
                _ = try await test.hotline.cities.load(
                    test.hotline.cityFiles,
                    note: "",
                    by: nil,
                    from: "",
                    at: test.hotline.clock.now,
                    instead: 1
                )
            }
        }
    }
}
