import Casework
import Web

/// What is done beside the way.
extension CaseLife {
    /// The first thing that fits where the case stands; it is tried once.
    mutating func beside(_ view: CaseView, at now: Timestamp) -> [Intent] {
        if let order = view.orders.first(where: { $0.repliedAt == nil }),
            [.signing, .handling].contains(view.stage)
        {
            return intent(
                .unitOperator,
                .supervisionReply,
                [(.order, .text(order.order)), (.note, .text("已安排人员，今日完成"))],
                ofUnit: view.unit?.name
            )
        }
        if let parent, view.stage.isLive {
            self.parent = nil
            return intent(.agent, .link, [(.into, .text(parent))])
        }
        guard let position = course.asides.firstIndex(where: { fits($0, view.stage) }) else { return [] }
        return intents(course.asides.remove(at: position), at: now)
    }

    private func fits(_ aside: Course.Aside, _ stage: CaseStage) -> Bool {
        switch aside {
        case .urge, .contact, .supervise, .hasten, .void: [.signing, .handling].contains(stage)
        case .callerWords, .comment, .amend: stage.isLive && stage != .linked
        case .answer: [.handling, .feedback, .answered].contains(stage)
        }
    }

    private mutating func intents(_ aside: Course.Aside, at now: Timestamp) -> [Intent] {
        switch aside {
        case .urge: intent(.agent, .urge, [(.note, .text("来电人催问"))])
        case .contact:
            intent(
                .agent,
                .contactUnit,
                [(.person, .text("值班员")), (.channel, .text("phone")), (.words, .text("对方答复正在路上"))]
            )
        case .callerWords: intent(.agent, .addCallerWords, [(.words, .text("又来电，说情况没有变化"))])
        case .comment: intent(.agent, .comment, [(.words, .text("请注意安全"))])
        case .amend:
            intent(.agent, .amend, [(.changes, .object([("expectation", .text("希望尽快处理"))]))])
        case .supervise:
            intent(
                .shiftLeader,
                .supervise,
                [
                    (.level, .text("yellow")), (.note, .text("请当日反馈进度")),
                    (.replyBy, .text(rules.time.iso8601((now + 4 * 3600).wholeSecond))),
                ]
            )
        case .hasten:
            intent(
                .shiftLeader,
                .raiseUrgency,
                [(.urgency, .text("critical")), (.reason, .text("家中有老人和孩子"))]
            )
        case .answer: intent(.agent, .answerCaller, [(.channel, .text("phone")), (.words, .text("已告知进度"))])
        case .void:
            intent(
                .shiftLeader,
                .void,
                [
                    (.reasonCode, .text("withdrawn")), (.reason, .text("来电人撤回了诉求")),
                    (.answer, .text("已按您的要求撤回")), (.channel, .text("phone")),
                ]
            )
        }
    }
}
