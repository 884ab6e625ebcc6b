import Casework
import Storage

/// A case as the API tells it to one person.
///
/// A class of constants: a dozen closures take it with them.
final class CaseTelling {
    let file: Case
    let history: [CaseEvent]
    let person: Person
    let sight: Sight
    let now: Timestamp
    let rules: Rulebook
    let names: [Person.ID: String]
    let isForgotten: Bool
    let photoFacts: [String: PhotoFacts]

    init(
        _ entry: CaseFile,
        history: [CaseEvent] = [],
        photoFacts: [String: PhotoFacts] = [:],
        to person: Person,
        sight: Sight,
        at now: Timestamp,
        under rules: Rulebook,
        names: [Person.ID: String]
    ) {
        file = entry.file
        isForgotten = entry.isForgotten
        self.history = history
        self.photoFacts = photoFacts
        self.person = person
        self.sight = sight
        self.now = now
        self.rules = rules
        self.names = names
    }

    var state: CaseState { file.state }
    var content: CaseContent { file.state.content }

    func bytes() -> [UInt8] {
        var json = JSONWriter(reserving: 8192)
        write(to: &json)
        return json.bytes
    }

    /// A list leaves out what may be done and what has happened.
    func write(to json: inout JSONWriter, withHistory: Bool = true) {
        json.object { json in
            writeMatter(to: &json)
            writeWork(to: &json)
            writeAnswer(to: &json)
            if withHistory {
                json.list("allowed") { json in
                    for event in file.allowed(to: person, at: now, under: rules) { json.add(event.rawValue) }
                }
                json.tell("events", each: history) { event($1, to: &$0) }
                json.tell("attachments", each: CasePhoto.all(in: history, facts: photoFacts), attachment)
            }
        }
    }

    /// What it is about.
    private func writeMatter(to json: inout JSONWriter) {
        let personal = file.personal.seen(sight)
        json.member("number", file.number)
        json.member("version", state.version)
        json.member("stage", file.stage.rawValue)
        json.member("stageName", file.stage.chinese)
        json.member("kind", content.kind)
        json.member("source", content.source)
        json.tell("sourceReference", content.sourceReference)
        json.member("urgency", state.urgency.rawValue)
        json.tell("topic", content.topic) { named($1, rules.topics[$1]?.name, to: &$0) }
        json.tell("category", content.category) { named($1, rules.categories[$1]?.name, to: &$0) }
        json.tell("standard", content.standard)
        json.object("place") { place(personal, to: &$0) }
        json.object("caller") { json in
            json.tell("name", personal.name)
            json.tell("phone", personal.phone)
            json.member("wantsCallback", content.wantsCallback)
            json.member("confidential", content.isConfidential)
        }
        json.member("description", personal.description)
        json.tell("expectation", personal.expectation)
        json.member("photos", content.photos)
        json.member("calls", content.calls)
    }

    /// Whose it is, and by when.
    private func writeWork(to json: inout JSONWriter) {
        let time = rules.time
        let handle = state.clocks[.handle]
        json.tell("unit", state.unit, unit)
        json.tell("unitRule", state.unitRule)
        json.tell("assisting", each: state.assisting, unit)
        json.tell("outside", state.outsideBody) { json, body in
            json.tell("body", body, unit)
            json.tell("theirNumber", state.theirNumber)
        }
        json.member("unrouted", state.isUnrouted)
        json.member("proposesRecall", state.proposesRecall)
        json.tell("follower", state.follower, who)
        json.tell("complainedOf", state.content.complainedOf, who)
        json.tell("recordedAt", state.recordedAt, in: time)
        json.tell("dispatchedAt", state.dispatchedAt, in: time)
        json.tell("signedAt", state.signedAt, in: time)
        json.tell("arrivedAt", state.arrivedAt, in: time)
        json.tell("feedbackAt", state.feedbackAt, in: time)
        json.tell("closedAt", state.closedAt, in: time)
        json.tell("endedAt", state.endedAt, in: time)
        json.tell("due", handle?.isRunning == true ? handle?.due : nil, in: time)
        json.member("overdue", handle?.isOverdue(at: now) == true)
        json.tell("limits", state.limits, limits)
        json.tell("clocks", each: ClockKind.allCases.compactMap { state.clocks[$0] }, clock)
    }

    /// What came of it.
    private func writeAnswer(to json: inout JSONWriter) {
        let time = rules.time
        json.object("counts", counts)
        json.tell("pending", state.pending, pending)
        json.tell("verdict", state.verdict, verdict)
        json.tell("attempts", each: state.attempts) { json, attempt in
            json.tell("at", attempt.at, in: time)
            json.member("outcome", attempt.outcome)
            json.tell("callAgainAt", attempt.callAgainAt, in: time)
        }
        json.tell("answeredAt", state.answeredAt, in: time)
        json.tell("noAnswerReason", state.noAnswerReason)
        json.tell("orders", each: state.orders, order)
        json.member("exempt", state.isExempt)
        json.tell("parent", state.parent)
        json.member("links", state.children)
        json.member("masked", sight == .masked)
        json.member("forgotten", isForgotten)
    }
}
