import Casework

/// One number of `Policy`, under the name that it has in `settings.csv`.
struct Setting: Sendable {
    enum Value: Sendable {
        case limit(any WritableKeyPath<Policy, Limit> & Sendable)
        case whole(any WritableKeyPath<Policy, Int> & Sendable, ClosedRange<Int>)
        case number(any WritableKeyPath<Policy, Double> & Sendable, ClosedRange<Double>)
    }

    let name: String
    let value: Value

    private init(_ name: String, _ path: any WritableKeyPath<Policy, Limit> & Sendable) {
        self.name = name
        value = .limit(path)
    }

    private init(
        _ name: String,
        _ path: any WritableKeyPath<Policy, Int> & Sendable,
        _ range: ClosedRange<Int>
    ) {
        self.name = name
        value = .whole(path, range)
    }

    private init(
        _ name: String,
        _ path: any WritableKeyPath<Policy, Double> & Sendable,
        _ range: ClosedRange<Double>
    ) {
        self.name = name
        value = .number(path, range)
    }

    static let all: [Setting] = [
        Setting("accept", \.accept),
        Setting("dispatch", \.dispatch),
        Setting("verify", \.verify),
        Setting("check", \.check),
        Setting("signUrgent", \.signUrgent),
        Setting("signNormal", \.signNormal),
        Setting("request", \.request),
        Setting("requestUrgent", \.requestUrgent),
        Setting("review", \.review),
        Setting("callbackHours", \.callbackHours, 0.1...1000),
        Setting("close", \.close),
        Setting("redo", \.redo),
        Setting("intake", \.intake),
        Setting("intakeLetter", \.intakeLetter),
        Setting("intakeMessage", \.intakeMessage),
        Setting("coordinate", \.coordinate),
        Setting("outside", \.outside),
        Setting("general", \.general),
        Setting("returnWindow", \.returnWindow),
        Setting("returnWindowUrgent", \.returnWindowUrgent),
        Setting("returnWindow12345", \.returnWindow12345),
        Setting("extensionMax", \.extensionMax, 0...100),
        Setting("extension12345WorkDays", \.extension12345WorkDays, 0...1000),
        Setting("suspensionMax", \.suspensionMax, 0...100),
        Setting("suspensionDays", \.suspensionDays, 1...3650),
        Setting("returnsBeforeCoordination", \.returnsBeforeCoordination, 1...100),
        Setting("redoMax", \.redoMax, 0...100),
        Setting("reopenDays", \.reopenDays, 0...3650),
        Setting("appealWorkDays", \.appealWorkDays, 0...1000),
        Setting("callbackAttempts", \.callbackAttempts, 1...100),
        Setting("callbackGapHours", \.callbackGapHours, 0...1000),
        Setting("answeredSample", \.answeredSample, 0...100),
        Setting("convertHours", \.convertHours, 0...10_000),
        Setting("warnRatio", \.warnRatio, 0...1),
        Setting("warnMinutes", \.warnMinutes, 0...10_000),
        Setting("urgeQuietMinutes", \.urgeQuietMinutes, 0...10_000),
        Setting("ownVoidMinutes", \.ownVoidMinutes, 0...10_000),
        Setting("descriptionLength", \.descriptionLength, 0...1000),
        Setting("clearDaysAfterClosing", \.clearDaysAfterClosing, 0...3650),
    ]

    /// Those that came later than the table: a city that says nothing of them has the default.
    static let later: [Setting] = [
        Setting("personalMonths", \.personalMonths, 1...1200),
        Setting("auditMonths", \.auditMonths, 6...1200),
        Setting("messageMonths", \.messageMonths, 1...1200),
        Setting("draftDays", \.draftDays, 1...3650),
    ]
}

extension Reading {
    /// The cells of a table of keys and values, by key; a key that is missing or unknown is reported.
    ///
    /// Keys of `later` came after the table: a city may leave them out.
    mutating func values(_ shape: TableShape, keys: [String], later: [String] = []) -> [String: Cell] {
        guard let present = self.keys(shape) else { return [:] }
        var values: [String: Cell] = [:]
        for row in rows(shape) where !row["key"].isEmpty {
            if !keys.contains(row["key"].text), !later.contains(row["key"].text) {
                let known = keys.count <= 16 ? ": one of \(keys.joined(separator: ", "))" : ""
                report(
                    row["key"],
                    "“\(row["key"].text)” is no key of \(shape.rawValue)\(known)",
                    chinese: "没有“\(row["key"].text)”这一项参数"
                )
            }
            values[row["key"].text] = values[row["key"].text] ?? row["value"]
        }
        for key in keys where !present.contains(key) {
            report(shape, "the key “\(key)” is missing: add its row", chinese: "缺少参数“\(key)”：请补上这一行")
        }
        return values
    }

    mutating func policies() -> (Policy, IdentityPolicy) {
        let values = values(
            .settings,
            keys: Setting.all.map(\.name),
            later: Setting.later.map(\.name) + IdentitySetting.all.map(\.name)
        )
        return (policy(values), identity(values))
    }

    private mutating func policy(_ values: [String: Cell]) -> Policy {
        var policy = Policy()
        for setting in Setting.all + Setting.later {
            guard let cell = values[setting.name] else { continue }
            switch setting.value {
            case .limit(let path): if let limit = limit(cell) { policy[keyPath: path] = limit }
            case .whole(let path, let range):
                if let whole = whole(cell, in: range) { policy[keyPath: path] = whole }
            case .number(let path, let range):
                if let number = number(cell, in: range) { policy[keyPath: path] = number }
            }
        }
        return policy
    }

    private mutating func identity(_ values: [String: Cell]) -> IdentityPolicy {
        var policy = IdentityPolicy()
        for setting in IdentitySetting.all {
            guard let cell = values[setting.name] else { continue }
            switch setting.value {
            case .whole(let path, let range):
                if let whole = whole(cell, in: range) { policy[keyPath: path] = whole }
            case .flag(let path):
                if let flag = flag(cell) { policy[keyPath: path] = flag }
            case .networks(let path): policy[keyPath: path] = networks(cell)
            }
        }
        return policy
    }

    private mutating func networks(_ cell: Cell) -> [Network] {
        list(cell).compactMap { text in
            let network = Network(text)
            if network == nil {
                report(
                    cell,
                    "“\(text)” is no network, like 10.1.0.0/16 or 2001:db8::/32",
                    chinese: "“\(text)”不是网段：写法如 10.1.0.0/16 或 2001:db8::/32"
                )
            }
            return network
        }
    }
}
