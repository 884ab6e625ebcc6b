import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Casework
@testable import Web

@Suite("templates")
struct TemplateTests {
    static let folder = House.root.appending(path: "Resources/templates")
    /// Closes an attribute, if it gets out: a quotation mark that is one character with its accent, and a script.
    static let hostile = "引号\"\u{301} onfocus=alert(1) x=\"<script>alert('坏')</script>&\u{26}lt;"

    @Test("no template writes anything unescaped, or carries a script or a style of its own")
    func nothingUnescaped() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path) {
            let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name)")
            #expect(!text.contains(" style=") && !text.contains("<style"), "\(name)")
            #expect(!text.contains(" onclick=") && !text.contains("<script>"), "\(name)")
        }
    }

    @Test("whatever people write stays text, on every page; and every key of a template is answered")
    func hostileWords() async throws {
        let house = try await House()
        let story = try await Tour(house, words: Self.hostile).walk()
        for (path, page) in story {
            #expect(!page.body.unicodeScalars.containsRaw, "\(path)")
            #expect(!page.body.contains("<script>alert"), "\(path)")
        }
        #expect(story.filter { $0.page.body.contains("&lt;script&gt;alert") }.count > 10)

        var walk = try TemplateWalk(folder: Self.folder)
        for (template, value) in house.rendered.all + (try await rarities()) { walk.walk(template, value) }
        #expect(walk.unanswered.sorted() == [])
        let missed = walk.sections.subtracting(walk.walked).sorted()
        #expect(missed == [], "these sections have never been seen with something in them")
    }
}

/// What a day at the hotline does not bring: more cases than a list holds, a calendar that has run out.
private func rarities() async throws -> [(template: String, value: any Sendable)] {
    let house = try await House()
    let agent = try await house.browser("agent01", [.agent])
    let file = try await house.file(try await agent.record())
    let wording = Wording(rules: house.hotline.rules, now: morning)
    let table = QueueTable(
        rows: house.pages.library.rows([QueueRow(file, for: agent.person, wording)]),
        empty: "",
        note: "只列出最急的 200 件。",
        next: ""
    )
    _ = house.pages.plain(
        ProblemPage(title: "不能保存", message: "不能保存", fields: ["还有一项"], reference: "5f1"),
        status: .unprocessableContent
    )
    for rows in [[], [AdminRow(cells: ["2019-04-03"], mark: "失败", isDim: true)]] {
        let page = AdminBackupsPage(frame: AdminFrame(tabs: []), rows: rows, problem: "磁盘已满", free: "3 MB")
        _ = house.pages.plain(page, status: .ok)
    }
    // Each with a form elsewhere, as only some are on pages so far.
    let kinds: [FormField.Kind] = [
        .number, .phone, .instant, .day(earliest: "2019-04-03"), .several([]), .photos([]),
    ]
    let asked = kinds.enumerated().map { place, kind in
        FormField(
            id: "f\(place)",
            name: "f",
            label: "填",
            kind: kind,
            form: "elsewhere",
            placeholder: "如 1"
        )
    }
    _ = house.pages.plain(
        AdminPersonalPage(
            frame: AdminFrame(
                tabs: [PageTab(path: "/admin/personal", words: "个人信息", isHere: true)],
                notice: "已清除",
                problems: ["请补全"]
            ),
            rows: [AdminRow(cells: ["草稿", "30 天"])],
            waiting: 2,
            fields: asked
        ),
        status: .ok
    )
    let coming = AdminRow(cells: ["4 月 10 日", "时限", TemplateTests.hostile], link: "/admin/planned/1")
    for (end, canWithdraw) in [("", true), ("到时没有生效", false)] {
        let page = AdminPlanPage(
            frame: AdminFrame(tabs: [], coming: [coming]),
            heading: "时限",
            id: "1",
            day: "4 月 10 日 周三",
            made: "2019 年 4 月 3 日",
            note: TemplateTests.hostile,
            end: end,
            reasons: ["主题第 2 行：没有在用的单位负责"],
            isFailed: !canWithdraw,
            rows: [coming],
            more: "只列前 200 处",
            canWithdraw: canWithdraw
        )
        _ = house.pages.plain(page, status: .ok)
    }
    let versions = AdminVersionsPage(
        frame: AdminFrame(tabs: []),
        rows: [AdminRow(cells: ["2"], link: "/admin/versions/2", mark: "生效")],
        plans: [coming],
        ended: [AdminRow(cells: ["4 月 10 日"], link: "/admin/planned/1", isDim: true)]
    )
    _ = house.pages.plain(versions, status: .ok)
    let ended = LoginPage(account: "", problem: "", notice: "您的账号在另一处登录。")
    _ = house.pages.plain(ended, status: .ok)
    let admin = try await house.browser("sysadmin1", [.systemAdmin])
    #expect(house.hotline.clock.advance(to: morning + 30 * 366 * 86_400))
    let later = try await house.browser("sysadmin1", [.systemAdmin])
    #expect(try await later.get("/inbox").shows("节假日表只到"))
    #expect(admin.person == later.person)
    var missed = file
    missed.state.attempts = [CallbackAttempt(at: morning, outcome: "no_answer", callAgainAt: nil)]
    let callers = Array(repeating: CaseFile(id: 1, file: missed, isForgotten: false), count: 60)
    let judged = [CaseFile(id: 2, file: file, isForgotten: false)]
    for roles in [[Role.agent], [.shiftLeader]] {
        let person = try await house.browser("one-\(roles[0])", roles).person
        let list = CallbackList(
            CallbackQueue(
                WaitingCallers(toCall: roles == [.agent] ? callers : [], judged: judged),
                judgedCount: 30,
                for: person,
                at: morning,
                under: house.hotline.rules
            ),
            chosen: "",
            for: person,
            CallbackWords(wording: wording),
            open: [:],
            in: house.pages.library
        )
        let text = house.pages.library.text(list, template: "CallbackList")
        #expect(text.contains("还有 29 件"), "one of thirty is listed")
    }
    let placed = CaseSheet.Photo(id: "a", label: "到场", when: "拍于 09:00", place: "离案件地点 20 米")
    let crowded = ApprovalPage(mine: [], count: 0, others: [], tabs: [], more: 3)
    return house.rendered.all + [("QueueTable", table), ("PhotoFigure", placed), ("ApprovalList", crowded)]
}

extension String.UnicodeScalarView {
    /// Whether a bare quotation mark stands before the accent.
    fileprivate var containsRaw: Bool {
        var isAfterMark = false
        for scalar in self {
            if isAfterMark, scalar == "\u{301}" { return true }
            isAfterMark = scalar == "\""
        }
        return false
    }
}
