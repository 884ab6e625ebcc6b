import Casework
import CityTables
import Testing

@Suite("Small changes to a city's tables")
struct EditTests {
    @Test("one limit is changed, and not a byte beside it")
    func limit() throws {
        let edited = try weifang.replacingCell(
            in: "standards.csv",
            row: "component:0104/1",
            column: "finish",
            with: "3 urgent_hour"
        )
        let changed = zip(lines(weifang, "standards.csv"), lines(edited, "standards.csv")).filter { $0 != $1 }
        #expect(changed.count == 1)
        #expect(
            edited.texts.filter { $0.key != "standards.csv" }
                == weifang.texts.filter { $0.key != "standards.csv" }
        )
        let city = try City.read(edited, version: 2)
        #expect(city.rulebook.standards["component:0104/1"]?.finish == Limit(3, .urgentHour))
    }

    @Test("a setting is changed")
    func setting() throws {
        let edited = try smallCity().replacingCell(
            in: "settings.csv",
            row: "reopenDays",
            column: "value",
            with: "30"
        )
        #expect(try City.read(edited, version: 2).rulebook.policy.reopenDays == 30)
    }

    @Test("a unit is put out of work, and the check refuses if nobody is left for its matters")
    func unit() throws {
        let one = try smallCity().replacingCell(in: "units.csv", row: "U2", column: "active", with: "0")
        #expect(try City.read(one, version: 2).rulebook.units["U2"]?.isActive == false)
        let both = try one.replacingCell(in: "units.csv", row: "U1", column: "active", with: "0")
        #expect(throws: CityErrors.self) { try City.read(both, version: 3) }
    }

    @Test("a cell that needs quotes gets them, and one that had them loses none of its neighbours")
    func quotes() throws {
        let files = smallCity(["unit_types.csv": "code,name\r\nwater,\"供\"\"水\"\r\npolice,交警"])
        let edited = try files.replacingCell(
            in: "unit_types.csv",
            row: "water",
            column: "name",
            with: "水,\"气\""
        )
        #expect(edited.texts["unit_types.csv"] == "code,name\r\nwater,\"水,\"\"气\"\"\"\r\npolice,交警")
    }

    @Test("a row is put at the end, with the file's own ends of line")
    func append() throws {
        let files = smallCity(["unit_types.csv": "code,name\r\nwater,供水\r\npolice,交警"])
        let edited = try files.appendingRow(to: "unit_types.csv", ["name": "煤,气", "code": "gas"])
        #expect(
            edited.texts["unit_types.csv"] == "code,name\r\nwater,供水\r\npolice,交警\r\ngas,\"煤,气\"\r\n"
        )
    }

    @Test("a responsibility is added and taken away again, and nothing is left of it")
    func responsibility() throws {
        let row = ["unit": "U2", "road": "胜利街", "unit_type": "water"]
        let added = try smallCity().appendingRow(to: "responsibilities.csv", row)
        #expect(try City.read(added, version: 2).rulebook.responsibilities.rules.count == 4)
        let whole = row.merging(["area": "", "side": "", "topic": "", "category": "", "note": ""]) { $1 }
        #expect(try added.removingRow(from: "responsibilities.csv", where: whole) == smallCity())
    }

    @Test("the rows of a table are listed as cells by header")
    func rows() throws {
        #expect(
            try smallCity().rows(of: "unit_types.csv")
                == [["code": "water", "name": "供水"], ["code": "police", "name": "交警"]]
        )
    }

    @Test("what cannot be done is refused by name")
    func refusals() {
        let files = smallCity(["teams.csv": "name\n\"一班"])
        refuses(.noSuchFile("secrets.csv")) { () throws(CityEditRefusal) in try files.rows(of: "secrets.csv")
        }
        refuses(.unreadable("teams.csv")) { () throws(CityEditRefusal) in try files.rows(of: "teams.csv") }
        refuses(.noSuchRow) { () throws(CityEditRefusal) in
            try files.replacingCell(in: "units.csv", row: "U9", column: "name", with: "")
        }
        refuses(.noSuchColumn("phone", file: "units.csv")) { () throws(CityEditRefusal) in
            try files.replacingCell(in: "units.csv", row: "U1", column: "phone", with: "")
        }
        refuses(.noSuchColumn("key", file: "responsibilities.csv")) { () throws(CityEditRefusal) in
            try files.replacingCell(in: "responsibilities.csv", row: "U1", column: "note", with: "")
        }
        refuses(.noSuchColumn("phone", file: "units.csv")) { () throws(CityEditRefusal) in
            try files.appendingRow(to: "units.csv", ["phone": ""])
        }
        refuses(.severalRows) { () throws(CityEditRefusal) in
            try files.removingRow(from: "responsibilities.csv", where: ["unit": "U2"])
        }
    }

    private func refuses<Answer>(
        _ refusal: CityEditRefusal,
        _ edit: () throws(CityEditRefusal) -> Answer,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: refusal, sourceLocation: sourceLocation) { _ = try edit() }
    }

    private func lines(_ files: CityFiles, _ file: String) -> [Substring] {
        (files.texts[file] ?? "").split(separator: "\n")
    }
}
