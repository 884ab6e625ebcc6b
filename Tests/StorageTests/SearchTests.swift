import Casework
import Testing

@testable import Storage

@Suite("Looking for what was said")
struct SearchTests {
    @Test(
        "is by pairs of characters, and by whole words of other scripts",
        arguments: [
            ("路灯不亮", ["路灯", "灯不", "不亮"]),
            ("灯", []),
            ("G206国道", ["g", "206", "国道"]),
            ("３号楼，电梯坏了", ["3", "号楼", "电梯", "梯坏", "坏了"]),
            ("WiFi坏", ["wifi"]),
            ("", []),
        ] as [(String, Set<String>)]
    )
    func terms(_ text: String, _ terms: Set<String>) {
        #expect(SearchTerms.terms(of: text) == terms)
    }

    @Test(
        "a block is stored as its gaps or as its bits, and read back",
        arguments: [0, 1, 7, 300, 2048, 16_384]
    )
    func blocks(_ count: Int) throws {
        var random = SystemRandomNumberGenerator()
        var block = SearchBlock()
        let ids = Set((0..<Int64(16_384)).shuffled(using: &random).prefix(count))
        for id in ids { block.insert(id + 5 * 16_384) }
        let stored = block.stored
        #expect(stored.count <= 2048)
        #expect(try SearchBlock(stored: stored) == block)
        #expect(block.ids(in: 5) == ids.map { $0 + 5 * 16_384 }.sorted(by: >))
        for id in ids { block.remove(id) }
        #expect(block.isEmpty)
    }

    @Test("bytes that are of no block are refused")
    func damaged() {
        #expect(throws: StorageError.self) { try SearchBlock(stored: [0xff, 0xff, 0x7f]) }
    }

    private func index(_ books: TestBooks) -> SearchIndex {
        SearchIndex(books: books.books, scribe: books.scribe, keys: books.keys)
    }

    private static let descriptions = [
        "胜利东街路灯不亮，晚上很黑", "东苑小区暖气不热，只有14度", "四平路雨篦子丢失", "路边井盖响，晚上睡不着", "路灯杆倾斜，灯还亮着",
    ]

    private func record(_ descriptions: [String], as kind: String = "repair", in books: TestBooks)
        async throws
        -> [Case.Number]
    {
        var numbers: [Case.Number] = []
        for (index, description) in descriptions.enumerated() {
            var (content, personal) = lamp(phone: "0536000000\(index)", description: description)
            content.kind = kind
            numbers.append(
                try await books.cases.record(
                    content,
                    urgency: .normal,
                    personal: personal,
                    giving: [CaseCommand(.quickDispatch)],
                    by: agent,
                    at: morning + index,
                    under: rules
                ).entry.file.number
            )
        }
        return numbers
    }

