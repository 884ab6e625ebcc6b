import Casework
import Foundation
import Testing

@testable import Storage

@Suite("Stored JSON")
struct CompactJSONTests {
    private struct Everything: Codable, Equatable {
        enum Mood: Codable, Equatable {
            case calm
            case angry(at: String, Int)
            case lost([Double])
        }

        var words = ""
        var count = 0
        var big: Int64 = 0
        var share = 0.5
        var isSo = true
        var maybe: String?
        var list: [String?] = []
        var moods: [Mood] = []
        var byName: [String: [Int]] = [:]
        var limits: [ClockKind: Limit] = [:]
        var set: Set<String> = []
    }

    private static let hardWords = [
        "", "路灯不亮", "say \"so\"\\", "a\u{0}b\u{1f}\n\r\t", "\u{22}\u{301}", "👩‍👩‍👧", "</script>",
        "\u{7f}\u{2028}",
    ]

    private static var values: [Everything] {
        hardWords.enumerated().map { index, words in
            Everything(
                words: words,
                count: index * -7,
                big: index.isMultiple(of: 2) ? .max : .min,
                share: 1 / Double(index + 3),
                isSo: index.isMultiple(of: 2),
                maybe: index.isMultiple(of: 3) ? words : nil,
                list: [nil, words, nil],
                moods: [.calm, .angry(at: words, index), .lost([]), .lost([1.5, -2e-9, 1e21])],
                byName: [words: [1, 2], "other": []],
                limits: [.handle: Limit(2, .workDay)],
                set: [words, "x"]
            )
        }
    }

    @Test("is read as Foundation writes it", arguments: values)
    private func foundation(_ value: Everything) throws {
        #expect(try CompactJSON.read(Everything.self, from: Array(JSONEncoder().encode(value))) == value)
    }

    @Test("words are read as they were written, by us and by Foundation", arguments: hardWords)
    func words(_ words: String) throws {
        var json = JSONWriter()
        json.list([words, words])
        #expect(try CompactJSON.read([String].self, from: json.bytes) == [words, words])
        #expect(try JSONDecoder().decode([String].self, from: Data(json.bytes)) == [words, words])
    }

    @Test("numbers are read as they were written", arguments: [0, 7, -1, 10, 1_554_252_845_678, .max, .min])
    func numbers(_ number: Int64) throws {
        var json = JSONWriter()
        json.object { json in
            json.member("whole", number)
            json.member("none", Int64?.none)
            json.member("broken", Double(number) / 8)
        }
        #expect(json.text == "{\"whole\":\(number),\"broken\":\(Double(number) / 8)}")
    }

    @Test(
        "refuses what is no JSON",
        arguments: [
            "", "{", "[1", "{\"a\"}", "{\"a\":}", "\"", "\"\\", "[1]]", "nul", "{a:1}",
            String(repeating: "[", count: 10_000),
        ]
    )
    func refusal(_ text: String) {
        #expect(throws: (any Error).self) { try CompactJSON.read([Int].self, from: text) }
    }

    @Test("has no number for infinity")
    func infinity() {
        var json = JSONWriter()
        json.list { $0.add(Double.infinity) }
        #expect(json.text == "[null]")
    }

    @Test("finds members in any order; a number left out is zero, words left out are missing")
    func order() throws {
        struct Pair: Decodable {
            let first: Int
            let second: Int
        }
        struct Named: Decodable { let name: String }
        #expect(
            try CompactJSON.read(Pair.self, from: "{\"second\": 2, \"third\": [{}], \"first\": 1}").first == 1
        )
        #expect(try CompactJSON.read(Pair.self, from: "{\"first\": 1}").second == 0)
        #expect(throws: DecodingError.self) { try CompactJSON.read(Named.self, from: "{}") }
        #expect(throws: DecodingError.self) {
            try CompactJSON.read(Pair.self, from: "{\"first\": 1.5, \"second\": 2}")
        }
        #expect(throws: DecodingError.self) {
            try CompactJSON.read(Pair.self, from: "{\"first\": 99999999999999999999, \"second\": 2}")
        }
    }
}
