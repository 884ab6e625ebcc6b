import CityTables
import Testing

@Suite("What people name")
struct NamesTests {
    @Test("is found by code, by exact name, and an area by the names in use")
    func found() throws {
        let names = try City.read(weifang, version: 1).names
        #expect(names.topic("PS04") == .one("PS04"))
        #expect(names.topic("雨水井箅丢失") == .one("PS04"))
        #expect(names.category("component:0104") == .one("component:0104"))
        #expect(names.category("雨水箅子") == .one("component:0104"))
        #expect(names.unit("奎文区供热公司") == .one("U031"))
        #expect(names.unit("U031") == .one("U031"))
        for word in ["高新区", "高新", "潍坊高新技术产业开发区", "370791"] {
            #expect(names.area(word) == .one("370791"))
        }
        for word in ["综合保税区", "经济区", "潍坊综合保税区（经济开发区）"] {
            #expect(names.area(word) == .one("370792"))
        }
        #expect(names.area("奎文") == .one("370705"))
        #expect(names.area("潍坊") == .one("370700"))
    }

    @Test("is not found by a part of a name", arguments: ["", "井箅", "component:", "区"])
    func unknown(_ word: String) throws {
        let names = try City.read(weifang, version: 1).names
        #expect(names.topic(word) == .none)
        #expect(names.category(word) == .none)
        #expect(names.unit(word) == .none)
        #expect(names.area(word) == .none)
    }

    @Test("is told with all its codes when a name fits several")
    func several() throws {
        let files = smallCity()
            .with("U2,东区供水站", as: "U2,供水公司", in: "units.csv")
            .with("西区,西,", as: "西区,河,", in: "areas.csv")
            .with("河街道,,", as: "河街道,河,", in: "areas.csv")
        let names = try City.read(files, version: 1).names
        #expect(
            names.unit("供水公司")
                == .several([.init(code: "U1", name: "供水公司"), .init(code: "U2", name: "供水公司")])
        )
        #expect(
            names.area("河")
                == .several([.init(code: "370001001", name: "河街道"), .init(code: "370002", name: "西区")])
        )
    }

    @Test("is a name before it is another's alias")
    func nameBeforeAlias() throws {
        let files = smallCity().with("河街道,,", as: "河街道,西区,", in: "areas.csv")
        #expect(try City.read(files, version: 1).names.area("西区") == .one("370002"))
    }
}
