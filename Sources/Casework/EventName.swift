/// What may happen to a case: the events of the table of moves, by the codes that the API uses.
///
/// Source: docs/domain.md, “Stages and moves”. A code, once stored, is never renamed.
package enum EventName: String, Sendable, HashedByPlace, CaseIterable, Codable {
    // Recording and registering
    case answerDirectly = "answer_directly"
    case submit
    case quickDispatch = "quick_dispatch"
    case receive
    case accept
    case refuseAccept = "refuse_accept"
    case sendVerify = "send_verify"
    case verifyFeedback = "verify_feedback"
    case verifyTimeout = "verify_timeout"
    case register
    case decline
    // Dispatching
    case dispatch
    case backToRegister = "back_to_register"
    case startCoordination = "start_coordination"
    case decide
    case recall
    case forwardOut = "forward_out"
    case outsideAnswered = "outside_answered"
    case outsideRefused = "outside_refused"
    case contactUnit = "contact_unit"
    // The unit's work
    case sign
    case autoSign = "auto_sign"
    case arrive
    case assignCrew = "assign_crew"
    case submitFeedback = "submit_feedback"
    case requestReturn = "request_return"
    case returnApproved = "return_approved"
    case returnRejected = "return_rejected"
    case requestExtension = "request_extension"
    case extendApproved = "extend_approved"
    case extendRejected = "extend_rejected"
    case requestSuspension = "request_suspension"
    case suspendApproved = "suspend_approved"
    case suspendRejected = "suspend_rejected"
    case resume
    case cancelRequest = "cancel_request"
    // Review, check, callback, closing
    case passToCallback = "pass_to_callback"
    case passToCheck = "pass_to_check"
    case passToClose = "pass_to_close"
    case rework
    case backToDispatch = "back_to_dispatch"
    case checkPass = "check_pass"
    case checkPassToCallback = "check_pass_to_callback"
    case checkFail = "check_fail"
    case checkTimeout = "check_timeout"
    case callbackAttempt = "callback_attempt"
    case recordVerdict = "record_verdict"
    case callerSatisfied = "caller_satisfied"
    case callerUnreachable = "caller_unreachable"
    case callerDeclined = "caller_declined"
    case redo
    case escalate
    case acceptDissatisfied = "accept_dissatisfied"
    case close
    case closeReject = "close_reject"
    case reopen
    case convert
    // At any time
    case void
    case link
    case unlink
    case parentDone = "parent_done"
    case parentClosed = "parent_closed"
    case parentGone = "parent_gone"
    case amend
    case addCallerWords = "add_caller_words"
    case answerCaller = "answer_caller"
    case comment
    case urge
    case supervise
    case supervisionReply = "supervision_reply"
    case card
    case raiseUrgency = "raise_urgency"
    case lowerUrgency = "lower_urgency"
    case handOver = "hand_over"
    // Appeals
    case requestAppeal = "request_appeal"
    case appealReviewed = "appeal_reviewed"
    case appealApproved = "appeal_approved"
    case appealRejected = "appeal_rejected"
}

extension EventName {
    /// What stands on the button.
    package var chinese: String {
        switch self {
        case .answerDirectly: "直接答复"
        case .submit: "提交立案"
        case .quickDispatch: "直接派单"
        case .receive: "收件"
        case .accept: "受理"
        case .refuseAccept: "不予受理"
        case .sendVerify: "派核实"
        case .verifyFeedback: "反馈核实"
        case .verifyTimeout: "核实超时"
        case .register: "立案"
        case .decline: "不予立案"
        case .dispatch: "派遣"
        case .backToRegister: "退回立案"
        case .startCoordination: "提请协调"
        case .decide: "裁定主办单位"
        case .recall: "收回"
        case .forwardOut: "转外部单位"
        case .outsideAnswered: "外部已答复"
        case .outsideRefused: "外部退回"
        case .contactUnit: "记录联系单位"
        case .sign: "签收"
        case .autoSign: "超时自动签收"
        case .arrive: "到场"
        case .assignCrew: "派班组"
        case .submitFeedback: "提交处置反馈"
        case .requestReturn: "申请退单"
        case .returnApproved: "同意退单"
        case .returnRejected: "驳回退单"
        case .requestExtension: "申请延期"
        case .extendApproved: "同意延期"
        case .extendRejected: "驳回延期"
        case .requestSuspension: "申请挂账"
        case .suspendApproved: "同意挂账"
        case .suspendRejected: "驳回挂账"
        case .resume: "恢复处置"
        case .cancelRequest: "撤回申请"
        case .passToCallback: "转回访"
        case .passToCheck: "转核查"
        case .passToClose: "转结案"
        case .rework: "返工"
        case .backToDispatch: "退回派遣"
        case .checkPass: "核查通过，转结案"
        case .checkPassToCallback: "核查通过，转回访"
        case .checkFail: "核查不通过"
        case .checkTimeout: "核查超时"
        case .callbackAttempt: "没打通"
        case .recordVerdict: "记录评价"
        case .callerSatisfied: "满意，转结案"
        case .callerUnreachable: "联系不上，转结案"
        case .callerDeclined: "不愿评价，转结案"
        case .redo: "重办"
        case .escalate: "提级督办"
        case .acceptDissatisfied: "不满意但可结案"
        case .close: "结案"
        case .closeReject: "退回处置"
        case .reopen: "重新办理"
        case .convert: "转立案"
        case .void: "作废"
        case .link: "并案"
        case .unlink: "解除并案"
        case .parentDone: "主案已办，转回访"
        case .parentClosed: "主案已结，转结案"
        case .parentGone: "主案已撤，回到立案"
        case .amend: "更正"
        case .addCallerWords: "追记来电"
        case .answerCaller: "答复来电人"
        case .comment: "批注"
        case .urge: "催办"
        case .supervise: "督办"
        case .supervisionReply: "回复督办"
        case .card: "黄红牌"
        case .raiseUrgency: "提高紧急程度"
        case .lowerUrgency: "降低紧急程度"
        case .handOver: "移交跟踪"
        case .requestAppeal: "申诉"
        case .appealReviewed: "申诉初审"
        case .appealApproved: "申诉成立"
        case .appealRejected: "申诉不成立"
        }
    }
}
