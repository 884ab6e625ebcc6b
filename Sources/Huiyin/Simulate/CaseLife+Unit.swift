import Casework
import Web

/// What the unit does, and who answers its requests.
extension CaseLife {
    mutating func signing(_ view: CaseView) -> [Intent] {
        let unit = view.unit?.name
        if let pending = view.pending { return approving(pending.request, view) }
        if take(\.returns) {
            return intent(.unitOperator, .requestReturn, returnFields, ofUnit: unit)
                + intent(.unitOperator, .sign, ofUnit: unit)
        }
        if take(\.isCoordinated) { return coordinate() }
        return intent(.unitOperator, .sign, ofUnit: unit)
    }

    private var returnFields: [(Field, JSON)] {
        [(.reasonCode, .text("not_ours")), (.reason, .text("经查看，这一处不属于本单位的养护范围"))]
    }

    mutating func handling(_ view: CaseView, at now: Timestamp) -> [Intent] {
        let unit = view.unit?.name
        if let pending = view.pending { return approving(pending.request, view) }
        var intents: [Intent] = []
        if take(\.returnsRejected) {
            course.approves = false
            intents += intent(.unitOperator, .requestReturn, returnFields, ofUnit: unit)
        } else if take(\.extensions), let due = view.due.flatMap({ rules.time.instant($0) }) {
            intents += intent(
                .unitOperator,
                .requestExtension,
                [
                    (.until, .text(rules.time.iso8601((due + 900).wholeSecond))),
                    (.reason, .text("管线较深，需要调来设备再行开挖")),
                ],
                ofUnit: unit
            )
        } else if take(\.suspensions) {
            intents += intent(
                .unitOperator,
                .requestSuspension,
                [
                    (.until, .text(rules.time.iso8601((now + 3 * 86_400).wholeSecond))),
                    (.reason, .text("所需配件尚未到货，到货以后立即施工")),
                ],
                ofUnit: unit
            )
        } else if take(\.arrives) {
            intents += intent(
                .unitOperator,
                .arrive,
                [(.at, .text(rules.time.iso8601(now)))],
                ofUnit: unit
            )
        }
        return intents + feedBack(unit)
    }

    private mutating func feedBack(_ unit: String?) -> [Intent] {
        let takesPhoto = chance.happens(0.15)
        var fields: [(Field, JSON)] = [(.note, .text("已到现场处理完毕，恢复正常，并告知来电人"))]
        if !takesPhoto { fields.append((.noPhotoReason, .text("夜间作业，没有拍照"))) }
        if matter.topic.industry == "供热" {
            fields.append((.measured, .object([("roomTemperature", .number(19))])))
        }
        return intent(.unitOperator, .submitFeedback, fields, ofUnit: unit, photo: takesPhoto)
    }

    /// The leader or the dispatcher answers; after a rejection the unit goes on with the work.
    private mutating func approving(_ request: String, _ view: CaseView) -> [Intent] {
        let isApproved = course.approves
        course.approves = true
        let reason: [(Field, JSON)] = [(.reason, .text(isApproved ? "情况属实，同意" : "理由不足，请按期办理"))]
        switch request {
        case "return": return intent(.dispatcher, isApproved ? .returnApproved : .returnRejected, reason)
        case "extension":
            return intent(.shiftLeader, isApproved ? .extendApproved : .extendRejected, reason)
                + intent(.shiftLeader, .extendRejected, [(.reason, .text("请按期办理"))])
        case "suspension":
            return intent(.shiftLeader, isApproved ? .suspendApproved : .suspendRejected, reason)
        default: return []
        }
    }
}
