import Casework
import CityTables

/// A row of old books, understood: the case as it was recorded, and what was done to it.
struct PastRow: Sendable {
    /// The place in the file, for whoever mends it.
    let line: Int
    let cells: [[UInt8]]
    /// What other rows call it.
    let ref: String?
    let draft: Case
    let steps: [PastStep]

    var parent: String? {
        for step in steps where step.events == [.link] {
            if case .text(let into)? = step.fields["into"] { return into }
        }
        return nil
    }
}

/// Reads rows under a mapping: cells, values, instants, life.
struct PastRowReader {
    let mapping: BookMapping
    let time: CivilTime
    let cells: BookCells
    let header: [String]
    /// For each field the columns it comes from.
    private let fields: [(field: String, columns: [Int], constant: String?)]

    init(_ mapping: BookMapping, header: [String], _ time: CivilTime, _ coding: TextCoding) throws {
        self.mapping = mapping
        self.time = time
        self.header = header
        cells = BookCells(coding: coding, separator: mapping.separator)
        if mapping.isOwn {
            fields = header.enumerated().filter { BookMapping.known.contains($0.element) }
                .map { ($0.element, [$0.offset], nil) }
        } else {
            fields = try mapping.fields.map { field, source in
                switch source {
                case .constant(let value): return (field, [], value)
                case .columns(let names):
                    let columns = try names.map { name in
                        guard let column = header.firstIndex(of: name) else {
                            throw BookError.mapping(
                                "the file has no column “\(name)” for \(field); it has: \(header.joined(separator: " "))"
                            )
                        }
                        return column
                    }
                    return (field, columns, nil)
                }
            }
        }
        guard fields.contains(where: { $0.field == "recordedAt" }) else {
            throw BookError.mapping("no column says when a case was recorded (recordedAt)")
        }
    }

    /// The columns that nothing is read from.
    var unread: [String] {
        let read = Set(fields.flatMap(\.columns))
        return header.indices.filter { !read.contains($0) }.map { header[$0] }
    }

    func columns(of field: String) -> [Int] { fields.first { $0.field == field }?.columns ?? [] }

    /// The instant of recording: all that is needed to give the row its number.
    func recordedAt(_ row: [[UInt8]]) throws(BookCells.Problem) -> Timestamp {
        try checkWidth(row)
        guard let field = fields.first(where: { $0.field == "recordedAt" }),
            let text = try value(field, row), let instant = instant(text)
        else { throw BookCells.Problem(column: "recordedAt", words: "says no instant") }
        return instant
    }

    private func checkWidth(_ row: [[UInt8]]) throws(BookCells.Problem) {
        guard row.count != header.count else { return }
        throw BookCells.Problem(column: "", words: "has \(row.count) cells, the header \(header.count)")
    }

    func read(_ row: [[UInt8]], line: Int, number: Case.Number, _ city: City) throws(BookCells
        .Problem) -> PastRow
    {
        var values: [String: String] = [:]
        for field in fields { values[field.field] = try value(field, row) }
        guard let begun = values["recordedAt"].flatMap(instant) else {
            throw BookCells.Problem(column: "recordedAt", words: "says no instant")
        }
        if values["life"] == nil, values["satisfaction"] == nil, values["endedAt"] != nil,
            values["caller.wantsCallback"] == nil
        {
            // It was closed without asking the caller: so it is here.
            values["caller.wantsCallback"] = "false"
        }
        let draft = try draft(values, number, city)
        let steps: [PastStep]
        if let life = values["life"] {
            steps = try LifeText.read(life, from: begun, time)
        } else {
            var instants: [String: Timestamp] = [:]
            for name in PlainLife.instants {
                guard let text = values[name] else { continue }
                guard let instant = instant(text) else {
                    throw BookCells.Problem(column: name, words: "“\(text.shortened)” is no instant")
                }
                instants[name] = instant
            }
            steps = try PlainLife(
                values: values,
                instants: instants,
                source: draft.state.content.source,
                recordedAt: begun
            ).steps()
        }
        guard let first = steps.first, first.at == begun else {
            throw BookCells.Problem(column: "life", words: "does not begin when the case was recorded")
        }
        return PastRow(line: line, cells: row, ref: values["ref"], draft: draft, steps: steps)
    }

    private static let ofCase: Set<String> = [
        "source", "sourceReference", "kind", "topic", "category", "standard", "urgency", "description",
        "expectation", "callerSaysSolved",
    ]

    private func draft(_ values: [String: String], _ number: Case.Number, _ city: City) throws(BookCells
        .Problem) -> Case
    {
        var raw: [String: RawValue] = [:]
        var inner: [String: [String: RawValue]] = [:]
        for (name, value) in values {
            if Self.ofCase.contains(name) {
                raw[name] = .text(value)
            } else if let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) {
                inner[String(name[..<dot]), default: [:]][String(name[name.utf8.index(after: dot)...])] =
                    .text(value)
            }
        }
        for (name, fields) in inner { raw[name] = .object(fields) }
        var reader = FieldReader(city)
        let recorded = reader.recorded(raw)
        do throws(CaseRefusal) { try reader.finish() } catch { throw BookCells.Problem(error) }
        return Case(
            number: number,
            content: recorded.content,
            urgency: recorded.urgency,
            personal: recorded.personal
        )
    }

    private func value(_ field: (field: String, columns: [Int], constant: String?), _ row: [[UInt8]])
        throws(BookCells.Problem) -> String?
    {
        var text = field.constant ?? ""
        for column in field.columns where !row[column].isEmpty {
            let piece = try cells.text(row[column], of: header[column]).trimmed
            text += text.isEmpty || piece.isEmpty ? piece : " " + piece
        }
        if let known = mapping.values[field.field] { text = known[text] ?? known["*"] ?? text }
        return text.isEmpty ? nil : text
    }

    private func instant(_ text: String) -> Timestamp? {
        let offset = mapping.offset ?? time.offset
        for pattern in mapping.dates {
            if let instant = pattern.instant(text, offset: offset) { return instant }
        }
        return time.instant(text)
    }
}

extension BookCells.Problem {
    /// In the words of the refusal, with the field it is about.
    init(_ refusal: CaseRefusal) {
        guard let field = refusal.fields.keys.min() else {
            self.init(column: "", words: refusal.message)
            return
        }
        let all = refusal.fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        self.init(
            column: field,
            words: refusal.fields.count == 1 ? refusal.message : all.joined(separator: "；")
        )
    }
}
