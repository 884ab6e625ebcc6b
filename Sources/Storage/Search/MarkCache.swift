/// The marks of words that were asked for before: most words come again and again.
package struct MarkCache {
    private let keys: KeyRing
    private var pairs: [UInt64: Int64] = [:]
    private var words: [String: Int64] = [:]

    package init(_ keys: KeyRing) { self.keys = keys }

    subscript(_ term: SearchTerm) -> Int64 {
        mutating get {
            guard case .pair(let one, let next) = term else { return self[.said(term.text)] }
            let pair = UInt64(one.value) << 32 | UInt64(next.value)
            if let mark = pairs[pair] { return mark }
            let mark = keys.searchMark(of: .said(term.text))
            pairs[pair] = mark
            return mark
        }
    }

    subscript(_ word: SearchWord) -> Int64 {
        mutating get {
            let text = word.text
            if let mark = words[text] { return mark }
            let mark = keys.searchMark(of: word)
            words[text] = mark
            return mark
        }
    }
}
