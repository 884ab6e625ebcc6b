package import Casework

/// What somebody was, from a change on until the next.
package struct PersonVersion: Sendable, Equatable {
    package let version: Int
    package let at: Timestamp
    package let by: Person.ID
    package let note: String
    package let name: String
    package let roles: [Role]
    package let team: String?
    package let unit: Unit.ID?
    package let isActive: Bool
}

extension PeopleRegister {
    /// What somebody was, the newest first.
    package func versions(of person: Person.ID) async throws -> [PersonVersion] {
        try await books.read {
            try $0.execute(
                "SELECT * FROM person_versions WHERE person = \(person) ORDER BY version DESC LIMIT 50"
            ).map { row in
                PersonVersion(
                    version: Int(try row.integer("version")),
                    at: Timestamp(milliseconds: try row.integer("at")),
                    by: try row.integer("changed_by"),
                    note: try row.text("note"),
                    name: try row.text("name"),
                    roles: try row.text("roles").split(separator: " ").compactMap {
                        Role(rawValue: String($0))
                    },
                    team: row.optionalText("team"),
                    unit: row.optionalText("unit"),
                    isActive: try row.integer("active") == 1
                )
            }
        }
    }

    /// Whoever was added by the command line or with the city has no version yet: what they were becomes the first.
    static func keepFirstVersion(of known: Row, in batch: Batch) throws {
        let id = try known.integer("id")
        try batch.execute(
            """
            INSERT INTO person_versions (person, version, at, changed_by, note, name, roles, team, unit, sources, active)
            VALUES (\(id), 0, 0, -1, '', \(try known.text("name")), \(try known.text("roles")),
                \(known.optionalText("team")), \(known.optionalText("unit")), \(try known.text("sources")),
                \(try known.integer("active")))
            ON CONFLICT (person, version) DO NOTHING
            """
        )
    }

    /// As the row of `people` stands now.
    static func keepVersion(
        of id: Person.ID,
        note: String,
        by changer: Person,
        at now: Timestamp,
        in batch: Batch
    ) throws {
        try batch.execute(
            """
            INSERT INTO person_versions (person, version, at, changed_by, note, name, roles, team, unit, sources, active)
            SELECT id, (SELECT COALESCE(MAX(v.version), 0) + 1 FROM person_versions v WHERE v.person = people.id),
                \(now), \(changer.id), \(note), name, roles, team, unit, sources, active
            FROM people WHERE id = \(id)
            """
        )
    }

    /// Of each of the three administrators one stays.
    static func requireAnotherAdministrator(than known: Row, keeping roles: [Role], in batch: Batch) throws {
        guard try known.integer("active") == 1 else { return }
        let had = try known.text("roles").split(separator: " ").compactMap { Role(rawValue: String($0)) }
        for role in had where role.isAdministrator && !roles.contains(role) {
            // Administrators have no other role, so the whole word is compared.
            let others = try batch.execute(
                """
                SELECT id FROM people
                WHERE roles = \(role.rawValue) AND active = 1 AND id <> \(try known.integer("id")) LIMIT 1
                """
            )
            if others.isEmpty {
                throw PeopleError.wrong("这是最后一个在用的\(role.chinese)，不能停用，也不能改任其他角色；请先另设一人")
            }
        }
    }
}
