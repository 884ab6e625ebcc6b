/// Where a case stands.
///
/// The raw values are stored and appear in the API: renaming a Swift case is free, changing a raw value is a migration.
/// Source: docs/domain.md, “Stages and moves”.
package enum CaseStage: String, Sendable, HashedByPlace, CaseIterable, Codable {
    case draft, intake, registering, verifying, dispatching, coordinating, signing, handling, suspended,
        forwarded
    case feedback, checking, linked, answered, closed, voided, closing
    case callingBack = "calling_back"
    case notAccepted = "not_accepted"
    case notRegistered = "not_registered"
}

extension CaseStage {
    package var isFinal: Bool {
        switch self {
        case .answered, .notAccepted, .notRegistered, .closed, .voided: true
        case .draft, .intake, .registering, .verifying, .dispatching, .coordinating, .signing, .handling,
            .suspended,
            .forwarded, .feedback, .checking, .callingBack, .closing, .linked:
            false
        }
    }

    /// Neither final nor a draft: what the table of moves calls `live`.
    package var isLive: Bool { !isFinal && self != .draft }

    package var chinese: String {
        switch self {
        case .draft: "登记中"
        case .intake: "待受理"
        case .registering: "待立案"
        case .verifying: "核实中"
        case .dispatching: "待派遣"
        case .coordinating: "协调中"
        case .signing: "待签收"
        case .handling: "处置中"
        case .suspended: "挂账中"
        case .forwarded: "已转外部"
        case .feedback: "待审核反馈"
        case .checking: "核查中"
        case .callingBack: "待回访"
        case .closing: "待结案"
        case .linked: "已并案随办"
        case .answered: "直接答复办结"
        case .notAccepted: "不予受理"
        case .notRegistered: "不予立案"
        case .closed: "已结案"
        case .voided: "已作废"
        }
    }

    /// The phase of the national process that the stage belongs to.
    package var phase: String {
        switch self {
        case .draft, .intake, .verifying, .notAccepted: "信息收集"
        case .registering, .notRegistered: "案件建立"
        case .dispatching, .coordinating: "任务派遣"
        case .signing, .handling, .suspended, .forwarded, .linked: "任务处理"
        case .feedback: "处置反馈"
        case .checking, .callingBack, .closing, .closed: "核查结案"
        case .answered: "（快速通道）"
        case .voided: "（旁路）"
        }
    }

    /// The phases in their order, as the case page draws them.
    package static let phases = ["信息收集", "案件建立", "任务派遣", "任务处理", "处置反馈", "核查结案"]
}
