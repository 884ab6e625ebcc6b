import Casework
import Web

/// What somebody would do to a case, if it may be done.
struct Intent: Sendable {
    let who: Colleague
    let event: EventName
    let fields: [(Field, JSON)]
    /// Whether a photograph is taken first, and named in `photos`.
    let takesPhoto: Bool

    init(_ who: Colleague, _ event: EventName, _ fields: [(Field, JSON)] = [], photo: Bool = false) {
        self.who = who
        self.event = event
        self.fields = fields
        takesPhoto = photo
    }
}

/// How a case goes on.
enum Next: Sendable {
    /// The first of these that may be done.
    case act([Intent])
    /// Nothing can be done before then.
    case wait(until: Timestamp)
    /// Its parent's end moves it.
    case waitForParent(Case.Number)
    case ended
}
