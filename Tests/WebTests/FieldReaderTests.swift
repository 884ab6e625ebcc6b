import Casework
import CityTables
import Foundation
import Testing

@testable import Web

@Suite("What somebody sends")
struct FieldReaderTests {
    @Test(
        "loses white space of every kind at either end, and nothing else",
        arguments: [
            ("路灯 不亮", "路灯 不亮"), ("\u{3000}路灯\u{3000}", "路灯"), ("路灯\n", "路灯"), ("\u{a0}a b\t", "a b"),
            ("𠮷\u{2003}", "𠮷"), ("一。", "一。"), ("鿿", "鿿"), (" \u{3000}", ""), ("é ", "é"), ("", ""),
        ]
    )
    func trimmed(_ given: String, _ kept: String) { #expect(given.trimmed == kept) }

    @Test("is refused by name where the event has no such field, and read where it has")
    func fields() throws {
        let texts = try CityFiles.names.reduce(into: [String: String]()) { texts, name in
            let file = TestHotline.home.appending(path: "Cities/weifang").appending(path: name)
            texts[name] = try String(contentsOf: file, encoding: .utf8)
        }
        let city = FieldReader(try City.read(CityFiles(texts: texts), version: 1))
        let content = CaseContent(source: "phone", kind: "help", topic: nil)
        let file = Case(number: "1", content: content, urgency: .normal, personal: Personal())
        func read(_ raw: [String: RawValue]) throws(CaseRefusal) -> Fields {
            try FieldReader.read(raw, for: .quickDispatch, on: file, city)
        }
        let fields = try read(["unit": .text("U010"), "reason": .text(" 就近 "), "colour": .null])
        #expect(fields.values == [.unit: .text("U010"), .reason: .text("就近")])
        let refusal = #expect(throws: CaseRefusal.self) {
            try read(["unit": .text("U010"), "colour": .text("red"), "answer": .text("好")])
        }
        #expect(refusal?.fields.keys.sorted() == ["answer", "colour"])
    }
}
