import Casework
import Web

/// What the unit does, and who answers its requests.
extension PastLife {
    mutating func sign() {
        if course.isCoordinated, take(\.isCoordinated) { return coordinate() }
        if let pending = file.state.pending { return answer(pending.kind) }
        let wait = seconds(ofClock: .sign, share: 0.1 + 0.8 * chance.share() + (chance.happens(0.02) ? 1 : 0))
        if take(\.returns), give(.requestReturn, after: wait, by: unit(), returning) { return }
        give(.sign, after: wait, by: unit())
    }

    private var returning: [(Field, RawValue)] {
        [(.reasonCode, .text("not_ours")), (.reason, .text("经查看，这一处不属于本单位的养护范围"))]
    }

    /// True once, if it was to happen.
    mutating func take(_ wish: WritableKeyPath<Course, Bool>) -> Bool {
        defer { course[keyPath: wish] = false }
        return course[keyPath: wish]
    }

    /// True as often as it was to happen.
    mutating func take(_ wish: WritableKeyPath<Course, Int>) -> Bool {
        guard course[keyPath: wish] > 0 else { return false }
        course[keyPath: wish] -= 1
        return true
    }

    /// The hall answers a unit's request.
    private mutating func answer(_ request: PendingRequest.Kind) {
        let isApproved = take(\.approves)
        let reason: [(Field, RawValue)] = [(.reason, .text(isApproved ? "情况属实，同意" : "理由不足，请按期办理"))]
        let wait = minutes(12)
        switch request {
        case .return:
            give(isApproved ? .returnApproved : .returnRejected, after: wait, by: hall(.dispatcher), reason)
        case .extension:
            if isApproved, give(.extendApproved, after: wait, by: hall(.shiftLeader), reason) { return }
            give(.extendRejected, after: wait, by: hall(.shiftLeader), reason)
        case .suspension:
            give(
                isApproved ? .suspendApproved : .suspendRejected,
                after: wait,
                by: hall(.shiftLeader),
                reason
            )
        case .appeal:
            if file.state.pending?.opinion == nil {
                let fields: [(Field, RawValue)] = [(.opinion, .text("agree")), (.reason, .text("当日停电，情况属实"))]
                give(.appealReviewed, after: wait * 20, by: hall(.shiftLeader), fields)
            } else {
                give(.appealApproved, after: wait * 30, by: hall(.evaluator), [(.reason, .text("同意"))])
            }
        }
    }

    mutating func handle() {
        if let pending = file.state.pending { return answer(pending.kind) }
        if file.state.arrivedAt == nil, take(\.arrives),
            give(.arrive, after: seconds(ofClock: .handle, share: 0.1 + 0.2 * chance.share()), by: unit())
        {
            return
        }
        if take(\.returnsRejected) {
            course.approves = false
            if give(.requestReturn, after: minutes(10), by: unit(), returning) { return }
        }
        if take(\.extensions), let due = file.state.clocks[.handle]?.due {
            let until = rules.timekeeper(of: file.state.unit).adding(3600, .work, to: due)
            let fields: [(Field, RawValue)] = [
                (.until, .text(rules.time.iso8601(until))), (.reason, .text("管线较深，需要调来设备再行开挖")),
            ]
            if give(.requestExtension, after: seconds(ofClock: .handle, share: 0.6), by: unit(), fields) {
                return
            }
        }
        if take(\.suspensions) {
            let days = 3 + chance.below(20)
            let fields: [(Field, RawValue)] = [
                (.until, .text(rules.time.iso8601((now + days * 86_400).wholeSecond))),
                (.reason, .text("所需配件尚未到货，到货以后立即施工")),
            ]
            if give(.requestSuspension, after: seconds(ofClock: .handle, share: 0.3), by: unit(), fields) {
                return
            }
        }
        let share = chance.happens(0.025) ? 1.05 + chance.share() : 0.15 + 0.75 * chance.share()
        let used = file.state.clocks[.handle].map { Double($0.used) / Double(max(1, $0.limit)) } ?? 0
        var fields: [(Field, RawValue)] = [
            (.note, .text("已到现场处理完毕，\(matter.topic.name)恢复正常，并告知来电人")), (.noPhotoReason, .text("照片留在旧系统")),
        ]
        if matter.topic.industry == "供热" {
            fields.append((.measured, .object(["roomTemperature": .number(Double(18 + chance.below(5)))])))
        }
        give(
            .submitFeedback,
            after: seconds(ofClock: .handle, share: max(0.05, share - used)),
            by: unit(),
            fields
        )
    }
}
