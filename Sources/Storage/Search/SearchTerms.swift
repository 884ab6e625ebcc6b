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
        var run = String.UnicodeScalarView()
        var kind: Kind?
        func end() {
            if kind == .ideograph {
                for (one, next) in zip(run, run.dropFirst()) {
                    terms.insert(String(String.UnicodeScalarView([one, next])))
                }
            } else if !run.isEmpty {
                terms.insert(String(String.UnicodeScalarView(run.prefix(longest))))
            }
            run.removeAll(keepingCapacity: true)
        }
        for scalar in folded(text).unicodeScalars {
            let next = Kind(scalar)
            if next != kind { end() }
            kind = next
            if next != nil { run.append(scalar) }
        }
        end()
        return terms
    }

    /// Small letters, and those of full width as narrow ones: as texts are compared.
    static func folded(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            let isWide = (0xff01...0xff5e).contains(scalar.value)
            scalars.append(isWide ? Unicode.Scalar(UInt8(scalar.value - 0xfee0)) : scalar)
        }
        return String(scalars)
    }

    private enum Kind {
        case ideograph, letter, digit

        init?(_ scalar: Unicode.Scalar) {
            switch scalar {
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

extension CaseFile {
    /// All that somebody may look for in it.
    var searchedTexts: [String] {
        let (personal, place) = (file.personal, file.state.content.place)
        return [
            personal.description, personal.expectation, personal.address, place.road, place.crossRoad,
            place.estate,
            place.landmark,
        ].compactMap { $0 }
    }

    /// The words it stands under, as the index has them.
    func searchWords(_ marks: inout MarkCache) -> Set<Int64> {
        let (content, state) = (file.state.content, file.state)
        var words = Set(searchedTexts.flatMap(SearchTerms.terms)).map(SearchWord.said)
        words.append(.serial(file.number))
        words += [content.topic].compactMap { $0 }.map(SearchWord.topic)
        words += [content.place.area, content.district].compactMap { $0 }.map(SearchWord.area)
        words += (state.assisting + [state.unit].compactMap { $0 }).map(SearchWord.unit)
        return Set(words.map { marks[$0] })
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
