import Casework

/// The snapshot of a case as it is stored: the form that `Codable` reads, written without its containers.
///
/// What is zero, false or empty is left out.
extension CaseState {
    init(stored: [UInt8]) throws { self = try Packed.read(CaseState.self, from: stored) }

    var stored: [UInt8] {
        var packed = PackedWriter(reserving: 512)
        write(to: &packed)
        return packed.bytes
    }

    private func write(to packed: inout PackedWriter) {
        packed.object { packed in
            packed.member("stage", stage.rawValue)
            packed.member("version", version)
            packed.member("content", content.write)
            packed.member("urgency", urgency.rawValue)
            writeHolders(to: &packed)
            packed.member("limits", limits?.write)
            if !clocks.isEmpty { packed.member("clocks") { $0.object(writeClocks) } }
            writeInstants(to: &packed)
            writeCounts(to: &packed)
            writeRequests(to: &packed)
            writeMarks(to: &packed)
        }
    }

    private func writeClocks(to packed: inout PackedWriter) {
        for kind in ClockKind.allCases {
            guard let clock = clocks[kind] else { continue }
            packed.add(kind.rawValue)
            clock.write(to: &packed)
        }
    }

    private func writeHolders(to packed: inout PackedWriter) {
        packed.member("recordedAt", recordedAt)
        packed.member("recordedBy", recordedBy)
        packed.member("recordedTeam", recordedTeam)
        packed.member("follower", follower)
        packed.member("isUnrouted", isUnrouted)
        packed.member("unit", unit)
        packed.member("unitRule", unitRule)
        packed.member("assisting", assisting)
        packed.member("outsideBody", outsideBody)
        packed.member("theirNumber", theirNumber)
    }

    private func writeInstants(to packed: inout PackedWriter) {
        packed.member("dispatchedAt", dispatchedAt)
        packed.member("signedAt", signedAt)
        packed.member("arrivedAt", arrivedAt)
        packed.member("feedbackAt", feedbackAt)
        packed.member("closedAt", closedAt)
        packed.member("endedAt", endedAt)
        packed.member("changedAt", changedAt)
    }

    private func writeCounts(to packed: inout PackedWriter) {
        packed.member("returns", returns)
        packed.member("wrongReturns", wrongReturns)
        packed.member("extensions", extensions)
        packed.member("extendedWorkSeconds", extendedWorkSeconds)
        packed.member("suspensions", suspensions)
        packed.member("reworks", reworks)
        packed.member("redos", redos)
        packed.member("supervision", supervision)
        packed.member("urges", urges)
        packed.member("urgeNoticeAt", urgeNoticeAt)
        packed.member("callers", callers)
    }

    private func writeRequests(to packed: inout PackedWriter) {
        packed.member("pending", pending?.write)
        packed.member("cannotReturn", cannotReturn)
        packed.member("proposesRecall", proposesRecall)
        packed.member("attempts", attempts, CallbackAttempt.write)
        packed.member("verdict", verdict?.write)
        packed.member("answeredAt", answeredAt)
        packed.member("noAnswerReason", noAnswerReason)
        packed.member("orders", orders, SupervisionOrder.write)
    }

    private func writeMarks(to packed: inout PackedWriter) {
        packed.member("yellowRound", yellowRound)
        packed.member("redRound", redRound)
        packed.member("wasOverdue", wasOverdue)
        packed.member("lateMarks", lateMarks.map(\.rawValue).sorted())
        packed.member("checkTimedOut", checkTimedOut)
        packed.member("isExempt", isExempt)
        packed.member("appeals", appeals)
        packed.member("parent", parent)
        packed.member("children", children)
        packed.member("coordinations", coordinations)
    }
}
