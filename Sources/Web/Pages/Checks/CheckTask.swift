import Casework

/// What is looked at on the spot.
enum CheckTask: String, CaseIterable {
    case verify, check

    var words: String { self == .verify ? "核实" : "核查" }
    var stage: CaseStage { self == .verify ? .verifying : .checking }

    init?(_ file: Case) {
        guard let task = Self.allCases.first(where: { $0.stage == file.stage }) else { return nil }
        self = task
    }

    /// How far it is, in metres; the same street is near, and what has no place is far.
    static func way(from here: Place?, to there: Place) -> Double {
        if let a = here?.position, let b = there.position { return Distance(from: a, to: b).metres }
        if let road = here?.road, road == there.road { return 1000 }
        return 100_000
    }
}

/// What somebody found on the spot: what the buttons say.
enum CheckOutcome: String {
    case pass, fail
    case isTrue = "true"
    case isFalse = "false"
    case unclear

    /// The event that means it, of those that the case allows.
    func event(among allowed: [EventName]) -> EventName {
        switch self {
        case .isTrue, .isFalse, .unclear: .verifyFeedback
        case .pass: allowed.contains(.checkPassToCallback) ? .checkPassToCallback : .checkPass
        case .fail:
            allowed.contains(.backToDispatch) && !allowed.contains(.checkFail) ? .backToDispatch : .checkFail
        }
    }

    /// The one text of the form under the name that the event has for it.
    func fields(of form: FormFields) -> [String: Web.RawValue] {
        var fields = form.without(["outcome", "words"]).raw
        let words = (form.first("words") ?? "").trimmed
        if !words.isEmpty {
            fields[self == .fail ? Field.reason.rawValue : Field.note.rawValue] = .text(words)
        }
        switch self {
        case .isTrue, .isFalse, .unclear: fields[Field.finding.rawValue] = .text(rawValue)
        case .pass, .fail: break
        }
        return fields
    }
}
