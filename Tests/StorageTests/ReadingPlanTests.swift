import Casework
import Testing

@testable import Storage

@Suite("What people ask all day")
struct ReadingPlanTests {
    /// Something that is asked, and the index that must be used, by its name in SQLite and in PostgreSQL.
    struct Question: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let index: (sqlite: String, postgres: String)
        let ask: @Sendable (TestBooks, Case.Number) async throws -> Void

        init(
            _ words: String,
            by sqlite: String,
            _ postgres: String? = nil,
            _ ask: @escaping @Sendable (TestBooks, Case.Number) async throws -> Void
        ) {
            testDescription = words
            index = (sqlite, postgres ?? sqlite)
            self.ask = ask
        }

        /// A list by a filter.
        static func list(
            _ words: String,
            by sqlite: String,
            _ postgres: String? = nil,
            matching needles: String? = nil,
            _ change: @escaping @Sendable (inout CaseFilter) -> Void
        ) -> Question {
            Question(words, by: sqlite, postgres) { books, _ in
                var filter = CaseFilter()
                change(&filter)
                _ = try await books.cases.list(filter, matching: needles, after: 1_000_000, limit: 50)
            }
        }

        static func byDeadline(
            _ words: String,
            by sqlite: String,
            _ postgres: String? = nil,
            _ change: @escaping @Sendable (inout CaseFilter) -> Void
        ) -> Question {
            Question(words, by: sqlite, postgres) { books, _ in
                var filter = CaseFilter()
                change(&filter)
                filter.isLive = true
                _ = try await books.cases.byDeadline(filter, limit: 50)
            }
        }
    }

    private static let id = ("sqlite_autoindex_cases_1", "cases_pkey")
    /// PostgreSQL chooses among those of what is under way by how much is in each: in these books one case.
    private static let underWay = "cases_"
    private static let number = ("sqlite_autoindex_cases_2", "cases_number_key")

    static let questions: [Question] = [
        Question("the wall's late cases", by: "COVERING INDEX cases_overdue", "cases_overdue") { books, _ in
            _ = try await TallyBook(books: books.books).overdue(at: morning)
        },
        Question("the wall's day", by: number.0, number.1) { books, _ in
            _ = try await TallyBook(books: books.books).today(rules.time.day(of: morning), under: rules)
        },
        Question("where the wall's open cases stand", by: "COVERING INDEX cases_of_stage", underWay) {
            books,
            _ in
            _ = try await TallyBook(books: books.books).today(rules.time.day(of: morning), under: rules)
        },
        Question("a unit's stages", by: "COVERING INDEX cases_live_of_unit", "cases_live_of_unit") {
            books,
            _ in
            _ = try await books.cases.liveStages(of: "U010")
        },
        Question("where a unit assists", by: "cases_assisted") { books, _ in
            _ = try await books.cases.liveStages(of: "U010")
        },
        .byDeadline("a unit's inbox", by: "cases_live_of_unit") { $0.unit = "U010" },
        .byDeadline("what a unit has in hand, by stage", by: "cases_live_of_unit") {
            $0.unit = "U010"
            $0.stages = [.signing, .handling]
        },
        .list("what a unit's people may see of it", by: "cases_live_of_unit") {
            $0.visibleToUnit = "U010"
            $0.stages = [.signing, .handling, .suspended]
        },
        .list("a caller's earlier cases", by: "cases_of_caller") { $0.callerPhone = "05360000001" },
        Question("a case", by: number.0, number.1) { books, number in _ = try await books.cases.open(number)
        },
        .list("the newest cases", by: id.0, id.1) { _ in },
        .list("the newest under way", by: "cases_live") { $0.isLive = true },
        .list("the newest late", by: "cases_live") { $0.lateAt = morning },
        .list("the newest of a unit under way", by: "cases_live") {
            $0.isLive = true
            $0.unit = "U010"
        },
        .byDeadline("the queue", by: "cases_by_deadline") { _ in },
        .byDeadline("what is late", by: "cases_by_deadline") { $0.lateAt = morning },
        .byDeadline("the queue of a topic", by: "cases_live_of_topic") { $0.topic = "LD01" },
        .byDeadline("what waits for a dispatcher's word", by: "cases_pending", underWay) {
            $0.awaited = [.return, .extension]
        },
        Question("how much waits for it", by: "COVERING INDEX cases_pending", underWay) { books, _ in
            var filter = CaseFilter()
            filter.awaited = [.return, .extension]
            filter.isLive = true
            _ = try await books.cases.count(filter)
        },
        .byDeadline("who is to be called back", by: "cases_of_stage", underWay) {
            $0.stages = [.callingBack]
            $0.notAwaited = .judgement
        },
        .byDeadline("what waits at several stages", by: "cases_", underWay) {
            $0.stages = [.registering, .dispatching, .callingBack]
            $0.notAwaited = .judgement
        },
        Question("how many are", by: "COVERING INDEX cases_of_stage", underWay) { books, _ in
            var filter = CaseFilter()
            filter.stages = [.callingBack]
            filter.notAwaited = .judgement
            _ = try await books.cases.count(filter)
        },
        .list("cases of some days", by: id.0 + " (id>? AND id<?)", id.1) {
            $0.from = LocalDay("2019-04-01")
            $0.to = LocalDay("2019-04-03")
        },
        .list("all cases of a topic", by: id.0 + " (id=?)", id.1) { $0.topic = "LD01" },
        Question("all cases of a unit", by: id.0 + " (id=?)", id.1) { books, number in
            var filter = CaseFilter()
            filter.unit = try await books.cases.find(number)?.file.state.unit
            _ = try await books.cases.list(filter, limit: 50)
        },
        .list("all cases of an area", by: id.0 + " (id=?)", id.1) { $0.areas = ["370705"] },
        .list("all cases of a kind that few are of", by: "cases_of_rare_kind") { $0.kind = "praise" },
        .list("those of an area", by: "cases_of_rare_kind") {
            $0.kind = "praise"
            $0.areas = ["370705"]
        },
        Question("whether any case goes by a topic", by: id.0 + " (id=?)", id.1) { books, _ in
            _ = try await books.cases.isUsed("LD01", as: .topic)
        },
        Question("whether any case goes by an area", by: id.0 + " (id=?)", id.1) { books, _ in
            _ = try await books.cases.isUsed("370705", as: .area)
        },
        Question("whether any case goes by a unit", by: id.0 + " (id=?)", id.1) { books, number in
            let unit = try await books.cases.find(number)?.file.state.unit
            _ = try await books.cases.isUsed(unit ?? "", as: .unit)
        },
        .list("what holds two characters", by: id.0 + " (id=?)", id.1, matching: "路灯") { _ in },
        .list("what holds several words, narrowed", by: id.0 + " (id=?)", id.1, matching: "路灯 不亮") {
            $0.topic = "LD01"
            $0.areas = ["370705"]
            $0.from = LocalDay("2019-04-01")
        },
    ]

    @Test("is found by the index meant for it, without reading all cases", arguments: questions)
    func plans(_ question: Question) async throws {
        let statements = SentStatements()
        let books = try statements.books()
        let number = try await books.recordLamp().entry.file.number
        while try await SearchIndex(books: books.books, scribe: books.scribe, keys: books.keys).carryOn() > 0
        {}
        let sent = try await statements.during(books) { try await question.ask(books, number) }
        #expect(!sent.isEmpty)
        for statement in sent { #expect(!statement.readsAll, "\(statement.text): \(statement.plan)") }
        let postgres =
            question.index.postgres.contains("cases_live") ? Self.underWay : question.index.postgres
        let index = books.database == nil ? question.index.sqlite : postgres
        #expect(sent.contains { $0.plan.contains(index) }, "\(sent.map { "\($0.text): \($0.plan)" })")
    }
}
