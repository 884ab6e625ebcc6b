import Casework

/// Facts as events store them: the form that `Codable` reads, an object with the fact's code and its values.
///
/// Tests hold what is written here against what Foundation's encoder writes.
extension Fact {
    func write(to json: inout JSONWriter) {
        switch self {
        case .recorded(let content, let urgency, let team):
            json.coded("recorded") { json in
                json.member("content", content.write)
                json.member("urgency", urgency.rawValue)
                json.member("team", team)
            }
        case .amended(let content):
            json.coded("amended") { $0.member("content", content.write) }
        case .stage(let stage): json.coded("stage") { $0.member("_0", stage.rawValue) }
        case .follower(let person): json.coded("follower") { $0.member("_0", person) }
        case .unrouted(let isUnrouted): json.coded("unrouted") { $0.member("_0", isUnrouted) }
        case .unit(let unit, let rule):
            json.coded("unit") { json in
                json.member("_0", unit)
                json.member("rule", rule)
            }
        case .unitCleared: json.coded("unitCleared")
        case .assisting(let units): json.coded("assisting") { $0.member("_0", units) }
        case .outside(let body, let number):
            json.coded("outside") { json in
                json.member("_0", body)
                json.member("theirNumber", number)
            }
        case .limits(let limits): json.coded("limits") { $0.member("_0", limits.write) }
        case .clock(let change): json.coded("clock") { $0.member("_0", change.write) }
        case .classified(let category, let standard):
            json.coded("classified") { json in
                json.member("category", category)
                json.member("standard", standard)
            }
        case .urgency(let urgency): json.coded("urgency") { $0.member("_0", urgency.rawValue) }
        case .dispatched: json.coded("dispatched")
        case .signed: json.coded("signed")
        case .arrived: json.coded("arrived")
        case .notArrived: json.coded("notArrived")
        case .fedBack(let overdue): json.coded("fedBack") { $0.member("overdue", overdue) }
        case .counted(let counter, let value):
            json.coded("counted") { json in
                json.member("_0", counter.rawValue)
                json.member("_1", value)
            }
        case .pending(let request): json.coded("pending") { $0.member("_0", request?.write) }
        case .cannotReturn(let cannot): json.coded("cannotReturn") { $0.member("_0", cannot) }
        case .proposesRecall(let proposes): json.coded("proposesRecall") { $0.member("_0", proposes) }
        case .attempted(let attempt): json.coded("attempted") { $0.member("_0", attempt.write) }
        case .verdict(let verdict): json.coded("verdict") { $0.member("_0", verdict?.write) }
        case .attemptsForgotten: json.coded("attemptsForgotten")
        case .answered: json.coded("answered")
        case .answerOwedAnew: json.coded("answerOwedAnew")
        case .noAnswer(let reason): json.coded("noAnswer") { $0.member("reason", reason) }
        case .ordered(let order): json.coded("ordered") { $0.member("_0", order.write) }
        case .orderReplied(let number): json.coded("orderReplied") { $0.member("_0", number) }
        case .card(let level, let round):
            json.coded("card") { json in
                json.member("level", level)
                json.member("round", round)
            }
        case .late(let mark): json.coded("late") { $0.member("_0", mark.rawValue) }
        case .checkTimedOut(let timedOut): json.coded("checkTimedOut") { $0.member("_0", timedOut) }
        case .exempt: json.coded("exempt")
        case .parent(let number): json.coded("parent") { $0.member("_0", number) }
        case .child(let number): json.coded("child") { $0.member("_0", number) }
        case .called(let call): json.coded("called") { $0.member("_0", call) }
        case .closed: json.coded("closed")
        case .notClosed: json.coded("notClosed")
        case .urgeNotified: json.coded("urgeNotified")
        case .coordinated(let number): json.coded("coordinated") { $0.member("number", number) }
        }
    }
}

extension ClockChange {
    func write(to json: inout JSONWriter) {
        switch self {
        case .started(let clock): json.coded("started") { $0.member("_0", clock.write) }
        case .stopped(let kind, let used):
            json.coded("stopped") { json in
                json.member("_0", kind.rawValue)
                json.member("used", used)
            }
        case .paused(let kind, let used):
            json.coded("paused") { json in
                json.member("_0", kind.rawValue)
                json.member("used", used)
            }
        case .resumed(let kind, let due):
            json.coded("resumed") { json in
                json.member("_0", kind.rawValue)
                json.member("due", due)
            }
        case .changed(let kind, let limit, let measure, let used, let due):
            json.coded("changed") { json in
                json.member("_0", kind.rawValue)
                json.member("limit", limit)
                json.member("measure", measure.rawValue)
                json.member("used", used)
                json.member("due", due)
            }
        case .forgotten(let kind): json.coded("forgotten") { $0.member("_0", kind.rawValue) }
        }
    }
}

extension FieldValue {
    func write(to json: inout JSONWriter) {
        switch self {
        case .text(let text): json.coded("text") { $0.member("_0", text) }
        case .texts(let texts): json.coded("texts") { $0.member("_0", texts) }
        case .instant(let instant): json.coded("instant") { $0.member("_0", instant) }
        case .amendment(let amendment): json.coded("amendment") { $0.member("_0", amendment.write) }
        case .measured(let values):
            json.coded("measured") { json in
                json.object("_0") { json in
                    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                        json.name(name)
                        json.add(value)
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    /// A value of an enumeration, as `Codable` has it: its name, and under it what it carries.
    fileprivate mutating func coded(_ name: StaticString, _ values: (inout Self) -> Void = { _ in }) {
        object { $0.object(name, values) }
    }
}
