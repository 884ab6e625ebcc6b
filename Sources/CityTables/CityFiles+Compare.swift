/// What is different between two states of a city's tables, row by row.
package struct RowChange: Sendable, Equatable, Codable {
    package let file: String
    /// What tells the row from others: its key, or all that it says.
    package let key: String
    /// The row as it was; nil if it is new.
    package let before: [String: String]?
    /// As it will be; nil if it goes.
    package let after: [String: String]?

    /// The columns that differ, in the table's order.
    package var columns: [String] {
        let names = TableShape(rawValue: file)?.columns.map(\.name) ?? []
        return names.filter { (before?[$0] ?? "") != (after?[$0] ?? "") }
    }
}

extension CityFiles {
    /// The files whose text differs.
    package func filesChanged(to other: CityFiles) -> [String] {
        Set(texts.keys).union(other.texts.keys).filter { texts[$0] != other.texts[$0] }.sorted()
    }

    /// The rows that differ, by file and in the order of their tables.
    package func changes(to other: CityFiles) -> [RowChange] {
        filesChanged(to: other).flatMap { file -> [RowChange] in
            // What cannot be read has no rows; a missing table neither.
            let before = (try? rows(of: file)) ?? []
            let after = (try? other.rows(of: file)) ?? []
            if let key = TableShape(rawValue: file)?.key {
                return Self.byKey(file, key, before, after)
            }
            return Self.asWholes(file, before, after)
        }
    }

    private static func byKey(
        _ file: String,
        _ key: String,
        _ before: [[String: String]],
        _ after: [[String: String]]
    ) -> [RowChange] {
        let old = Dictionary(before.map { ($0[key] ?? "", $0) }) { first, _ in first }
        let new = Dictionary(after.map { ($0[key] ?? "", $0) }) { first, _ in first }
        let gone = before.filter { new[$0[key] ?? ""] == nil }.map {
            RowChange(file: file, key: $0[key] ?? "", before: $0, after: nil)
        }
        return gone
            + after.compactMap { row in
                let name = row[key] ?? ""
                guard old[name] != row else { return nil }
                return RowChange(file: file, key: name, before: old[name], after: row)
            }
    }

    /// Rows without a key are the same only if all of them is.
    private static func asWholes(_ file: String, _ before: [[String: String]], _ after: [[String: String]])
        -> [RowChange]
    {
        let names = TableShape(rawValue: file)?.columns.map(\.name) ?? []
        func key(_ row: [String: String]) -> String {
            names.compactMap { row[$0] }.filter { !$0.isEmpty }.joined(separator: " ")
        }
        let (old, new) = (Set(before), Set(after))
        return before.filter { !new.contains($0) }.map {
            RowChange(file: file, key: key($0), before: $0, after: nil)
        }
            + after.filter { !old.contains($0) }.map {
                RowChange(file: file, key: key($0), before: nil, after: $0)
            }
    }
}
