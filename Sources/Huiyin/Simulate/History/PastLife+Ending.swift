import Casework
import Web

/// Review, check, callback, closing, what may come after it, and what is done beside the way.
extension PastLife {
    mutating func review() {
        if take(\.reworks),
            give(.rework, after: minutes(12), by: follower(), [(.reason, .text("照片看不出已经修好，请返工"))])
        {
            return
        }
        if take(\.isChecked) || file.state.content.source == "inspector" {
            if give(.passToCheck, after: minutes(10), by: follower(), [(.note, .text("请到现场看一看"))]) { return }
        }
        if give(.passToCallback, after: minutes(10), by: follower()) { return }
        give(.passToClose, after: minutes(10), by: follower())
    }

    mutating func check() {
        let photo: (Field, RawValue) = (.photos, .text("old:"))
        if take(\.checkFails) {
            let fields = [photo, (.reason, .text("现场仍有积水，未修好"))]
            if give(.checkFail, after: minutes(16), by: hall(.fieldSupervisor), fields) { return }
        }
        if give(.checkPassToCallback, after: minutes(16), by: hall(.fieldSupervisor), [photo]) { return }
        give(.checkPass, after: minutes(16), by: hall(.fieldSupervisor), [photo])
    }

    mutating func callBack() {
        if file.state.verdict?.isBad == true, file.state.verdict?.accepted == nil { return afterBadVerdict() }
        let wait = untilWaking(minutes(40))
        if take(\.fruitlessCalls) {
            if give(.callbackAttempt, after: wait, by: follower(), [(.outcome, .text("busy"))]) { return }
        }
        switch course.callback {
        case .satisfied: satisfied(after: wait)
        case .dissatisfied:
            guard take(\.complaints) else { return satisfied(after: wait) }
            let fields: [(Field, RawValue)] = [
                (.satisfaction, .text(chance.happens(0.3) ? "very_dissatisfied" : "dissatisfied")),
                (.solved, .text(chance.happens(0.5) ? "partly" : "no")),
                (.manner, .text(chance.happens(0.5) ? "good" : "poor")), (.words, .text("来电人说过两天又坏了")),
            ]
            give(.recordVerdict, after: wait, by: follower(), fields)
        case .declined: give(.callerDeclined, after: wait, by: follower(), [(.words, .text("不便评价"))])
        case .wrongNumber:
            if file.state.attempts.last?.outcome == "wrong_number" {
                give(.callerUnreachable, after: 60, by: follower())
            } else {
                give(.callbackAttempt, after: wait, by: follower(), [(.outcome, .text("wrong_number"))])
            }
        case .unreachable:
            if file.state.attempts.count >= 3, give(.callerUnreachable, after: 60, by: follower()) { return }
            let next = file.state.attempts.isEmpty ? wait : untilWaking(7300 + chance.below(9000))
            give(.callbackAttempt, after: next, by: follower(), [(.outcome, .text("no_answer"))])
        }
    }

    private mutating func satisfied(after wait: Int) {
        let satisfaction = chance.one(weighed: [
            (value: "very_satisfied", weight: 5), (value: "satisfied", weight: 4),
            (value: "fairly_satisfied", weight: 1),
        ])
        let fields: [(Field, RawValue)] = [
            (.satisfaction, .text(satisfaction ?? "satisfied")),
            (.solved, .text(chance.happens(0.95) ? "yes" : "partly")),
            (.manner, .text(chance.happens(0.95) ? "good" : "fair")),
        ]
        give(.callerSatisfied, after: wait, by: follower(), fields)
    }

    private mutating func afterBadVerdict() {
        let role: Role = file.state.redos == 0 ? .shiftLeader : .director
        if chance.happens(0.2) {
            let fields: [(Field, RawValue)] = [
                (.reason, .text("已达到标准，来电人另有要求")), (.grounds, .text("standard_met")),
            ]
            if give(.acceptDissatisfied, after: minutes(25), by: hall(role), fields) { return }
        }
        let again = "来电人反映没有解决，重新办理"
        if give(.redo, after: minutes(25), by: hall(role), [(.reason, .text(again))]) { return }
        if give(.escalate, after: minutes(25), by: hall(.director), [(.reason, .text("两次重办仍不满意，提级督办"))]) {
            return
        }
        give(.backToDispatch, after: minutes(25), by: hall(.director), [(.reason, .text(again))])
    }

