import Foundation

@testable import Storage

/// How a database would find what a statement asks for.
struct QueryPlan: Sendable {
    let words: String
    let walksIndexes: Bool
}

extension TestBooks {
    /// The plan of `statement`; PostgreSQL's as if the tables were large, since it reads small ones whole.
    func plan(_ statement: SQL) async throws -> QueryPlan {
        try await books.read { connection in
            switch connection.dialect {
            case .sqlite:
                let steps = try connection.execute("EXPLAIN QUERY PLAN \(statement)").map {
                    try $0.text("detail")
                }
                // Newest first goes by the key, which is an index as well; other steps read no table.
                let reads = steps.filter { $0.hasPrefix("SCAN") || $0.hasPrefix("SEARCH") }
                let walks = reads.allSatisfy { $0.contains("INDEX") || $0.contains("PRIMARY KEY") }
                return QueryPlan(words: steps.joined(separator: "; "), walksIndexes: walks)
            case .postgres:
                try connection.execute("SET LOCAL enable_seqscan = off")
                let lines = try connection.execute("EXPLAIN \(statement)").map { try $0.text("QUERY PLAN") }
                let words = lines.joined(separator: "\n")
                return QueryPlan(words: words, walksIndexes: !words.contains("Seq Scan"))
            }
        }
    }
}
