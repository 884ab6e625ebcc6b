package import Casework
import CityTables
package import Foundation
package import Storage

/// Cases as CSV, for other programs and for people's spreadsheets.
package struct CaseExport: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    static let mostClear = 1000
    static let columns = [
        "number", "stage", "kind", "source", "urgency", "topic", "category", "district", "place.area",
        "place.road",
        "place.side", "place.estate", "place.address", "unit", "recordedAt", "dispatchedAt", "due",
        "feedbackAt", "endedAt",
        "returns", "extensions", "reworks", "redos", "satisfaction", "solved", "caller.name", "caller.phone",
        "description",
    ]

    /// Writes what fits the filter, oldest last; gives how many cases that were.
    ///
    /// `withEvents`, a column more has every personal word that was put down with an event, a line each.
    ///
    /// - Throws: `Problem` 422 if clear personal words are asked for and there are more than a thousand rows.
    package func write(
        _ filter: CaseFilter,
        isClear: Bool,
        withEvents: Bool = false,
        to file: URL,
        at now: Timestamp
    ) async throws -> Int {
        guard let rules = try await CityRegister(books: books, scribe: scribe).newest()?.city.rulebook else {
            throw HotlineError.noCity
        }
        let register = CaseRegister(books: books, scribe: scribe, keys: keys)
        if isClear, try await register.count(filter, most: Self.mostClear + 1) > Self.mostClear {
            throw Problem.invalid(
                "--clear-personal-data",
                "a clear export holds at most \(Self.mostClear) cases; narrow it with --from and --to"
            )
        }
        try await AuditLog(books: books, scribe: scribe).record(
            AuditRecord(
                at: now,
                by: .system,
                from: "command line",
                .exported,
                file.lastPathComponent,
                after: isClear ? "clear" : "masked"
            )
        )
        var rows = [Self.columns + (withEvents ? ["events"] : []) + ["watermark"]]
        let mark =
            (rules.isDemonstration ? "演示数据 · " : "") + (isClear ? "含个人信息 · " : "") + rules.time.iso8601(now)
        var cursor: Int64?
        repeat {
            let page = try await register.list(filter, after: cursor, limit: 500)
            let files = page.items.map(\.file)
            let histories = withEvents ? try await register.histories(of: files.map(\.number)) : [:]
            rows += files.map { file in
                let said = withEvents ? [words(of: histories[file.number] ?? [], rules)] : []
                return cells(file, rules, isClear) + said + [mark]
            }
            cursor = page.next
        } while cursor != nil
        try Data(CSV.sheet(rows).utf8).write(to: file, options: .atomic)
        return rows.count - 1
    }

    private func words(of events: [CaseEvent], _ rules: Rulebook) -> String {
        events.filter { !$0.words.isEmpty }.map { event in
            let words = event.words.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "\(rules.time.iso8601(event.at)) \(event.name.rawValue) \(words.joined(separator: " "))"
        }
        .joined(separator: "\n")
    }

    private func cells(_ file: Case, _ rules: Rulebook, _ isClear: Bool) -> [String] {
        let state = file.state
        let content = state.content
        let personal = file.personal.seen(isClear ? .clear : .masked)
        func instant(_ instant: Timestamp?) -> String { instant.map(rules.time.iso8601) ?? "" }
        return [
            file.number, state.stage.rawValue, content.kind, content.source, state.urgency.rawValue,
            content.topic ?? "",
            content.category ?? "", content.district ?? "", content.place.area ?? "",
            content.place.road ?? "",
            content.place.side ?? "", content.place.estate ?? "", personal.address ?? "", state.unit ?? "",
            instant(state.recordedAt), instant(state.dispatchedAt), instant(state.clocks[.handle]?.due),
            instant(state.feedbackAt), instant(state.endedAt), String(state.returns),
            String(state.extensions),
            String(state.reworks), String(state.redos), state.verdict?.satisfaction ?? "",
            state.verdict?.solved ?? "",
            personal.name ?? "", personal.phone ?? "", personal.description,
        ]
    }
}

/// Cases from CSV, recorded as if somebody had typed them: all or none.
package struct CaseImport: Sendable {
    let books: Books
    let scribe: Scribe
    let keys: KeyRing

    package init(books: Books, scribe: Scribe, keys: KeyRing) {
        self.books = books
        self.scribe = scribe
        self.keys = keys
    }

    /// - Throws: `ImportErrors` naming every bad row by its line; nothing is recorded then.
    package func read(_ text: String, as account: String, at now: Timestamp) async throws -> Int {
        guard let city = try await CityRegister(books: books, scribe: scribe).newest()?.city else {
            throw HotlineError.noCity
        }
        guard let person = try await PeopleRegister(books: books, scribe: scribe).account(account)?.person
        else {
            throw ImportErrors(lines: ["there is no account “\(account)”"])
        }
        let rows = try CSV.rows(text)
        guard let header = rows.first?.cells else { throw ImportErrors(lines: ["the file is empty"]) }
        var requests: [(Recorded, [CaseCommand])] = []
        var wrong: [String] = []
        for row in rows.dropFirst() {
            let pairs = zip(header, row.cells).filter { $0.0 != "watermark" }
            do {
                let (recorded, commands) = try RecordRequest.read(
                    RawValue(form: pairs.map { ($0.0, $0.1) }).object ?? [:],
                    city
                )
                let file = Case(
                    number: "",
                    content: recorded.content,
                    urgency: recorded.urgency,
                    personal: recorded.personal
                )
                if let first = commands.first {
                    _ = try file.decide(first, by: person, at: now, under: city.rulebook)
                }
                requests.append((recorded, commands))
            } catch {
                let details =
                    error.fields.isEmpty
                    ? error.message
                    : error.fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(
                        separator: "; "
                    )
                wrong.append("line \(row.line): \(details)")
            }
        }
        guard wrong.isEmpty else { throw ImportErrors(lines: wrong) }
        let register = CaseRegister(books: books, scribe: scribe, keys: keys)
        for (recorded, commands) in requests {
            _ = try await register.record(
                recorded.content,
                urgency: recorded.urgency,
                personal: recorded.personal,
                giving: commands,
                by: person,
                at: now,
                under: city.rulebook
            )
        }
        try await AuditLog(books: books, scribe: scribe).record(
            AuditRecord(at: now, by: person, from: "command line", .imported, "\(requests.count) cases")
        )
        return requests.count
    }
}

package struct ImportErrors: Error, CustomStringConvertible {
    let lines: [String]

    package var description: String { lines.joined(separator: "\n") + "\nnothing was recorded" }
}
