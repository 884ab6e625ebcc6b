package import Casework
package import CityTables

/// The city's tables, kept as they were loaded: a version each time something changes.
package struct CityRegister: Sendable {
    let books: Books
    let scribe: Scribe

    /// Rung when other tables are in force, or wait to be.
    package static let topic = "city"

    package init(books: Books, scribe: Scribe) {
        self.books = books
        self.scribe = scribe
    }

    /// The newest tables, read; nil if none have been loaded.
    package func newest() async throws -> (version: Int, files: CityFiles, city: City)? {
        let loaded: (Int, CityFiles)? = try await books.read { connection in
            guard
                let version = try connection.execute("SELECT MAX(version) AS v FROM city_versions").first?
                    .optionalInteger("v")
            else { return nil }
            let rows = try connection.execute(
                "SELECT file, words FROM city_tables WHERE version = \(version)"
            )
            let texts = try rows.reduce(into: [String: String]()) {
                $0[try $1.text("file")] = try $1.text("words")
            }
            return (Int(version), CityFiles(texts: texts))
        }
        guard let (version, files) = loaded else { return nil }
        return (version, files, try City.read(files, version: version))
    }

    /// Puts new tables in force, all or nothing; the same tables again change nothing.
    ///
    /// `expected` is the version that they were made from: a newer one is `CityMoved`. What waits for its day must still
    /// fit, else it is `PlanInTheWay`.
    ///
    /// - Returns: the version now in force.
    package func load(
        _ files: CityFiles,
        note: String,
        by person: Person?,
        from address: String,
        at now: Timestamp,
        instead expected: Int? = nil
    ) async throws -> Int {
        try await scribe.write { batch in
            let newest = try Self.newestTables(in: batch)
            if let expected, newest?.version != expected { throw CityMoved() }
            if let newest, newest.files == files { return newest.version }
            let version = (newest?.version ?? 0) + 1
            _ = try City.read(files, version: version)
            _ = try CityPlan.carryOut(try Self.waiting(in: batch.connection), on: files)
            try Self.insert(
                files,
                version,
                instead: newest,
                note: note,
                by: person,
                from: address,
                at: now,
                in: batch
            )
            return version
        }
    }

    typealias Tables = (version: Int, files: CityFiles)

    static func newestTables(in batch: Batch) throws -> Tables? {
        guard
            let version = try batch.execute("SELECT MAX(version) AS v FROM city_versions").first?
                .optionalInteger("v")
        else { return nil }
        let rows = try batch.execute("SELECT file, words FROM city_tables WHERE version = \(version)")
        let texts = try rows.reduce(into: [String: String]()) {
            $0[try $1.text("file")] = try $1.text("words")
        }
        return (Int(version), CityFiles(texts: texts))
    }

    /// Writes tables that have been checked as the next version.
    static func insert(
        _ files: CityFiles,
        _ version: Int,
        instead newest: Tables?,
        note: String,
        by person: Person?,
        from address: String,
        at now: Timestamp,
        in batch: Batch
    ) throws {
        try batch.execute(
            """
            INSERT INTO city_versions (version, at, person, note)
            VALUES (\(version), \(now), \(person?.id ?? -1), \(note))
            """
        )
        for (file, words) in files.texts.sorted(by: { $0.key < $1.key }) {
            try batch.execute(
                "INSERT INTO city_tables (version, file, words) VALUES (\(version), \(file), \(words))"
            )
        }
        let before = newest?.files ?? CityFiles(texts: [:])
        batch.record(
            AuditRecord(
                at: now,
                by: person,
                from: address,
                .cityChanged,
                "version \(version)",
                before: newest.map { "version \($0.version) \(digest(of: $0.files))" },
                after: "version \(version) \(digest(of: files)) "
                    + before.filesChanged(to: files).joined(separator: " "),
                reason: note
            )
        )
        batch.announce(Self.topic, at: now)
    }

    /// The tables of a version; nil if there is none of this number.
    package func files(of version: Int) async throws -> CityFiles? {
        let rows = try await books.read {
            try $0.execute("SELECT file, words FROM city_tables WHERE version = \(version)")
        }
        guard !rows.isEmpty else { return nil }
        return CityFiles(
            texts: try rows.reduce(into: [:]) { $0[try $1.text("file")] = try $1.text("words") }
        )
    }

    /// Of all tables together: names a state of the city in the audit.
    package static func digest(of files: CityFiles) -> String {
        let texts = files.texts.sorted { $0.key < $1.key }.map { "\($0.key)\u{0}\($0.value)" }
        return "sha256:" + Secret.digest(texts.joined(separator: "\u{0}")).prefix(16)
    }

    /// The newest fifty, the newest first.
    package func versions() async throws -> [CityVersion] {
        try await books.read {
            try $0.execute("SELECT * FROM city_versions ORDER BY version DESC LIMIT 50")
                .map { try CityVersion($0) }
        }
    }

    package func version(_ number: Int) async throws -> CityVersion? {
        try await books.read {
            try $0.execute("SELECT * FROM city_versions WHERE version = \(number)").first
                .map { try CityVersion($0) }
        }
    }
}

/// That the city's tables changed: when, by whom, why.
package struct CityVersion: Sendable {
    package let version: Int
    package let at: Timestamp
    package let person: Person.ID
    package let note: String

    init(_ row: Row) throws {
        version = Int(try row.integer("version"))
        at = Timestamp(milliseconds: try row.integer("at"))
        person = try row.integer("person")
        note = try row.text("note")
    }
}

/// Somebody else has changed the city since.
package struct CityMoved: Error {}
