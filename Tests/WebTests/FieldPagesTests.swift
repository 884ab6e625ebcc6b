import Casework
import Foundation
import HTTPTypes
import NIOCore
import Storage
import Testing

@testable import Web

@Suite("pages of those who go out") struct FieldPagesTests {
    /// A case that its unit has in hand, and its people's browsers.
    private func signed(_ house: House) async throws -> (Case.Number, unit: Browser, agent: Browser) {
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record()
        let unit = try await house.browser("op", [.unitOperator], unit: try await house.unit(of: number))
        try await unit.give(.sign, to: number)
        return (number, unit, agent)
    }

    @Test("a form sent twice acts once, and leads on both times")
    func once() async throws {
        let house = try await House()
        let (number, unit, _) = try await signed(house)
        let form = [("note", "井箅子已补上，恢复通行"), ("once", "k1"), ("next", "/unit"), ("noPhotoReason", "天黑看不清")]
        for _ in 0..<2 {
            let answer = try await unit.post("/unit/cases/\(number)/events/submit_feedback", form)
            #expect(answer.status == .seeOther, "\(answer.body.suffix(800))")
            #expect(answer.location == "/unit")
        }
        #expect(try await house.hotline.cases.open(number)?.1.count { $0.name == .submitFeedback } == 1)
    }