    mutating func close() {
        if take(\.closingRejected) {
            let reason: (Field, RawValue) = (.reason, .text("处置说明与所反映的不是一处"))
            if give(.closeReject, after: minutes(8), by: hall(.shiftLeader), [reason]) { return }
        }
        var fields: [(Field, RawValue)] = [(.conclusion, .text("已办结，来电人已答复"))]
        if file.state.answeredAt == nil {
            fields.append((.noAnswerReason, .text(file.state.content.hasPhone ? "not_wanted" : "anonymous")))
        }
        give(.close, after: minutes(8), by: hall(.shiftLeader), fields)
    }

    mutating func afterwards() {
        if let pending = file.state.pending, pending.kind == .appeal { return answerAppeal(pending) }
        if take(\.isReopened), chance.happens(0.5) {
            let reason: (Field, RawValue) = (.reason, .text("来电人再次反映同一问题"))
            if give(.reopen, after: 86_400 * (1 + chance.below(10)), by: hall(.shiftLeader), [reason]) {
                return
            }
        }
        if file.state.reworks > 0 || file.state.wasOverdue, take(\.isAppealed), chance.happens(0.3) {
            let reason: (Field, RawValue) = (.reason, .text("返工系天气所致，请予核减"))
            give(.requestAppeal, after: 3600 * (4 + chance.below(30)), by: unit(.unitManager), [reason])
        }
    }

    private mutating func answerAppeal(_ pending: PendingRequest) {
        if pending.opinion == nil {
            let fields: [(Field, RawValue)] = [(.opinion, .text("agree")), (.reason, .text("当日停电，情况属实"))]
            give(.appealReviewed, after: minutes(300), by: hall(.shiftLeader), fields)
        } else {
            give(.appealApproved, after: minutes(400), by: hall(.evaluator), [(.reason, .text("同意"))])
        }
    }

    /// Something beside the way, now and then: it is tried once.
    mutating func beside() {
        if file.state.orders.contains(where: { $0.repliedAt == nil }),
            [.signing, .handling].contains(file.stage)
        {
            let order = file.state.orders.last?.number ?? ""
            let fields: [(Field, RawValue)] = [(.order, .text(order)), (.note, .text("已安排人员，今日完成"))]
            give(.supervisionReply, after: minutes(50), by: unit(), fields)
            return
        }
        guard let place = course.asides.firstIndex(where: { isFit($0) }) else { return }
        switch course.asides.remove(at: place) {
        case .urge: give(.urge, after: minutes(30), by: hall(.agent), [(.note, .text("来电人催问"))])
        case .contact:
            give(
                .contactUnit,
                after: minutes(5),
                by: follower(),
                [(.person, .text("值班员")), (.channel, .text("phone")), (.words, .text("对方答复正在路上"))]
            )
        case .callerWords:
            give(.addCallerWords, after: minutes(40), by: hall(.agent), [(.words, .text("又来电，说情况没有变化"))])
        case .comment: give(.comment, after: minutes(5), by: hall(.agent), [(.words, .text("请注意安全"))])
        case .amend:
            give(
                .amend,
                after: minutes(9),
                by: hall(.agent),
                [(.changes, .object(["expectation": .text("希望尽快处理")]))]
            )
        case .supervise:
            give(
                .supervise,
                after: minutes(30),
                by: hall(.shiftLeader),
                [
                    (.level, .text("yellow")), (.note, .text("请当日反馈进度")),
                    (.replyBy, .text(rules.time.iso8601((now + 6 * 3600).wholeSecond))),
                ]
            )
        case .hasten:
            give(
                .raiseUrgency,
                after: minutes(8),
                by: hall(.shiftLeader),
                [(.urgency, .text("critical")), (.reason, .text("家中有老人和孩子"))]
            )
        case .answer:
            give(
                .answerCaller,
                after: minutes(20),
                by: hall(.agent),
                [(.channel, .text("phone")), (.words, .text("已告知进度"))]
            )
        case .void:
            give(
                .void,
                after: minutes(30),
                by: hall(.shiftLeader),
                [
                    (.reasonCode, .text("withdrawn")), (.reason, .text("来电人撤回了诉求")),
                    (.answer, .text("已按您的要求撤回")), (.channel, .text("phone")),
                ]
            )
        }
    }

    private func isFit(_ aside: Course.Aside) -> Bool {
        switch aside {
        case .urge, .contact, .supervise, .hasten, .void: [.signing, .handling].contains(file.stage)
        case .callerWords, .comment, .amend: file.stage.isLive && file.stage != .linked
        case .answer: [.handling, .feedback, .answered].contains(file.stage)
        }
    }
}
