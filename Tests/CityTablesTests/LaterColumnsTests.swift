import Casework
import Testing

@testable import CityTables

@Suite("columns that came later")
struct LaterColumnsTests {
    @Test("a city without them is right, and says nothing there")
    func missing() throws {
        let rules = try City.read(smallCity(), version: 1).rulebook
        #expect(rules.units["U1"]?.phone == "")
        #expect(rules.topics["W1"]?.questions == [])
    }

    @Test("a unit's telephone and a topic's questions are read")
    func read() throws {
        let rules = try City.read(weifang, version: 1).rulebook
        #expect(rules.units["U070"]?.phone == "0536-0000700")
        #expect(rules.topics["PS04"]?.questions.count == 3)
    }

    @Test("what is no telephone number is said where it stands")
    func wrong() throws {
        var files = smallCity()
        files.texts["units.csv"] = """
            code,name,type,area,external,active,duty,phone
            U1,供水公司,water,,0,1,值班室,打我手机
            U2,东区供水站,water,370001,0,1,,
            X1,交警支队,police,,1,1,,

            """
        do throws(CityErrors) {
            _ = try City.read(files, version: 1)
            Issue.record("the city was read")
        } catch {
            #expect("\(error)".contains("units.csv:2:"))
            #expect("\(error)".contains("“打我手机” is no telephone number"))
        }
    }
}
