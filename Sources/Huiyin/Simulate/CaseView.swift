import Casework

/// What the API says of a case, as far as somebody who works on it looks.
struct CaseView: Decodable, Sendable {
    struct Named: Decodable, Sendable {
        let code: String
        let name: String
    }

    struct Place: Decodable, Sendable { let district: Named? }
    struct Pending: Decodable, Sendable {
        let request: String
        let opinion: String?
    }
    struct Counts: Decodable, Sendable {
        let returns, extensions, suspensions, reworks, redos: Int
    }
    struct Verdict: Decodable, Sendable {
        let kind: String
        let bad: Bool
        let satisfaction: String?

        var isContent: Bool { ["very_satisfied", "satisfied", "fairly_satisfied"].contains(satisfaction) }
    }
    struct Attempt: Decodable, Sendable {
        let at: String
        let outcome: String
    }
    struct Order: Decodable, Sendable {
        let order: String
        let repliedAt: String?
    }
    struct Event: Decodable, Sendable {
        let event: String
        let at: String
    }

    let number: String
    let stage: CaseStage
    let source: String
    let place: Place
    let unit: Named?
    let due: String?
    let pending: Pending?
    let counts: Counts
    let verdict: Verdict?
    let attempts: [Attempt]
    let orders: [Order]
    let answeredAt: String?
    let arrivedAt: String?
    let parent: String?
    let allowed: [String]?
    let events: [Event]?

    func allows(_ event: EventName) -> Bool { allowed?.contains(event.rawValue) == true }

    /// The instant of the latest event, as the server's clock had it.
    func latest(_ time: CivilTime) -> Timestamp? { events?.last.flatMap { time.instant($0.at) } }
}

/// A page of `GET /cases`.
struct CaseListView: Decodable, Sendable {
    struct Item: Decodable, Sendable {
        let number: String
        let stage: String
    }

    let items: [Item]
    let next: String?
}

/// `GET /wall`.
struct WallView: Decodable, Sendable {
    struct Calls: Decodable, Sendable { let offered: Int }
    struct Cases: Decodable, Sendable { let opened, closed, open: Int }
    struct District: Decodable, Sendable {
        let code: String?
        let name: String
        let calls: Calls
        let callbacks: Int
        let cases: Cases
        let satisfaction: Double?
    }

    let day: String
    let calls: Calls
    let callbacks: Int
    let cases: Cases
    let satisfaction: Double?
    let districts: [District]
}
