import Casework
import CityTables
import Foundation
import Testing

@testable import Storage

@Suite("changes of the city that wait for their day")
struct CityPlanTests {
    private static let day = morning + 7 * 86_400

    private static func cities(_ test: TestBooks) async throws -> CityRegister {
        let cities = CityRegister(books: test.books, scribe: test.scribe)
        _ = try await cities.load(cityFiles(), note: "", by: nil, from: "", at: morning)
        return cities
    }

    private static func cityFiles() throws -> CityFiles {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Cities/weifang")
        return CityFiles(
            texts: try CityFiles.names.reduce(into: [:]) { texts, name in
                texts[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            }
        )
    }

    private static func changes(finish: String, of files: CityFiles? = nil) throws -> [RowChange] {
        let files = try files ?? cityFiles()
        let edited = try files.replacingCell(in: "topics.csv", row: "GS02", column: "finish", with: finish)
        return files.changes(to: edited)
    }

    private static func plan(_ cities: CityRegister, _ changes: [RowChange], from day: Timestamp = day)
        async throws -> CityPlan
    {
        try await cities.plan(
            changes,
            from: day,
            instead: 1,
            title: "时限",
            note: "新的服务承诺",
            by: .system,
            from: "",
            at: morning,
            rules.time
        )
    }

    @Test("one is kept as it was made, waits, and becomes a version once")
    func once() async throws {
        let test = try TestBooks()
        let cities = try await Self.cities(test)
        let plan = try await Self.plan(cities, try Self.changes(finish: "8 urgent_hour"))
        #expect(try await cities.plan(plan.id) == plan)
        #expect(try await cities.waitingPlans() == [plan])
        #expect(try await cities.nextPlannedInstant() == Self.day)
        #expect(try await cities.newest()?.version == 1)
        // Two servers see the moment at once.
        async let mine = cities.takeUp(plan, by: .system, at: Self.day)
        async let theirs = cities.takeUp(plan, by: .system, at: Self.day)
        let taken = try await [mine, theirs]
        #expect(taken.sorted { !$0 && $1 } == [false, true])
        let newest = try #require(try await cities.newest())
        #expect(newest.version == 2)
        #expect(newest.city.rulebook.topics["GS02"]?.finish == Limit(8, .urgentHour))
        #expect(try await cities.nextPlannedInstant() == nil)
        #expect(try await cities.endedPlans(5).map(\.version) == [2])
    }

    @Test("tables under which one would not fit any more are refused, by the page and by the command line")
    func inTheWay() async throws {
        let test = try TestBooks()
        let cities = try await Self.cities(test)
        _ = try await Self.plan(cities, try Self.changes(finish: "8 urgent_hour"))
        let other = try Self.cityFiles().replacingCell(
            in: "topics.csv",
            row: "GS02",
            column: "finish",
            with: "6 urgent_hour"
        )
        await #expect(throws: PlanInTheWay.self) {
            try await cities.load(other, note: "", by: nil, from: "", at: morning)
        }
        await #expect(throws: PlanInTheWay.self) {
            try await Self.plan(cities, try Self.changes(finish: "6 urgent_hour"), from: Self.day + 86_400)
        }
        #expect(try await cities.newest()?.version == 1)
        #expect(try await cities.waitingPlans().count == 1)
    }

    @Test("one that was withdrawn is not taken up")
    func withdrawn() async throws {
        let test = try TestBooks()
        let cities = try await Self.cities(test)
        let plan = try await Self.plan(cities, try Self.changes(finish: "8 urgent_hour"))
        #expect(
            try await cities.withdraw(plan, note: "暂缓", by: .system, from: "", at: morning + 60, rules.time)
        )
        #expect(try await cities.takeUp(plan, by: .system, at: Self.day) == false)
        #expect(
            try await cities.withdraw(plan, note: "再撤", by: .system, from: "", at: morning + 90, rules.time)
                == false
        )
        #expect(try await cities.plan(plan.id)?.remark == "暂缓")
        #expect(try await cities.newest()?.version == 1)
    }

    @Test("a row without a key is added and taken out as it stands")
    func keyless() throws {
        let files = try Self.cityFiles()
        let row = try #require(try files.rows(of: "responsibilities.csv").first)
        let without = try files.removingRow(from: "responsibilities.csv", where: row)
        #expect(try files.carryingOut(files.changes(to: without)) == without)
        #expect(throws: RowMoved.self) { try without.carryingOut(files.changes(to: without)) }
        let back = try without.carryingOut(without.changes(to: files))
        #expect(back.changes(to: files) == [])
        #expect(throws: RowMoved.self) { try files.carryingOut(without.changes(to: files)) }
    }
}
