import Casework
import Foundation
import Testing

@testable import Storage

@Suite("Packed rows")
struct PackedTests {
    private static let hardWords = [
        "", "路灯不亮", "say \"so\"\\", "a\u{0}b\u{1f}\n\r\t", "\u{22}\u{301}", "👩‍👩‍👧", "</script>",
        "\u{7f}\u{2028}",
        "unit", "expectation", String(repeating: "长", count: 5000), String(repeating: "x", count: 31),
        String(repeating: "x", count: 32),
    ]

    private func written(_ write: (inout PackedWriter) -> Void) -> [UInt8] {
        var packed = PackedWriter()
        write(&packed)
        return packed.bytes
    }

    @Test("words are read as they were written, those of the list and any others", arguments: hardWords)
    func words(_ words: String) throws {
        #expect(try Packed.read([String].self, from: written { $0.add([words, words]) }) == [words, words])
        #expect(try Packed.words(in: written { $0.add([words: words]) }) == [words: words])
    }

    @Test(
        "whole numbers are read as they were written",
        arguments: [0, 7, 63, 64, -1, 127, 128, 1_554_252_845_678, .max, .min]
    )
    func numbers(_ number: Int64) throws {
        #expect(try Packed.read([Int64].self, from: written { $0.list { $0.add(number) } }) == [number])
    }

    @Test(
        "other numbers are read as they were written",
        arguments: [0, 0.25, 16.5, -3.07, 1 / 3, 119.161834, -1e21, 1e-9, .infinity]
    )
    func reals(_ number: Double) throws {
        #expect(try Packed.read([Double].self, from: written { $0.list { $0.add(number) } }) == [number])
    }

    @Test("an instant is told from the first one, or from one that both sides know")
    func instants() throws {
        let first = Timestamp(milliseconds: 1_554_252_845_678)
        let all = [
            first, first + 900, Timestamp(milliseconds: first.milliseconds - 1), Timestamp(milliseconds: 0),
        ]
        let alone = written { $0.list { packed in all.forEach { packed.add($0) } } }
        #expect(try Packed.read([Timestamp].self, from: alone) == all)
        var packed = PackedWriter(instantsFrom: first)
        packed.list { packed in all.forEach { packed.add($0) } }
        #expect(try Packed.read([Timestamp].self, from: packed.bytes, instantsFrom: first) == all)
        #expect(packed.bytes.count == alone.count - 5)
    }

    private enum Mood: Decodable, Equatable {
        case calm
        case lost([Double])
        case angry(at: String, Int)
    }

    @Test("a value of an enumeration stands in its shortest form")
    func enumerations() throws {
        let bytes = written { packed in
            packed.list { packed in
                packed.coded("calm")
                packed.single("lost") { $0.list { $0.add(1.5) } }
                packed.coded("angry") { packed in
                    packed.member("at", "unit")
                    packed.member("_1", 3)
                }
            }
        }
        #expect(try Packed.read([Mood].self, from: bytes) == [.calm, .lost([1.5]), .angry(at: "unit", 3)])
    }

    private struct Pair: Decodable {
        let first: Int
        let second: Int
    }

    @Test("members are found in any order; a number left out is zero, words left out are missing")
    func order() throws {
        struct Named: Decodable { let name: String }
        let turned = written { packed in
            packed.object { packed in
                packed.member("second", 2)
                packed.member("third", ["x"])
                packed.member("first", 1)
            }
        }
        let pair = try Packed.read(Pair.self, from: turned)
        #expect((pair.first, pair.second) == (1, 2))
        let empty = written { $0.object { _ in } }
        #expect(try Packed.read(Pair.self, from: empty).second == 0)
        #expect(throws: DecodingError.self) { try Packed.read(Named.self, from: empty) }
        let broken = written { $0.object { $0.member("first", 1.5) } }
        #expect(throws: DecodingError.self) { try Packed.read(Pair.self, from: broken) }
    }

    @Test("bytes that are cut off, or of no form, are an error and nothing else")
    func damage() throws {
        let whole = written { packed in
            packed.object { packed in
                packed.member("first", 1000)
                packed.member("words", ["路灯不亮", String(repeating: "长", count: 40)])
                packed.member("share", 1 / 3)
                packed.member("since", Timestamp(milliseconds: 1_554_252_845_678))
            }
        }
        #expect(try Packed.read(Pair.self, from: whole).first == 1000)
        for count in whole.indices {
            #expect(throws: DecodingError.self) { try Packed.read(Pair.self, from: Array(whole[..<count])) }
        }
        for place in whole.indices {
            for byte in [0, 0x3f, 0x45, 0x48, 0x49, 0x4f, 0x80, 0xff] as [UInt8] {
                var damaged = whole
                damaged[place] = byte
                // It may still be readable: it must not bring the program down.
                _ = try? Packed.read(Pair.self, from: damaged)
            }
        }
        let deep = [UInt8](repeating: PackedTag.list, count: 10_000)
        #expect(throws: DecodingError.self) { try Packed.read([Int].self, from: deep) }
    }

    @Test("a word has one place in the list, and keeps it")
    func places() {
        #expect(Set(StoredWords.all).count == StoredWords.all.count)
        #expect(StoredWords.all.count <= PackedTag.nearWords + 256)
        #expect(StoredWords.all.allSatisfy { $0.utf8.count <= 24 })
        // Of the words that books were first written with: a list that grows leaves them where they are.
        let first = StoredWords.all.prefix(300).joined(separator: " ")
        let sum = first.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        #expect(sum == 0xe455c9fcdec54930)
    }
}
