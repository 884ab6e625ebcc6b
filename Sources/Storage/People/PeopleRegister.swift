package import Casework

/// Somebody's account, with what signing in needs.
package struct Account: Sendable, Equatable {
    package let person: Person
    package let isActive: Bool
    package let isDemonstration: Bool
    package let mustChangePassword: Bool
    package let passwordAt: Timestamp?
    package let lockedUntil: Timestamp?
    package let failures: Int
    /// Hashed.
    package let storedPassword: String?
    private let passwordDays: Int

    /// Whether the password must be changed before anything else: at the first sign-in, and after so many days.
    package func mustChangePassword(at now: Timestamp) -> Bool {
        if mustChangePassword { return true }
        guard !isDemonstration, let passwordAt else { return false }
        return now - passwordAt > passwordDays * 86_400
    }
}

/// The people who work with the hotline.
package struct PeopleRegister: Sendable {
    let books: Books
    let scribe: Scribe
    let rules: RulesInForce
    private let knownNames = KnownNames()

    /// Rung when somebody has come or is another than before.
    package static let topic = "people"

    package init(books: Books, scribe: Scribe, rules: RulesInForce = RulesInForce()) {
        self.books = books
        self.scribe = scribe
        self.rules = rules
    }

    private func account(_ row: Row) throws -> Account { try Account(row, under: rules) }

    package func account(_ name: String) async throws -> Account? {
        try await books.read {
            try $0.execute("SELECT * FROM people WHERE account = \(name)").first.map { try account($0) }
        }
    }

    package func account(of id: Person.ID) async throws -> Account? {
        try await books.read {
            try $0.execute("SELECT * FROM people WHERE id = \(id)").first.map { try account($0) }
        }
    }

    package func person(_ id: Person.ID) async throws -> Person? {
        if id == Person.system.id { return .system }
        return try await books.read {
            try $0.execute("SELECT * FROM people WHERE id = \(id)").first.map { try account($0).person }
        }
    }

    package func list() async throws -> [Account] {
        try await books.read {
            try $0.execute("SELECT * FROM people ORDER BY account").map { try account($0) }
        }
    }

    /// Those of the hotline itself who may sign in, by account: not the units' people.
    package func ofTheHall() async throws -> [Person] {
        try await books.read {
            try $0.execute("SELECT * FROM people WHERE active = 1 AND unit IS NULL ORDER BY account")
                .map { try account($0).person }
        }
    }

    /// The names of people, to be shown beside what they did.
    package func names(_ ids: Set<Person.ID>) async throws -> [Person.ID: String] {
        if let names = knownNames.all(of: ids) { return names }
        let generation = knownNames.generation
        let rows = try await books.read {
            try $0.execute("SELECT id, name FROM people WHERE id IN (\(SQL.list(Array(ids))))")
        }
        let names = try rows.reduce(into: [Person.system.id: Person.system.name]) {
            $0[try $1.integer("id")] = try $1.text("name")
        }
        knownNames.learn(names, of: generation)
        return names
    }

    /// To be called when another server has changed somebody.
    package func forgetNames() { knownNames.forget() }

    /// Adds somebody, or changes who they are; the password stays.
    ///
    /// - Throws: `PeopleError` if the roles exclude one another or do not fit the unit.
    package func save(
        account: String,
        name: String,
        roles: [Role],
        team: String?,
        unit: Unit.ID?,
        sources: Set<String> = [],
        isActive: Bool = true,
        isDemonstration: Bool = false,
        note: String = "",
        by changer: Person?,
        from address: String,
        at now: Timestamp
    ) async throws -> Person.ID {
        try PeopleError.check(account: account, roles: roles, unit: unit)
        defer { knownNames.forget() }
        return try await scribe.write { batch in
            let known = try batch.execute("SELECT * FROM people WHERE account = \(account)").first
            let id = try known?.integer("id") ?? batch.next("people")
            let words = roles.map(\.rawValue).joined(separator: " ")
            if let known {
                try Self.requireAnotherAdministrator(than: known, keeping: isActive ? roles : [], in: batch)
            }
            try batch.execute(
                """
                INSERT INTO people (id, account, name, roles, team, unit, sources, active, demonstration, must_change,
                    failures)
                VALUES (\(id), \(account), \(name), \(words), \(team), \(unit),
                    \(sources.sorted().joined(separator: " ")), \(isActive ? 1 : 0), \(isDemonstration ? 1 : 0), 0, 0)
                ON CONFLICT (account) DO UPDATE SET name = excluded.name, roles = excluded.roles, team = excluded.team,
                    unit = excluded.unit, sources = excluded.sources, active = excluded.active
                """
            )
            batch.announce(Self.topic, at: now)
            if !isActive {
                try SessionRegister.end("WHERE person = \(id)", why: .revoked, at: now, in: batch)
                try batch.execute(
                    "UPDATE tokens SET revoked_at = \(now) WHERE person = \(id) AND revoked_at IS NULL"
                )
                batch.announce(SessionRegister.topic(of: id), at: now)
            }
            if let changer {
                if let known { try Self.keepFirstVersion(of: known, in: batch) }
                try Self.keepVersion(of: id, note: note, by: changer, at: now, in: batch)
                let before = try known.map {
                    "\(try $0.text("roles")) \($0.optionalText("unit") ?? "") \(try $0.integer("active"))"
                }
                batch.record(
                    AuditRecord(
                        at: now,
                        by: changer,
                        from: address,
                        .personChanged,
                        account,
                        before: before,
                        after: "\(words) \(unit ?? "") \(isActive ? 1 : 0)",
                        reason: note.isEmpty ? nil : note
                    )
                )
            }
            return id
        }
    }
}

package enum PeopleError: Error, CustomStringConvertible {
    case wrong(String)

    package var description: String {
        switch self {
        case .wrong(let words): words
        }
    }

    package static func check(account: String, roles: [Role], unit: Unit.ID?) throws {
        let isWord = account.utf8.allSatisfy { $0 < 0x80 && ($0 > 0x2f || $0 == 0x2d || $0 == 0x2e) }
        guard (2...40).contains(account.utf8.count), isWord else {
            throw wrong("账号须为 2 至 40 个字母、数字、点、横线或下划线")
        }
        let admins = roles.filter(\.isAdministrator)
        guard admins.count <= 1, admins.isEmpty || roles.count == 1 else {
            throw wrong("系统、安全、审计管理员三权分立，不能兼任，也不能兼其他角色")
        }
        let ofUnit = roles.contains(where: \.isOfUnit)
        guard ofUnit == (unit != nil) else { throw wrong(ofUnit ? "处置单位的角色须填单位" : "热线的角色不能填单位") }
    }
}

extension Account {
    init(_ row: Row, under rules: RulesInForce) throws {
        let roles = try row.text("roles").split(separator: " ").compactMap { Role(rawValue: String($0)) }
        person = Person(
            id: try row.integer("id"),
            account: try row.text("account"),
            name: try row.text("name"),
            roles: roles,
            team: row.optionalText("team"),
            unit: row.optionalText("unit"),
            sources: Set(try row.text("sources").split(separator: " ").map(String.init)),
            grants: rules.grants
        )
        passwordDays = rules.identity.passwordDays
        isActive = try row.integer("active") == 1
        isDemonstration = try row.integer("demonstration") == 1
        mustChangePassword = try row.integer("must_change") == 1
        passwordAt = row.optionalInteger("password_at").map(Timestamp.init(milliseconds:))
        lockedUntil = row.optionalInteger("locked_until").map(Timestamp.init(milliseconds:))
        failures = Int(try row.integer("failures"))
        storedPassword = row.optionalText("password")
    }
}
