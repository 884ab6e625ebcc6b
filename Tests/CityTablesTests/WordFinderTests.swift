import Casework
import Testing

@testable import CityTables

@Suite("finding words of the city")
struct WordFinderTests {
    private let finder: WordFinder

    init() throws { finder = WordFinder(try City.read(weifang, version: 1)) }

    private func names(_ typed: String, _ kind: WordFinder.Kind) -> [String] {
        finder.find(typed, among: kind, limit: 5).map(\.value)
    }

    @Test(
        "a topic is found by characters, pinyin, initials, the beginnings of syllables, or its code",
        arguments: ["雨水井", "yushuijing", "ysj", "yushj", "雨sj", "ps04", "PS04"]
    )
    func topic(typed: String) throws {
        #expect(names(typed, .topic).contains("雨水井箅丢失"))
    }

    @Test("characters with two readings are found by either", arguments: ["changsong", "zhangsong", "cs"])
    func readings(typed: String) { #expect(names(typed, .road).contains("长松路")) }

    @Test("ü is typed as v or as u", arguments: ["yuanlin", "lvhua", "luhua"])
    func umlaut(typed: String) {
        #expect(!finder.find(typed, among: .unit, limit: 5).isEmpty || !names(typed, .topic).isEmpty)
    }

    @Test("a road's other name is what stands in the field, as people say it")
    func alias() { #expect(names("sldj", .road).first == "胜利东街") }

    @Test("a second piece says where it lies, and the field takes the whole way")
    func pieces() {
        #expect(names("dy kw", .area) == ["奎文区 大虞街道"])
        #expect(names("dy hanting", .area).isEmpty)
    }

    @Test("what begins with it comes first, then the shorter name")
    func order() { #expect(names("sl", .road).first == "胜利街") }

    @Test("the letters that were meant are told, for showing them")
    func range() throws {
        let found = try #require(finder.find("sj", among: .topic, limit: 9).first { $0.code == "PS04" })
        #expect(found.range == 1..<3)
        #expect(found.initials == ["Y", "S", "J", "B", "D", "S"])
    }

    @Test(
        "nothing is found for nothing, and for what is nowhere",
        arguments: ["", "  ", "zzzz", "\u{301}", "<"]
    )
    func none(typed: String) {
        for kind in WordFinder.Kind.allCases { #expect(names(typed, kind).isEmpty) }
    }
}
