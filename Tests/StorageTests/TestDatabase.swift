import Foundation

@testable import Storage

/// Which database the tests' books are kept in: SQLite, or, where HUIYIN_TEST_POSTGRES names a server, PostgreSQL.
enum TestDatabase {
    static let server = ProcessInfo.processInfo.environment["HUIYIN_TEST_POSTGRES"]

    /// A schema of its own on the server, whose connections bear its name; nil where the books are in a file.
    ///
    /// `settings` hold for those connections: `enable_seqscan%3Doff`.
    static func fresh(settings: [String] = []) throws -> String? {
        guard let server else { return nil }
        let schema = "t" + Secret.token().filter { $0.isLetter || $0.isNumber }.lowercased()
        let connection = try PostgresConnection(url: server)
        try connection.run("CREATE SCHEMA \(schema)")
        let options = (["search_path%3D\(schema)"] + settings).map { "-c" + $0 }.joined(separator: "%20")
        return server + "?options=\(options)&application_name=\(schema)"
    }
}
