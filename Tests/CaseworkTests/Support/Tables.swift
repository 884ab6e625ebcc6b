import Foundation

/// The tables of the domain as they were given: the program never reads them, the tests hold the code against them.
///
/// A table that cannot be read is empty, and the test of its length fails.
enum Tables {
    typealias Row = [String: String]

    /// The moves of the field's table, and after them those that we have added.
    static let moves = rows("workflow_moves") + rows("own_moves")
    static let stages = rows("workflow_states")
    static let permissions = rows("roles_permissions")
    static let codes = rows("reason_codes")
    static let deadlines = rows("deadline_test_vectors")
    static let holidays = rows("holidays")

    static func rows(_ name: String) -> [Row] {
        let file = folder.appending(path: "Tables/\(name).csv")
        // An empty table fails the test that counts its rows.
        return csvRows((try? String(contentsOf: file, encoding: .utf8)) ?? "")
    }

    /// The folder of these tests, where it really lies.
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent()
}

extension [String: String] {
    /// A cell, empty if the row is short.
    subscript(cell name: String) -> String { self[name] ?? "" }
}

extension String {
    /// Cut at `separator`, but not inside parentheses; blanks around the parts go.
    func parts(at separator: Character) -> [String] {
        var parts: [String] = []
        var part = ""
        var depth = 0
        for character in self {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == separator, depth == 0 {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        parts.append(part)
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
