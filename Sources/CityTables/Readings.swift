private import Foundation

/// How characters are read aloud, in letters without tones: `路` as `lu`.
///
/// One reading for each character comes from ICU, which Foundation brings along; those that names of places and
/// matters use with another one besides are told here.
struct Readings: Sendable, Equatable {
    private let byScalar: [Unicode.Scalar: [[UInt8]]]

    /// Works out the readings of every character that occurs in `texts`, all at once.
    init(of texts: some Sequence<String>) {
        var scalars: Set<Unicode.Scalar> = []
        for text in texts { scalars.formUnion(text.unicodeScalars) }
        let han = scalars.filter(\.properties.isIdeographic).sorted { $0.value < $1.value }
        let lines = han.map { String($0) }.joined(separator: "\n")
        // Marks of tones go one by one, as the transform to ASCII would write ü like u.
        let spoken = lines.applyingTransform(StringTransform("Han-Latin"), reverse: false) ?? lines
        let syllables = spoken.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Self.plain(String(decoding: $0, as: UTF8.self)) }
        var readings: [Unicode.Scalar: [[UInt8]]] = [:]
        for (scalar, syllable) in zip(han, syllables) {
            let others = (Self.others[scalar] ?? "").utf8.split(separator: UInt8(ascii: " ")).map(Array.init)
            readings[scalar] = [syllable] + Self.withoutV(syllable) + others
        }
        byScalar = readings
    }

    /// The readings of a character; what is no Han character reads as itself, letters as small ones.
    func callAsFunction(_ scalar: Unicode.Scalar) -> [[UInt8]] {
        byScalar[scalar] ?? [Array(String(scalar).lowercased().utf8)]
    }

    /// `lǘ` as `lv`, the way it is typed.
    private static func plain(_ syllable: String) -> [UInt8] {
        syllable.decomposedStringWithCanonicalMapping.unicodeScalars.reduce(into: []) { letters, scalar in
            switch scalar {
            case "\u{308}": letters[letters.count - 1] = UInt8(ascii: "v")
            case "a"..."z": letters.append(UInt8(scalar.value))
            default: break
            }
        }
    }

    private static func withoutV(_ syllable: [UInt8]) -> [[UInt8]] {
        let v = UInt8(ascii: "v")
        return syllable.contains(v) ? [syllable.map { $0 == v ? UInt8(ascii: "u") : $0 }] : []
    }

    private static let others: [Unicode.Scalar: String] = [
        "地": "di", "都": "du", "行": "hang", "长": "chang", "重": "chong", "乐": "yue", "会": "kuai",
        "朝": "zhao", "曾": "zeng", "堡": "pu bu", "调": "tiao", "降": "xiang", "大": "dai", "厦": "xia",
        "单": "shan", "石": "dan", "车": "ju", "区": "ou", "传": "zhuan", "差": "chai", "露": "lou", "落": "la",
        "校": "jiao", "盛": "cheng", "宿": "xiu", "省": "xing", "空": "kong", "弹": "tan", "率": "shuai",
        "尾": "yi", "薄": "bo", "藏": "zang", "参": "shen", "还": "huan", "觉": "jiao", "着": "zhao", "得": "dei",
        "了": "liao", "没": "mo", "卡": "qia", "仇": "qiu", "解": "xie", "洗": "xian", "翟": "zhai", "柏": "bo",
        "圈": "juan", "塞": "sai", "散": "san", "色": "shai", "角": "jue", "给": "ji", "血": "xie", "压": "ya",
        "臭": "xiu", "箅": "bi", "蔓": "wan", "供": "gong", "什": "shi", "六": "lu", "南": "na", "峪": "yu",
    ]
}
