/// A named set of permissions, as the city knows it.
///
/// Source: docs/domain.md, “Roles”.
package enum Role: String, Sendable, CaseIterable, Codable {
    case agent, shiftLeader, dispatcher, fieldSupervisor, unitOperator, unitManager, qa, kbEditor, kbReviewer,
        director, evaluator, systemAdmin, securityAdmin, auditAdmin

    /// Whether its permissions hold within the person's own unit only.
    package var isOfUnit: Bool { self == .unitOperator || self == .unitManager }

    package var chinese: String {
        switch self {
        case .agent: "受理员"
        case .shiftLeader: "值班长"
        case .dispatcher: "派遣员"
        case .fieldSupervisor: "监督员"
        case .unitOperator: "处置单位经办"
        case .unitManager: "处置单位负责人"
        case .qa: "质检员"
        case .kbEditor: "知识管理员"
        case .kbReviewer: "知识审核"
        case .director: "指挥中心主任"
        case .evaluator: "考核员"
        case .systemAdmin: "系统管理员"
        case .securityAdmin: "安全管理员"
        case .auditAdmin: "审计管理员"
        }
    }

    /// Its permissions where the city has laid down no others.
    package var permissions: Set<Permission> {
        switch self {
        case .agent:
            [
                .see, .record, .quickDispatch, .review, .callback, .urge, .link, .amend, .actForUnit,
            ]
        case .shiftLeader:
            Role.agent.permissions.union([
                .register, .decline, .dispatch, .coordinate, .approveReturn, .approveExtension,
                .approveSecondExtension, .approveSuspension, .redo, .acceptDissatisfied, .close, .reopen,
                .void, .supervise, .urgency, .reviewAppeal, .check, .verify, .leadHall, .emergency,
                .reveal,
            ])
        case .dispatcher:
            [
                .see, .dispatch, .coordinate, .approveReturn, .approveExtension, .review, .urge, .amend,
            ]
        case .fieldSupervisor: [.see, .record, .verify, .check]
        case .unitOperator: [.see, .sign, .handle]
        case .unitManager: [.see, .sign, .handle, .manageUnit]
        case .qa: [.see, .score, .listen]
        case .kbEditor: [.writeKnowledge]
        case .kbReviewer: [.writeKnowledge, .publishKnowledge]
        case .director: Role.shiftLeader.permissions.union([.decide, .redoAgain, .seeReports])
        case .evaluator: [.see, .seeReports, .closeEvaluation, .approveAppeal]
        case .systemAdmin: [.adminCity, .adminPeople]
        case .securityAdmin: [.adminRoles, .adminPolicy]
        case .auditAdmin: [.seeAudit]
        }
    }
}