    @Test("other words under the key of what was done are a new errand, and are not lost")
    func otherWords() async throws {
        let house = try await House()
        let (number, unit, _) = try await signed(house)
        try await unit.give(.arrive, to: number, [("note", "已到"), ("once", "k2")])
        let answer = try await unit.give(.arrive, to: number, [("note", "又到了一次"), ("once", "k2")])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.shows("又到了一次"))
    }

    @Test("a key is a person's own: another person's form under it acts for itself")
    func ofOne() async throws {
        let house = try await House()
        let (number, unit, agent) = try await signed(house)
        try await unit.give(.comment, to: number, [("words", "同样的话"), ("once", "k3")])
        try await agent.give(.comment, to: number, [("words", "同样的话"), ("once", "k3")])
        #expect(try await house.hotline.cases.open(number)?.1.count { $0.name == .comment } == 2)
    }

    @Test("a script hears in JSON where to go on, or why not, or that it must sign in")
    func json() async throws {
        let house = try await House()
        let (number, unit, _) = try await signed(house)
        func send(_ browser: Browser, _ note: String) async throws -> Got {
            let body =
                "_token=\(browser.session?.formToken ?? "")&note=\(note.percentEncoded)&noPhotoReason=x"
            return try await browser.send(
                .post,
                "/unit/cases/\(number)/events/submit_feedback",
                [.contentType: "application/x-www-form-urlencoded", .accept: "application/json"],
                ByteBuffer(string: body)
            )
        }
        #expect(try await send(house.guest, "谁都不是").status == .unauthorized)
        let refused = try await send(unit, "短")
        #expect(refused.status == .unprocessableContent)
        #expect(refused.shows("\"fields\":{\"note\":"))
        let done = try await send(unit, "井箅子已补上，恢复通行")
        #expect(done.status == .ok)
        #expect(done.body == "{\"next\":\"/unit\"}")
    }

    @Test("of many that are chosen one that cannot be signed keeps no other from it")
    func many() async throws {
        let house = try await House()
        let (number, unit, agent) = try await signed(house)
        let second = try await agent.record(["caller.phone": "05360000002"])
        let answer = try await unit.post(
            "/unit/sign",
            [("number", number), ("number", second), ("tab", "sign")]
        )
        #expect(answer.shows("已签收 1 件。…\(number.suffix(5))："))
        #expect(try await house.file(second).stage == .handling)
        let other = try await house.browser("other", [.unitOperator], unit: "U010")
        #expect(try await other.post("/unit/sign", [("number", number)]).shows("已签收 0 件"))
        #expect(try await agent.post("/unit/sign", [("number", number)]).status == .notFound)
    }

    @Test("the case of another unit is not found, and nobody else has the page")
    func others() async throws {
        let house = try await House()
        let (number, unit, agent) = try await signed(house)
        #expect(try await unit.get("/unit/cases/\(number)").shows("05360000001"))
        let other = try await house.browser("other", [.unitOperator], unit: "U010")
        for browser in [other, agent] {
            #expect(try await browser.get("/unit/cases/\(number)").status == .notFound)
        }
        #expect(try await unit.get("/checks/\(number)").status == .notFound)
    }

    @Test("a caller's own photograph hides where it was taken from whoever sees the caller masked")
    func hiddenPlace() {
        let facts = PhotoFacts(lon: 119.1, lat: 36.7)
        let own = CasePhoto(id: "a", event: .quickDispatch, at: morning, facts: facts)
        let unit = CasePhoto(id: "b", event: .arrive, at: morning, facts: facts)
        #expect(own.position(.masked) == nil)
        #expect(own.position(.clear)?.lat == 36.7)
        #expect(unit.position(.masked)?.lon == 119.1)
        #expect((own.side, unit.side) == (.before, .before))
        #expect(CasePhoto(id: "c", event: .submitFeedback, at: morning, facts: facts).side == .after)
        var before = facts
        before.side = .before
        #expect(CasePhoto(id: "d", event: .submitFeedback, at: morning, facts: before).label == "处置前")
    }

    @Test("distances are said as people say them")
    func distances() {
        func way(_ lon: Double, _ lat: Double) -> String {
            Distance(from: Spot(lon: 119.16, lat: 36.7), to: Spot(lon: lon, lat: lat)).words
        }
        #expect(way(119.16, 36.7) == "0 米")
        #expect(way(119.165, 36.705) == "710 米")
        #expect(way(119.30, 36.7) == "12.5 公里")
        #expect(way(121.47, 31.23) == "644 公里")
    }

    @Test("the next check is the nearest, then one in the same street")
    func nextCheck() {
        var here = Place(road: "胜利街")
        (here.lon, here.lat) = (119.16, 36.7)
        var near = Place(road: "四平路")
        (near.lon, near.lat) = (119.161, 36.7)
        let same = Place(road: "胜利街")
        let elsewhere = Place(road: "鸢飞路")
        let ways = [near, same, elsewhere].map { CheckTask.way(from: here, to: $0) }
        #expect(ways == ways.sorted() && Set(ways).count == 3)
    }

    @Test("hostile words stay text on these pages, and every key of their templates is answered")
    func hostile() async throws {
        let house = try await House()
        let words = "\"\u{301} onfocus=alert(1) x=\"<script>alert('坏')</script>路灯不亮"
        let agent = try await house.browser("agent01", [.agent])
        let number = try await agent.record([
            "description": words, "caller.name": words, "place.landmark": words,
        ])
        let unitID = try await house.unit(of: number)
        let unit = try await house.browser("mg", [.unitManager], unit: unitID)
        let supervisor = try await house.browser("field1", [.fieldSupervisor])
        var seen: [Got] = []
        for tab in UnitView.Tab.allCases { seen.append(try await unit.get("/unit?tab=\(tab.rawValue)")) }
        seen.append(try await unit.get("/unit/cases/\(number)"))
        try await unit.give(.sign, to: number)
        try await unit.give(.assignCrew, to: number, [("crew", words)])
        seen.append(try await unit.get("/unit/cases/\(number)"))
        seen.append(try await unit.get("/unit/cases/\(number)/sheet"))
        seen.append(try await unit.get("/unit/cases/\(number)/steps"))
        seen.append(
            try await unit.post("/unit/cases/\(number)/events/submit_feedback", [("note", "\"\u{301}<b>")])
        )
        try await unit.postWithPhoto(
            "/unit/cases/\(number)/events/submit_feedback",
            [("note", "办理情况：" + words)]
        )
        try await agent.give(.passToCheck, to: number, [("note", words)])
        seen.append(try await supervisor.get("/checks"))
        seen.append(try await supervisor.get("/checks/list?order=street&task=check"))
        seen.append(try await supervisor.get("/checks/\(number)"))
        seen.append(try await supervisor.post("/checks/\(number)", [("outcome", "fail"), ("words", words)]))
        seen.append(try await unit.get("/unit?tab=wait&due=any&order=street"))
        for page in seen {
            #expect(!page.body.contains("<script>alert") && !page.body.contains("\"\u{301} onfocus"))
            #expect([.ok, .unprocessableContent].contains(page.status))
        }
        var walk = try TemplateWalk(folder: TemplateTests.folder)
        for (template, value) in house.rendered.all where Self.own.contains(template) {
            walk.walk(template, value)
        }
        #expect(walk.unanswered.sorted() == [])
    }

    private static let own = [
        "UnitPage", "UnitWork", "UnitCasePage", "FieldSheet", "UnitCaseSteps", "CheckPage", "CheckList",
        "CheckCasePage",
    ]
}
