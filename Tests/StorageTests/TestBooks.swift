import Casework
import CityTables
import Foundation
import Logging
import Testing

@testable import Storage

/// Books in a folder of their own, with a Scribe at work, gone when the test ends.
final class TestBooks: Sendable {
    let folder: URL
    /// The PostgreSQL database that holds them; nil where they are in a file.
    let database: String?
    let books: Books
    let keys: KeyRing
    let journal: Journal
    let scribe: Scribe
    let cases: CaseRegister
    private let work: Task<Void, any Error>

    init(measures: BookMeasures = BookMeasures(), settings: [String] = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "huiyin-" + Secret.token())
        keys = try KeyRing(folder: folder)
        database = try TestDatabase.fresh(settings: settings)
        books = try Books(folder: folder, database: database, exclusively: true, measures: measures)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        journal = Journal(books, logger: logger)
        scribe = Scribe(books, journal: journal, logger: logger)
        cases = CaseRegister(books: books, scribe: scribe, keys: keys)
        work = Task { [scribe] in try await scribe.run() }
    }

    deinit {
        scribe.finish()
        try? FileManager.default.removeItem(at: folder)  // a leftover folder harms nobody
    }

    /// Ends the Scribe, when everything taken in is written.
    func stop() async throws {
        scribe.finish()
        try await work.value
    }

    func verification() -> Verification {
        Verification(books: books, keys: keys, time: demonstration.rulebook.time)
    }
}

/// The demonstration city, read once.
let demonstration: City = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Cities/weifang")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let texts = names.filter { $0.hasSuffix(".csv") }.reduce(into: [String: String]()) { texts, name in
        texts[name] = FileManager.default.contents(atPath: folder.appending(path: name).path).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
    do {
        return try City.read(CityFiles(texts: texts), version: 1)
    } catch {
        fatalError("the demonstration city cannot be read: \(error)")
    }
}()

let rules = demonstration.rulebook

func instant(_ text: String) -> Timestamp {
    rules.time.instant(text + "+08:00") ?? Timestamp(milliseconds: 0)
}

/// A Wednesday morning.
let morning = instant("2019-04-03T09:00:00")

let agent = Person(id: 101, account: "agent01", name: "测试受理员", roles: [.agent], team: "第1班组")
let leader = Person(id: 102, account: "leader1", name: "测试值班长", roles: [.shiftLeader], team: "第1班组")
func member(of unit: Casework.Unit.ID) -> Person {
    Person(id: 103, account: "op", name: "测试经办", roles: [.unitOperator], unit: unit)
}

/// A dark lamp, as an agent records it.
func lamp(phone: String = "05360000001", description: String = "胜利东街路灯不亮，晚上很黑") -> (CaseContent, Personal) {
    var place = Place()
    place.area = "370705"
    place.road = "胜利街"
    var content = CaseContent(source: "phone", kind: "repair", topic: "LD01", place: place)
    content.hasPhone = true
    var personal = Personal()
    personal.phone = phone
    personal.name = "测试甲"
    personal.description = description
    personal.address = "胜利东街 1 号"
    return (content, personal)
}

extension TestBooks {
    @discardableResult
    func recordLamp(
        giving event: EventName = .quickDispatch,
        phone: String = "05360000001",
        at now: Timestamp = morning,
        once: Idempotency? = nil
    ) async throws -> Outcome {
        let (content, personal) = lamp(phone: phone)
        return try await cases.record(
            content,
            urgency: .normal,
            personal: personal,
            giving: [CaseCommand(event)],
            by: agent,
            at: now,
            under: rules,
            once: once
        )
    }

    @discardableResult
    func give(
        _ event: EventName,
        _ fields: [Field: FieldValue] = [:],
        to number: Case.Number,
        by person: Person,
        at now: Timestamp = morning
    ) async throws -> Case {
        try await cases.carryOut(
            CaseCommand(event, Fields(fields)),
            on: number,
            by: person,
            at: now,
            under: rules
        )
        .entry.file
    }
}
