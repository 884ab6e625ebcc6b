package import Casework
private import Crypto
package import Foundation

/// Photographs: files of their own beside the database, each with a row that says whose it is.
package struct AttachmentStore: Sendable {
    let books: Books
    let scribe: Scribe

    package init(books: Books, scribe: Scribe) {
        self.books = books
        self.scribe = scribe
    }

    package struct Attachment: Sendable {
        package let id: String
        package let person: Person.ID
        package let number: Case.Number?
    }

    /// Keeps a photograph and its small form, on disk before its row is written.
    package func keep(
        _ full: Data,
        small: Data,
        width: Int,
        height: Int,
        facts: PhotoFacts = PhotoFacts(),
        of person: Person,
        at now: Timestamp
    ) async throws
        -> String
    {
        let id = Secret.token()
        for (data, isSmall) in [(full, false), (small, true)] {
            let file = file(id, small: isSmall)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try data.write(to: file, options: .atomic)
            let handle = try FileHandle(forUpdating: file)
            try handle.synchronize()
            try handle.close()
        }
        let digest = Data(SHA256.hash(data: full)).base64EncodedString()
        try await scribe.write { batch in
            try batch.execute(
                """
                INSERT INTO attachments
                    (id, person, at, width, height, bytes, digest, taken_at, lon, lat, shows)
                VALUES (\(id), \(person.id), \(now), \(width), \(height), \(full.count), \(digest),
                    \(facts.takenAt), \(facts.lon), \(facts.lat), \(facts.side?.rawValue))
                """
            )
        }
        return id
    }

    package func find(_ id: String) async throws -> Attachment? {
        try await books.read {
            try $0.execute("SELECT person, number FROM attachments WHERE id = \(id)").first.map {
                Attachment(id: id, person: try $0.integer("person"), number: $0.optionalText("number"))
            }
        }
    }

    package func data(_ id: String, small: Bool) throws -> Data {
        try Data(contentsOf: file(id, small: small))
    }

    /// Refuses ids that name no photograph, or one of another case.
    static func check(_ ids: [String], for number: Case.Number?, in batch: Batch) throws {
        if ids.isEmpty { return }
        let rows = try batch.execute("SELECT id, number FROM attachments WHERE id IN (\(SQL.list(ids)))")
        let usable = try rows.filter { row in
            let owner = row.optionalText("number")
            return owner == nil || owner == number
        }.map { try $0.text("id") }
        guard let missing = ids.first(where: { !usable.contains($0) }) else { return }
        throw CaseRefusal.invalid(.photos, "没有照片“\(missing.shortened)”，请先上传到 /api/v1/attachments。")
    }

    /// From now on the photographs belong to the case, and are seen by who sees the case.
    static func assign(_ ids: [String], to number: Case.Number, in batch: Batch) throws {
        if ids.isEmpty { return }
        try batch.execute(
            "UPDATE attachments SET number = \(number) WHERE id IN (\(SQL.list(ids))) AND number IS NULL"
        )
    }

    private func file(_ id: String, small: Bool) -> URL {
        books.folder.appending(path: "attachments").appending(path: String(id.prefix(2)))
            .appending(path: id + (small ? ".small.jpg" : ".jpg"))
    }
}
