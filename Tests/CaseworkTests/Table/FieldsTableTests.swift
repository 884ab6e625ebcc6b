import Testing

@testable import Casework

@Suite("The table's column of fields")
struct FieldsTableTests {
    @Test("a move takes the fields of its row, starred and as long as there", arguments: Tables.moves)
    func sameFields(_ row: Tables.Row) throws {
        let move = try #require(Move.row(row))
        var rules = try row[cell: "fields"].parts(at: ",").flatMap(fieldRules)
        if row[cell: "guard"].parts(at: ";").contains("note >= 10 characters") {
            rules = rules.map {
                $0.field == .note ? FieldRule(.note, required: $0.isRequired, minimum: 10) : $0
            }
        }
        #expect(move.fields == rules)
    }

    @Test("every field of the code is one of the table's")
    func noIdleField() throws {
        let used = try Set(
            Tables.moves.flatMap { $0[cell: "fields"].parts(at: ",") }.flatMap(fieldRules).map(\.field)
        )
        #expect(Set(Field.allCases).subtracting(used) == [])
    }

    @Test("where the table lists codes for a field, they are among the field's own", arguments: Tables.moves)
    func sameCodes(_ row: Tables.Row) throws {
        let event = try #require(EventName(rawValue: row[cell: "event"]))
        for part in row[cell: "fields"].parts(at: ",") {
            guard let rule = try fieldRules(part).first, case .code(let list) = rule.field.kind(in: event),
                let note = part.split(separator: "(").dropFirst().first
            else { continue }
            let codes = note.dropLast().split(separator: " ").map(String.init)
            if codes.allSatisfy(list.contains) { continue }
            Issue.record("\(row[cell: "id"]): \(codes) are not all in \(list.name)")
        }
    }
}

/// `reason* >= 10 characters`, `by (name, when …)`, `answer and channel (unless …)`.
private func fieldRules(_ words: String) throws -> [FieldRule] {
    let bare = words.split(separator: "(", maxSplits: 1)[0]
    let hasException = words.contains("(unless")
    let sides = bare.split(separator: ">=")
    let minimum = sides.count > 1 ? Int(sides[1].split(separator: " ")[0]) ?? 0 : 0
    let names = sides[0].split(separator: " ").filter { $0 != "and" }
    return try names.map { name in
        let isStarred = name.hasSuffix("*")
        let field = try #require(Field(rawValue: String(isStarred ? name.dropLast() : name)), "\(name)")
        return FieldRule(field, required: isStarred && !hasException, minimum: minimum)
    }
}
