import Foundation
import Testing

@testable import Web

@Suite("Written JSON")
struct JSONWriterTests {
    @Test(
        "words are read as they were written",
        arguments: [
            "", "路灯不亮", "say \"so\"\\", "a\u{0}b\u{1f}\n\r\t", "\u{22}\u{301}", "👩‍👩‍👧", "</script>",
            "\u{7f}\u{2028}",
        ]
    )
    func words(_ words: String) throws {
        var json = JSONWriter()
        json.list([words, words])
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

    @Test("there is no number for infinity")
    func infinity() {
        var json = JSONWriter()
        json.list { $0.add(Double.infinity) }
        #expect(json.text == "[null]")
    }
}
