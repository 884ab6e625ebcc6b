import Testing

@testable import Web

@Suite("What a request's JSON says")
struct RawValueJSONTests {
    private func read(_ text: String) throws -> RawValue { try RawValue(json: Array(text.utf8)) }

    @Test("is read as it is written")
    func values() throws {
        let text = """
             { "a" : "路灯", "b":[1, -2.5, 1e3, 0], "c":{"d":null,"e":[]}, "f":true,
               "g":false, "h":{}, "i": "x\\n\\t\\"\\\\\\/\\u8def\\ud83d\\ude00" }\r\n
            """
        #expect(
            try read(text)
                == .object([
                    "a": .text("路灯"), "b": .list([.number(1), .number(-2.5), .number(1000), .number(0)]),
                    "c": .object(["d": .null, "e": .list([])]), "f": .bool(true), "g": .bool(false),
                    "h": .object([:]),
                    "i": .text("x\n\t\"\\/路😀"),
                ])
        )
    }

    @Test(
        "is refused where it is none",
        arguments: [
            "", " ", "{", "}", "[", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":1,}", "{\"a\":1 \"b\":2}", "{a:1}",
            "{'a':1}",
            "nul", "True", "01", "1.", ".5", "+1", "1e", "-", "NaN", "1e999", "\"", "\"a", "\"\\", "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "[1]]", "{} {}", "// no\n1",
            "\u{feff}{}",
        ]
    )
    func refusals(_ text: String) {
        #expect(throws: UnreadableJSON.self) { try read(text) }
    }

    @Test("may not be nested so deep that reading it would end the program")
    func depth() throws {
        #expect(throws: UnreadableJSON.self) { try read(String(repeating: "[", count: 100_000)) }
        #expect(throws: UnreadableJSON.self) { try read(String(repeating: "{\"a\":", count: 100_000)) }
        _ = try read(String(repeating: "[", count: 60) + String(repeating: "]", count: 60))
    }

    @Test("holds the last of two members with one name")
    func twice() throws {
        #expect(try read("{\"a\":1,\"a\":2}") == .object(["a": .number(2)]))
    }
}
