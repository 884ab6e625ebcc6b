import Casework

/// The snapshot of a case as it is stored: the form that `Codable` reads, written without its containers.
///
/// What is zero, false or empty is left out. Tests hold what is written here against what Foundation's encoder writes.
extension CaseState {
    var stored: String {
        var json = JSONWriter(sparseReserving: 2048)
        write(to: &json)
        return json.text
    }

    private func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("stage", stage.rawValue)
            json.member("version", version)
            json.member("content", content.write)
            json.member("urgency", urgency.rawValue)
            writeHolders(to: &json)
            json.member("limits", limits?.write)
            if !clocks.isEmpty { json.object("clocks", writeClocks) }
            writeInstants(to: &json)
            writeCounts(to: &json)
            writeRequests(to: &json)
            writeMarks(to: &json)
        }
    }

    private func writeClocks(to json: inout JSONWriter) {
        for kind in ClockKind.allCases {
            guard let clock = clocks[kind] else { continue }
            json.name(kind.rawValue)
            clock.write(to: &json)
        }
    }

    private func writeHolders(to json: inout JSONWriter) {
        json.member("recordedAt", recordedAt)
        json.member("recordedBy", recordedBy)
        json.member("recordedTeam", recordedTeam)
        json.member("follower", follower)
        json.member("isUnrouted", isUnrouted)
        json.member("unit", unit)
        json.member("unitRule", unitRule)
        json.member("assisting", assisting)
        json.member("outsideBody", outsideBody)
        json.member("theirNumber", theirNumber)
    }

    private func writeInstants(to json: inout JSONWriter) {
        json.member("dispatchedAt", dispatchedAt)
        json.member("signedAt", signedAt)
        json.member("arrivedAt", arrivedAt)
        json.member("feedbackAt", feedbackAt)
        json.member("closedAt", closedAt)
        json.member("endedAt", endedAt)
        json.member("changedAt", changedAt)
    }

    private func writeCounts(to json: inout JSONWriter) {
        json.member("returns", returns)
        json.member("wrongReturns", wrongReturns)
        json.member("extensions", extensions)
        json.member("extendedWorkSeconds", extendedWorkSeconds)
        json.member("suspensions", suspensions)
        json.member("reworks", reworks)
        json.member("redos", redos)
        json.member("supervision", supervision)
        json.member("urges", urges)
        json.member("urgeNoticeAt", urgeNoticeAt)
        json.member("callers", callers)
    }

    private func writeRequests(to json: inout JSONWriter) {
        json.member("pending", pending?.write)
        json.member("cannotReturn", cannotReturn)
        json.member("proposesRecall", proposesRecall)
        json.member("attempts", attempts, CallbackAttempt.write)
        json.member("verdict", verdict?.write)
        json.member("answeredAt", answeredAt)
        json.member("noAnswerReason", noAnswerReason)
        json.member("orders", orders, SupervisionOrder.write)
    }

    private func writeMarks(to json: inout JSONWriter) {
        json.member("yellowRound", yellowRound)
        json.member("redRound", redRound)
        json.member("wasOverdue", wasOverdue)
        json.member("lateMarks", lateMarks.map(\.rawValue).sorted())
        json.member("checkTimedOut", checkTimedOut)
        json.member("isExempt", isExempt)
        json.member("appeals", appeals)
        json.member("parent", parent)
        json.member("children", children)
        json.member("coordinations", coordinations)
    }
}
