import Foundation

@testable import Storage

/// Which database the tests' books are kept in: SQLite, or, where HUIYIN_TEST_POSTGRES names a server, PostgreSQL.
enum TestDatabase {
    static let server = ProcessInfo.processInfo.environment["HUIYIN_TEST_POSTGRES"]

    /// A schema of its own on the server, whose connections bear its name; nil where the books are in a file.
    static func fresh() throws -> String? {
        guard let server else { return nil }
        let schema = "t" + Secret.token().filter { $0.isLetter || $0.isNumber }.lowercased()
        let connection = try PostgresConnection(url: server)
        try connection.run("CREATE SCHEMA \(schema)")
        return server + "?options=-csearch_path%3D\(schema)&application_name=\(schema)"
    }
}
