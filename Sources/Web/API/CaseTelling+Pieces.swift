import Casework
import Storage

/// The objects within a case's answer: each writes its members.
extension CaseTelling {
    func named(_ code: String, _ name: String?, to json: inout JSONWriter) {
        json.member("code", code)
        json.member("name", name ?? code)
    }

    func unit(_ json: inout JSONWriter, _ id: Unit.ID) { named(id, rules.units[id]?.name, to: &json) }

    func who(_ json: inout JSONWriter, _ id: Person.ID) {
        json.member("id", id)
        json.member("name", names[id] ?? "#\(id)")
    }

    func place(_ personal: Personal, to json: inout JSONWriter) {
        let place = content.place
        json.tell("area", place.area) { named($1, rules.areas[$1]?.name, to: &$0) }
        json.tell("district", content.district) { named($1, rules.areas[$1]?.name, to: &$0) }
        json.tell("road", place.road)
        json.tell("side", place.side)
        json.tell("houseNumber", personal.houseNumber)
        json.tell("crossRoad", place.crossRoad)
        json.tell("estate", place.estate)
        json.tell("landmark", place.landmark)
        json.tell("component", place.component)
        json.tell("community", place.community)
        json.tell("grid", place.grid)
        json.tell("address", personal.address)
        json.tell("noPlaceReason", personal.noPlaceReason)
        json.tell("lon", place.lon)
        json.tell("lat", place.lat)
    }

    func limits(_ json: inout JSONWriter, _ limits: ChosenLimits) {
        json.member("source", limits.source.rawValue)
        json.tell("standard", limits.standard)
        json.member("version", limits.version)
        json.object("finish") { limit(&$0, limits.finish) }
        json.tell("arrive", limits.arrive, limit)
    }

    private func limit(_ json: inout JSONWriter, _ limit: Limit) {
        json.member("value", limit.value)
        json.member("unit", limit.unit.rawValue)
    }

    func clock(_ json: inout JSONWriter, _ clock: Clock) {
        let keeper = clock.unit == nil ? rules.hall : rules.timekeeper(of: clock.unit)
        json.member("clock", clock.kind.rawValue)
        json.member("state", clock.state.rawValue)
        json.member("round", clock.round)
        json.tell("unit", clock.unit)
        json.member("measure", clock.measure.rawValue)
        json.member("limit", clock.limit)
        json.member("used", clock.usedSeconds(at: now, by: keeper))
        json.tell("since", clock.since, in: rules.time)
        json.tell("due", clock.due, in: rules.time)
        json.member(
            "overdue",
            clock.isOverdue(at: now) || (!clock.isRunning && clock.used > clock.limit)
        )
    }

    func counts(_ json: inout JSONWriter) {
        json.member("returns", state.returns)
        json.member("wrongReturns", state.wrongReturns)
        json.member("extensions", state.extensions)
        json.member("suspensions", state.suspensions)
        json.member("reworks", state.reworks)
        json.member("redos", state.redos)
        json.member("supervision", state.supervision)
        json.member("urges", state.urges)
        json.member("attempts", state.attempts.count)
        json.member("callers", state.callers)
    }

    func pending(_ json: inout JSONWriter, _ pending: PendingRequest) {
        json.member("request", pending.kind.rawValue)
        json.tell("at", pending.at, in: rules.time)
        json.object("by") { who(&$0, pending.by) }
        json.tell("reasonCode", pending.reasonCode)
        json.tell("until", pending.until, in: rules.time)
        json.tell("properUnit", pending.properUnit, unit)
        json.tell("opinion", pending.opinion)
    }

    func verdict(_ json: inout JSONWriter, _ verdict: Verdict) {
        json.member("kind", verdict.kind.rawValue)
        json.tell("at", verdict.at, in: rules.time)
        json.tell("satisfaction", verdict.satisfaction)
        json.tell("solved", verdict.solved)
        json.tell("manner", verdict.manner)
        json.member("bad", verdict.isBad)
        json.tell("accepted", verdict.accepted)
    }

    func order(_ json: inout JSONWriter, _ order: SupervisionOrder) {
        json.member("order", order.number)
        json.member("level", order.level)
        json.tell("at", order.at, in: rules.time)
        json.object("by") { who(&$0, order.by) }
        json.tell("replyBy", order.replyBy, in: rules.time)
        json.tell("repliedAt", order.repliedAt, in: rules.time)
    }
}
