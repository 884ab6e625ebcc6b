import Casework

/// Something that was done to a case then.
struct PastStep: Sendable, Equatable {
    /// The first of these that the case allows; mostly there is only one.
    let events: [EventName]
    let at: Timestamp
    /// Of whoever did it; nil where the old books do not say.
    var account: String?
    var fields: [String: RawValue] = [:]
    /// It may have been overtaken by what time did: then it is left out.
    var isSkippable = false

    init(_ event: EventName, at: Timestamp, _ fields: [String: RawValue] = [:]) {
        events = [event]
        self.at = at
        self.fields = fields
    }

    init(
        anyOf events: [EventName],
        at: Timestamp,
        _ fields: [String: RawValue] = [:],
        isSkippable: Bool = false
    ) {
        self.events = events
        self.at = at
        self.fields = fields
        self.isSkippable = isSkippable
    }
}
