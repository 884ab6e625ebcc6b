import Casework

/// Facts as events store them: the form that `Codable` reads, an object with the fact's code and its values.
extension Fact {
    func write(to packed: inout PackedWriter) {
        switch self {
        case .recorded(let content, let urgency, let team):
            packed.coded("recorded") { packed in
                packed.member("content", content.write)
                packed.member("urgency", urgency.rawValue)
                packed.member("team", team)
            }
        case .amended(let content):
            packed.coded("amended") { $0.member("content", content.write) }
        case .stage(let stage): packed.single("stage") { $0.add(stage.rawValue) }
        case .follower(let person): packed.single("follower") { $0.add(person) }
        case .unrouted(let isUnrouted): packed.single("unrouted") { $0.add(isUnrouted) }
        case .unit(let unit, let rule):
            packed.coded("unit") { packed in
                packed.member("_0", unit)
                packed.member("rule", rule)
            }
        case .unitCleared: packed.coded("unitCleared")
        case .assisting(let units): packed.single("assisting") { $0.add(units) }
        case .outside(let body, let number):
            packed.coded("outside") { packed in
                packed.member("_0", body)
                packed.member("theirNumber", number)
            }
        case .limits(let limits): packed.single("limits", limits.write)
        case .clock(let change): packed.single("clock", change.write)
        case .classified(let category, let standard):
            packed.coded("classified") { packed in
                packed.member("category", category)
                packed.member("standard", standard)
            }
        case .urgency(let urgency): packed.single("urgency") { $0.add(urgency.rawValue) }
        case .dispatched: packed.coded("dispatched")
        case .signed: packed.coded("signed")
        case .arrived: packed.coded("arrived")
        case .notArrived: packed.coded("notArrived")
        case .fedBack(let overdue): packed.coded("fedBack") { $0.member("overdue", overdue) }
        case .counted(let counter, let value):
            packed.coded("counted") { packed in
                packed.member("_0", counter.rawValue)
                packed.member("_1", value)
            }
        case .pending(let request): packed.coded("pending") { $0.member("_0", request?.write) }
        case .cannotReturn(let cannot): packed.single("cannotReturn") { $0.add(cannot) }
        case .proposesRecall(let proposes): packed.single("proposesRecall") { $0.add(proposes) }
        case .attempted(let attempt): packed.single("attempted", attempt.write)
        case .verdict(let verdict): packed.coded("verdict") { $0.member("_0", verdict?.write) }
        case .attemptsForgotten: packed.coded("attemptsForgotten")
        case .answered: packed.coded("answered")
        case .answerOwedAnew: packed.coded("answerOwedAnew")
        case .noAnswer(let reason): packed.coded("noAnswer") { $0.member("reason", reason) }
        case .ordered(let order): packed.single("ordered", order.write)
        case .orderReplied(let number): packed.single("orderReplied") { $0.add(number) }
        case .card(let level, let round):
            packed.coded("card") { packed in
                packed.member("level", level)
                packed.member("round", round)
            }
        case .late(let mark): packed.single("late") { $0.add(mark.rawValue) }
        case .checkTimedOut(let timedOut): packed.single("checkTimedOut") { $0.add(timedOut) }
        case .exempt: packed.coded("exempt")
        case .parent(let number): packed.coded("parent") { $0.member("_0", number) }
        case .child(let number): packed.single("child") { $0.add(number) }
        case .called(let call): packed.single("called") { $0.add(call) }
        case .closed: packed.coded("closed")
        case .notClosed: packed.coded("notClosed")
        case .urgeNotified: packed.coded("urgeNotified")
        case .coordinated(let number): packed.coded("coordinated") { $0.member("number", number) }
        }
    }
}

extension ClockChange {
    func write(to packed: inout PackedWriter) {
        switch self {
        case .started(let clock): packed.single("started", clock.write)
        case .stopped(let kind, let used):
            packed.coded("stopped") { packed in
                packed.member("_0", kind.rawValue)
                packed.member("used", used)
            }
        case .paused(let kind, let used):
            packed.coded("paused") { packed in
                packed.member("_0", kind.rawValue)
                packed.member("used", used)
            }
        case .resumed(let kind, let due):
            packed.coded("resumed") { packed in
                packed.member("_0", kind.rawValue)
                packed.member("due", due)
            }
        case .changed(let kind, let limit, let measure, let used, let due):
            packed.coded("changed") { packed in
                packed.member("_0", kind.rawValue)
                packed.member("limit", limit)
                packed.member("measure", measure.rawValue)
                packed.member("used", used)
                packed.member("due", due)
            }
        case .forgotten(let kind): packed.single("forgotten") { $0.add(kind.rawValue) }
        }
    }
}

extension FieldValue {
    func write(to packed: inout PackedWriter) {
        switch self {
        case .text(let text): packed.single("text") { $0.add(text) }
        case .texts(let texts): packed.single("texts") { $0.add(texts) }
        case .instant(let instant): packed.single("instant") { $0.add(instant) }
        case .amendment(let amendment): packed.single("amendment", amendment.write)
        case .measured(let values):
            packed.single("measured") { packed in
                packed.object { packed in
                    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                        packed.add(name)
                        packed.add(value)
                    }
                }
            }
        }
    }
}
