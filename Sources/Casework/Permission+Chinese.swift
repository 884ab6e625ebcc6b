extension Permission {
    /// As the administrator's table says it.
    package var chinese: String {
        switch self {
        case .see: "查看案件"
        case .record: "登记案件"
        case .quickDispatch: "直派"
        case .review: "审核反馈"
        case .callback: "回访"
        case .urge: "催办"
        case .link: "并案"
        case .amend: "更正内容"
        case .actForUnit: "代单位操作"
        case .register: "立案"
        case .decline: "不予立案"
        case .dispatch: "派遣"
        case .coordinate: "协调"
        case .approveReturn: "批复退单"
        case .approveExtension: "批复延期"
        case .approveSecondExtension: "批复再次延期"
        case .approveSuspension: "批复挂账"
        case .redo: "要求重办"
        case .redoAgain: "再次要求重办"
        case .acceptDissatisfied: "不满意仍结案"
        case .close: "结案"
        case .reopen: "重开"
        case .void: "作废"
        case .supervise: "督办"
        case .urgency: "调整缓急"
        case .reviewAppeal: "初审申诉"
        case .approveAppeal: "终审申诉"
        case .check: "核查"
        case .verify: "核实"
        case .decide: "裁定"
        case .sign: "签收（本单位）"
        case .handle: "处置（本单位）"
        case .manageUnit: "管理本单位"
        case .leadHall: "指挥大厅"
        case .emergency: "启动应急预案"
        case .reveal: "查看明文"
        case .score: "质检评分"
        case .listen: "听录音"
        case .writeKnowledge: "编写知识"
        case .publishKnowledge: "发布知识"
        case .seeReports: "查看报表"
        case .closeEvaluation: "结束考核期"
        case .adminCity: "管理城市配置"
        case .adminPeople: "管理人员"
        case .adminRoles: "管理角色权限"
        case .adminPolicy: "管理安全参数"
        case .seeAudit: "查看审计"
        }
    }

    /// What it is about, as the table groups them.
    package var group: String {
        switch self {
        case .see, .record, .quickDispatch, .amend, .link, .urge, .actForUnit: "受理"
        case .register, .decline, .dispatch, .coordinate, .urgency, .void: "立案与派遣"
        case .approveReturn, .approveExtension, .approveSecondExtension, .approveSuspension, .decide: "审批"
        case .sign, .handle, .manageUnit: "处置单位"
        case .review, .callback, .redo, .redoAgain, .acceptDissatisfied, .close, .reopen, .check, .verify:
            "核查、回访与结案"
        case .supervise, .reviewAppeal, .approveAppeal, .seeReports, .closeEvaluation: "监督与考核"
        case .leadHall, .emergency, .reveal, .score, .listen, .writeKnowledge, .publishKnowledge: "大厅与知识"
        case .adminCity, .adminPeople, .adminRoles, .adminPolicy, .seeAudit: "系统"
        }
    }

    package static let groups = ["受理", "立案与派遣", "审批", "处置单位", "核查、回访与结案", "监督与考核", "大厅与知识", "系统"]
}