    @Test(
        "finds the same whether the index has come so far or not",
        arguments: ["路灯", "暖气 14", "晚上", "灯 亮", "胜利街", "井"]
    )
    func found(_ words: String) async throws {
        let books = try TestBooks()
        let numbers = try await record(Self.descriptions, in: books)
        let wanted = zip(numbers, Self.descriptions).filter { _, text in
            words.split(separator: " ").allSatisfy { (text + "胜利街").contains($0) }
        }.map(\.0)
        for most in [2, 1, 100] {
            #expect(
                try await books.cases.list(CaseFilter(), matching: words, limit: 10).items.map(\.file.number)
                    == wanted.reversed()
            )
            _ = try await index(books).carryOn(most: most)
        }
        #expect(try await index(books).carryOn() == 0)
    }

    @Test("digits are the end of a case number, or words", arguments: ["00002", "2", "0002", "14"])
    func digits(_ typed: String) async throws {
        let books = try TestBooks()
        let numbers = try await record(Self.descriptions, in: books)
        for _ in 0..<2 {
            let found = try await books.cases.list(CaseFilter(), matching: typed, limit: 10).items
            #expect(found.map(\.file.number) == [numbers[1]])
            _ = try await index(books).carryOn()
        }
    }

    @Test("pages go on where the last one ended")
    func pages() async throws {
        let books = try TestBooks()
        let numbers = try await record((0..<7).map { "路灯不亮，第\($0)盏" }, in: books)
        while try await index(books).carryOn(most: 3) > 0 {}
        var (found, next): ([Case.Number], Int64?) = ([], nil)
        repeat {
            let page = try await books.cases.list(CaseFilter(), matching: "路灯", after: next, limit: 3)
            found += page.items.map(\.file.number)
            next = page.next
        } while next != nil
        #expect(found == numbers.reversed())
    }

    @Test("is narrowed by a kind that few are of, and by any other", arguments: ["praise", "repair", "help"])
    func kinds(_ kind: String) async throws {
        let books = try TestBooks()
        _ = try await record(["路灯不亮，晚上很黑"], in: books)
        let wanted = try await record(["这盏路灯修好了，谢谢", "这盏路灯修得真快"], as: kind, in: books)
        _ = try await record(["路灯今晚又不亮了"], as: kind == "repair" ? "help" : "repair", in: books)
        var filter = CaseFilter()
        filter.kind = kind
        filter.areas = [try #require(lamp().0.place.area)]
        let alone = kind == "repair" ? 3 : 2
        for _ in 0..<2 {
            let found = try await books.cases.list(filter, limit: 10).items.map(\.file.number)
            #expect(found.prefix(2) == wanted.reversed()[...] && found.count == alone)
            let said = try await books.cases.list(filter, matching: "灯修", limit: 10).items.map(\.file.number)
            #expect(said == wanted.reversed())
            while try await index(books).carryOn() > 0 {}
        }
    }

    @Test("is narrowed by topic, unit, area and day")
    func narrowed() async throws {
        let books = try TestBooks()
        let numbers = try await record(Self.descriptions, in: books)
        while try await index(books).carryOn() > 0 {}
        func count(_ change: (inout CaseFilter) -> Void) async throws -> Int {
            var filter = CaseFilter()
            change(&filter)
            return try await books.cases.list(filter, matching: "路灯", limit: 10).items.count
        }
        let unit = try #require(try await books.cases.find(numbers[0])?.file.state.unit)
        #expect(try await count { $0.topic = "LD01" } == 2)
        #expect(try await count { $0.topic = "GD01" } == 0)
        #expect(try await count { $0.unit = unit } == 2)
        #expect(try await count { $0.unit = "U001" } == 0)
        #expect(try await count { $0.visibleToUnit = unit } == 2)
        #expect(try await count { $0.areas = ["370702", "370705"] } == 2)
        #expect(try await count { $0.areas = ["370702"] } == 0)
        #expect(try await count { $0.from = LocalDay("2019-04-03") } == 2)
        #expect(try await count { $0.from = LocalDay("2019-04-04") } == 0)
        #expect(try await count { $0.to = LocalDay("2019-04-02") } == 0)
    }

    @Test("a corrected text is found by its new words, and no longer by its old ones")
    func corrected() async throws {
        let books = try TestBooks()
        let number = try await record(["胜利街三盏路灯不亮"], in: books)[0]
        while try await index(books).carryOn() > 0 {}
        try await books.scribe.write { batch in
            var open = try #require(try OpenCase.load(number: number, in: batch.connection, keys: books.keys))
            let before = open.entry.file
            var personal = before.personal
            personal.description = "四平路上井盖丢失"
            open.entry.file.personal = personal
            try books.cases.update(open, try #require(open.key), from: before, under: rules, in: batch)
        }
        while try await index(books).carryOn() > 0 {}
        #expect(try await books.cases.list(CaseFilter(), matching: "井盖", limit: 5).items.count == 1)
        #expect(try await books.cases.list(CaseFilter(), matching: "路灯", limit: 5).items.isEmpty)
    }

    @Test("what changes while a piece of the index is in the making is looked at once more")
    func changedMeanwhile() async throws {
        let books = try TestBooks()
        let number = try await record(["胜利街三盏路灯不亮"], in: books)[0]
        while try await index(books).carryOn() > 0 {}
        try await books.scribe.write { try SearchIndex.lookAgain(at: 1, in: $0) }
        let piece = try await index(books).nextPiece(10)
        try await books.give(.sign, to: number, by: member(of: "U060"))
        try await books.scribe.write { try SearchIndex.lookAgain(at: 1, in: $0) }
        #expect(try await index(books).write(piece) == 1)
        #expect(try await index(books).behind() == 1)
        while try await index(books).carryOn() > 0 {}
        #expect(try await index(books).behind() == 0)
    }

    @Test("what is forgotten leaves no word of what was said in the index")
    func forgotten() async throws {
        let books = try TestBooks()
        let numbers = try await record(Self.descriptions, in: books)
        while try await index(books).carryOn() > 0 {}
        let forgetting = Forgetting(books: books.books, scribe: books.scribe, keys: books.keys)
        try await books.scribe.write { try forgetting.forget(numbers[1], in: $0) }
        func cases(under term: String) async throws -> [Int64] {
            let word = books.keys.searchMark(of: .said(term))
            return try await books.books.read { connection in
                try connection.execute("SELECT places FROM search_words WHERE word = \(word)").flatMap {
                    try SearchBlock(stored: $0.bytes("places")).ids(in: 0)
                }
            }
        }
        #expect(try await cases(under: "暖气").isEmpty)
        #expect(try await cases(under: "胜利").count == numbers.count - 1)
        #expect(try await books.cases.list(CaseFilter(), matching: "暖气", limit: 5).items.isEmpty)
    }

    @Test("the books hold no readable word of it")
    func sealed() async throws {
        let books = try TestBooks()
        _ = try await record(["胜利街三盏路灯不亮"], in: books)
        while try await index(books).carryOn() > 0 {}
        let mark = try TestBooks().keys.searchMark(of: .said("路灯"))
        let own = books.keys.searchMark(of: .said("路灯"))
        func rows(_ word: Int64) async throws -> Int {
            try await books.books.read {
                try $0.execute("SELECT 1 AS one FROM search_words WHERE word = \(word)").count
            }
        }
        #expect(try await rows(own) == 1)
        #expect(try await rows(mark) == 0)
    }

    @Test("the best come first: words together before words apart, a short text before a long one")
    func best() async throws {
        let books = try TestBooks()
        let numbers = try await record(
            [
                "三盏路灯不亮好几天", "灯箱广告挡住路口，路灯下面看不清，亮度不够，希望有关部门尽快到现场看一看再说", "不亮的是东边的路灯杆子",
            ],
            in: books
        )
        while try await index(books).carryOn() > 0 {}
        let found = try await books.cases.best(CaseFilter(), matching: "路灯 不亮", limit: 5).map(\.file.number)
        #expect(found == [numbers[0], numbers[2]])
    }

    /// The words of all cases, gathered as the reading of old books gathers them.
    private func gathered(_ books: TestBooks) async throws -> GatheredWords {
        var (words, marks) = (GatheredWords(), MarkCache(books.keys))
        for entry in try await books.cases.list(CaseFilter(), limit: 100).items.reversed() {
            words.add(entry.id, version: entry.file.state.version, entry.file.searchWords(&marks))
        }
        return words
    }

    private func rows(_ books: TestBooks) async throws -> [[SQLValue]] {
        try await books.books.read {
            try $0.execute("SELECT block, word, places FROM search_words ORDER BY block, word").map(\.values)
        }
    }

    @Test(
        "words that were gathered beforehand are indexed as those that are read, once or twice",
        arguments: [1, 2]
    )
    func gatheredWords(_ times: Int) async throws {
        let books = try TestBooks()
        _ = try await record(Self.descriptions, in: books)
        for _ in 0..<times { try await index(books).take(gathered(books)) }
        #expect(try await index(books).behind() == 0)
        let taken = try await rows(books)
        try await books.scribe.write { batch in
            try batch.execute("DELETE FROM search_words")
            try batch.execute("DELETE FROM counters WHERE name = 'searched'")
        }
        while try await index(books).carryOn(most: 2) > 0 {}
        #expect(try await rows(books) == taken)
    }

    @Test("gathered words of a case that has changed meanwhile are not taken: it is read again")
    func overtaken() async throws {
        let books = try TestBooks()
        let numbers = try await record(Self.descriptions, in: books)
        let words = try await gathered(books)
        let forgetting = Forgetting(books: books.books, scribe: books.scribe, keys: books.keys)
        try await books.scribe.write { try forgetting.forget(numbers[1], in: $0) }
        try await index(books).take(words)
        #expect(try await rows(books).isEmpty)
        #expect(try await index(books).behind() == numbers.count)
    }

    @Test("gathered words are whole when the next block has begun, or the last case of theirs is there")
    func wholeBlocks() {
        var words = GatheredWords()
        for id in [16_382, 16_383] as [Int64] { words.add(id, version: 1, [7]) }
        #expect(words.takeWhole().blocks.map(\.number) == [0])
        #expect(words.isEmpty)
        for id in [16_380, 16_384] as [Int64] { words.add(id, version: 1, [7]) }
        #expect(words.takeWhole().blocks.map(\.number) == [0])
        #expect(words.blocks.map(\.number) == [1])
        #expect(words.takeWhole().isEmpty)
    }
}
