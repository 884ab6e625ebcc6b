import Casework
import Web

/// Review, check, callback, closing, and what may come after it.
extension CaseLife {
    mutating func feedback(_ view: CaseView) -> [Intent] {
        if take(\.reworks) { return intent(.agent, .rework, [(.reason, .text("照片看不出已经修好，请返工"))]) + passing() }
        if take(\.isChecked) {
            return intent(.agent, .passToCheck, [(.note, .text("请到现场看一看"))]) + passing()
        }
        return passing()
    }

    private mutating func passing() -> [Intent] {
        intent(.agent, .passToCallback) + intent(.agent, .passToClose)
            + intent(.agent, .passToCheck, [(.note, .text("监督员上报，须现场核查"))])
    }

    mutating func checking(_ view: CaseView) -> [Intent] {
        let failing =
            take(\.checkFails)
            ? intent(.fieldSupervisor, .checkFail, [(.reason, .text("现场仍有积水，未修好"))], photo: true) : []
        return failing + intent(.fieldSupervisor, .checkPassToCallback, photo: true)
            + intent(.fieldSupervisor, .checkPass, photo: true)
    }

    mutating func callingBack(_ view: CaseView) -> [Intent] {
        if view.verdict?.bad == true { return afterBadVerdict(view) }
        if take(\.fruitlessCalls) { return intent(.agent, .callbackAttempt, [(.outcome, .text("busy"))]) }
        switch course.callback {
        case .satisfied: return satisfied()
        case .dissatisfied:
            guard take(\.complaints) else { return satisfied() }
            let wasPolite = chance.happens(0.5)
            return intent(
                .agent,
                .recordVerdict,
                [
                    (.satisfaction, .text(chance.happens(0.3) ? "very_dissatisfied" : "dissatisfied")),
                    (.solved, .text(chance.happens(0.5) ? "partly" : "no")),
                    (.manner, .text(wasPolite ? "good" : "poor")),
                    (.words, .text("来电人说过两天又坏了")),
                ]
            )
        case .declined: return intent(.agent, .callerDeclined, [(.words, .text("不便评价"))])
        case .wrongNumber:
            if view.attempts.last?.outcome == "wrong_number" { return intent(.agent, .callerUnreachable) }
            return intent(.agent, .callbackAttempt, [(.outcome, .text("wrong_number"))])
        case .unreachable:
            return intent(.agent, .callerUnreachable)
                + intent(.agent, .callbackAttempt, [(.outcome, .text("no_answer"))])
        }
    }

    /// When the next attempt counts; nil if one may be made now.
    func callAgainAt(_ view: CaseView) -> Timestamp? {
        guard course.callback == .unreachable, view.verdict == nil else { return nil }
        guard let last = view.attempts.last(where: { $0.outcome == "no_answer" }) else { return nil }
        let isEnough = view.allows(.callerUnreachable)
        return isEnough ? nil : rules.time.instant(last.at).map { $0 + 2 * 3600 + 60 }
    }

    private mutating func satisfied() -> [Intent] {
        let satisfaction = chance.one(weighed: [
            (value: "very_satisfied", weight: 5), (value: "satisfied", weight: 4),
            (value: "fairly_satisfied", weight: 1),
        ])
        return intent(
            .agent,
            .callerSatisfied,
            [
                (.satisfaction, .text(satisfaction)),
                (.solved, .text(chance.happens(0.95) ? "yes" : "partly")),
                (.manner, .text(chance.happens(0.95) ? "good" : "fair")),
            ]
        )
    }

    private mutating func afterBadVerdict(_ view: CaseView) -> [Intent] {
        let role: Role = view.counts.redos == 0 ? .shiftLeader : .director
        let givesWay = chance.happens(0.3)
        let accepting = intent(
            role,
            .acceptDissatisfied,
            [(.reason, .text("已达到标准，来电人另有要求")), (.grounds, .text("standard_met"))]
        )
        let again =
            view.counts.redos >= 2
            ? intent(.director, .escalate, [(.reason, .text("两次重办仍不满意，提级督办"))])
            : intent(role, .redo, [(.reason, .text("来电人反映没有解决，重新办理"))])
        return givesWay ? accepting + again : again + accepting
    }

    mutating func closing(_ view: CaseView) -> [Intent] {
        if take(\.closingRejected) {
            return intent(.shiftLeader, .closeReject, [(.reason, .text("处置说明与所反映的不是一处"))]) + close(view)
        }
        return close(view)
    }

    private mutating func close(_ view: CaseView) -> [Intent] {
        var fields: [(Field, JSON)] = [(.conclusion, .text("已办结，来电人已答复"))]
        if view.answeredAt == nil {
            fields.append((.noAnswerReason, .text(matter.phone == nil ? "anonymous" : "not_wanted")))
        }
        return intent(.shiftLeader, .close, fields)
    }

    /// Ended, but not always for good.
    mutating func afterwards(_ view: CaseView) -> [Intent] {
        if view.stage == .answered {
            if take(\.isConverted) { return intent(.agent, .convert, [(.reason, .text("来电人又来电，要求派人去看"))]) }
            guard take(\.isSampled) else { return [] }
            course.isSampled = false
            return intent(
                .agent,
                .recordVerdict,
                [(.satisfaction, .text("satisfied")), (.solved, .text("yes")), (.manner, .text("good"))]
            )
        }
        if let pending = view.pending, pending.request == "appeal" {
            if pending.opinion == nil {
                return intent(
                    .shiftLeader,
                    .appealReviewed,
                    [(.opinion, .text("agree")), (.reason, .text("当日停电，情况属实"))]
                )
            }
            return intent(.evaluator, .appealApproved, [(.reason, .text("同意"))])
        }
        if take(\.isReopened) { return intent(.shiftLeader, .reopen, [(.reason, .text("来电人再次反映同一问题"))]) }
        if view.counts.reworks > 0, take(\.isAppealed) {
            return intent(
                .unitManager,
                .requestAppeal,
                [(.reason, .text("返工系天气所致，请予核减"))],
                ofUnit: view.unit?.name
            )
        }
        return []
    }
}
