import Casework

/// What a text is found by: each pair of neighbouring Chinese characters, and each word or number of another script.
///
/// Pairs, because Chinese is written without spaces and most of its words have two characters; a longer word is found by
/// all of its pairs.
enum SearchTerms {
    /// Longer words of other scripts are cut: nobody types more.
    private static let longest = 32

    static func terms(of text: String) -> Set<String> {
        var terms: Set<String> = []
        forEach(in: text) { terms.insert($0.text) }
        return terms
    }

    /// Hands on each in its turn, as often as it comes.
    static func forEach(in text: String, _ body: (SearchTerm) -> Void) {
        var word = String.UnicodeScalarView()
        var last: (kind: Kind, scalar: Unicode.Scalar)?
        func end() {
            if word.isEmpty { return }
            body(.word(String(word.prefix(longest))))
            word.removeAll(keepingCapacity: true)
        }
        forEachFolded(text) { scalar in
            let kind = Kind(scalar)
            if kind != last?.kind { end() }
            if kind == .ideograph {
                if let last, last.kind == .ideograph { body(.pair(last.scalar, scalar)) }
            } else if kind != nil {
                word.append(scalar)
            }
            last = kind.map { ($0, scalar) }
        }
        end()
    }

    /// Small letters, and those of full width as narrow ones: as texts are compared.
    static func folded(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        forEachFolded(text) { scalars.append($0) }
        return String(scalars)
    }

    private static func forEachFolded(_ text: String, _ body: (Unicode.Scalar) -> Void) {
        for scalar in text.unicodeScalars {
            if commonIdeographs.contains(scalar) {
                body(scalar)
                continue
            }
            for small in scalar.properties.lowercaseMapping.unicodeScalars {
                let isWide = (0xff01...0xff5e).contains(small.value)
                body(isWide ? Unicode.Scalar(UInt8(small.value - 0xfee0)) : small)
            }
        }
    }

    /// Most of what is said: nothing has to be looked up for these.
    private static let commonIdeographs: ClosedRange<Unicode.Scalar> = "\u{4e00}"..."\u{9fa5}"

    private enum Kind {
        case ideograph, letter, digit

        init?(_ scalar: Unicode.Scalar) {
            switch scalar {
            case _ where commonIdeographs.contains(scalar): self = .ideograph
            case "0"..."9": self = .digit
            case "a"..."z": self = .letter
            case _ where scalar.isASCII: return nil
            case _ where scalar.properties.isIdeographic: self = .ideograph
            case _ where scalar.properties.isAlphabetic: self = .letter
            default: return nil
            }
        }
    }
}

/// A piece of a text, as a text is found by it.
enum SearchTerm {
    case pair(Unicode.Scalar, Unicode.Scalar)
    case word(String)

    var text: String {
        switch self {
        case .pair(let one, let next): String(String.UnicodeScalarView([one, next]))
        case .word(let text): text
        }
    }
}

extension Case {
    /// All that somebody may look for in it.
    var searchedTexts: [String] {
        let place = state.content.place
        return [
            personal.description, personal.expectation, personal.address, place.road, place.crossRoad,
            place.estate,
            place.landmark,
        ].compactMap { $0 }
    }

    /// The words it stands under, as the index has them.
    func searchWords(_ marks: inout MarkCache) -> Set<Int64> {
        var words: Set<Int64> = []
        for text in searchedTexts { SearchTerms.forEach(in: text) { words.insert(marks[$0]) } }
        let content = state.content
        var others = [SearchWord.serial(number)]
        others += [content.topic].compactMap { $0 }.map(SearchWord.topic)
        others += [content.place.area, content.district].compactMap { $0 }.map(SearchWord.area)
        others += state.units.map(SearchWord.unit)
        for word in others { words.insert(marks[word]) }
        return words
    }
}

/// A word of the index, before the key has made it unreadable.
enum SearchWord {
    case said(String)
    /// The last five digits of a case number, or as many as somebody remembers of them.
    case serial(String)
    case topic(Topic.Code)
    case area(Area.Code)
    case unit(Unit.ID)

    /// No two kinds give the same text.
    var text: String {
        switch self {
        case .said(let term): "said " + term
        case .serial(let digits):
            "serial " + String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits.suffix(5)
        case .topic(let code): "topic " + code
        case .area(let code): "area " + code
        case .unit(let unit): "unit " + unit
        }
    }
}
