import Casework

extension CaseRegister {
    /// A page of cases that fit the filter and, if there are words, hold them.
    ///
    /// Words are a case's number or the end of it, a telephone number, or what was said. What was said is sealed, so it
    /// is looked for in the newest cases only.
    package func list(_ filter: CaseFilter, matching words: String?, after cursor: Int64? = nil, limit: Int)
        async throws
        -> CasePage
    {
        guard let words else { return try await list(filter, after: cursor, limit: limit) }
        var filter = filter
        let isDigits = words.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if isDigits, words.utf8.count == 19 {
            filter.number = words
            return try await list(filter, limit: limit)
        }
        if isDigits, words.utf8.count >= 7, let phone = PhoneNumber(words) {
            filter.callerPhone = phone.digits
            return try await list(filter, after: cursor, limit: limit)
        }
        var found: [CaseFile] = []
        var next = cursor
        for _ in 0..<Self.searchedPages {
            let page = try await list(filter, after: next, limit: Self.searchedPage)
            for entry in page.items where entry.file.holds(words) {
                found.append(entry)
                if found.count == limit { return CasePage(items: found, next: entry.id) }
            }
            next = page.next
            if next == nil { break }
        }
        return CasePage(items: found, next: nil)
    }

    private static let searchedPages = 10
    private static let searchedPage = 200
}

extension Case {
    fileprivate func holds(_ words: String) -> Bool {
        number.hasSuffix(words) || personal.description.contains(words)
            || personal.address?.contains(words) == true
            || state.content.place.road?.contains(words) == true
            || state.content.place.estate?.contains(words) == true
    }
}
