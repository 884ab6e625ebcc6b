/// One thing a person may be allowed to do.
package enum Permission: String, Sendable, HashedByPlace, CaseIterable, Codable {
    case see = "case.see"
    case record = "case.record"
    case quickDispatch = "case.quickDispatch"
    case review = "case.review"
    case callback = "case.callback"
    case urge = "case.urge"
    case link = "case.link"
    case amend = "case.amend"
    case actForUnit = "case.actForUnit"
    case register = "case.register"
    case decline = "case.decline"
    case dispatch = "case.dispatch"
    case coordinate = "case.coordinate"
    case approveReturn = "case.approveReturn"
    case approveExtension = "case.approveExtension"
    case approveSecondExtension = "case.approveSecondExtension"
    case approveSuspension = "case.approveSuspension"
    case redo = "case.redo"
    case redoAgain = "case.redoAgain"
    case acceptDissatisfied = "case.acceptDissatisfied"
    case close = "case.close"
    case reopen = "case.reopen"
    case void = "case.void"
    case supervise = "case.supervise"
    case urgency = "case.urgency"
    case reviewAppeal = "case.reviewAppeal"
    case approveAppeal = "case.approveAppeal"
    case check = "case.check"
    case verify = "case.verify"
    case decide = "case.decide"
    case sign = "case.sign"
    case handle = "case.handle"
    case manageUnit = "unit.manage"
    case leadHall = "hall.lead"
    case emergency = "hall.emergency"
    case reveal = "pii.reveal"
    case score = "quality.score"
    case listen = "call.listen"
    case writeKnowledge = "knowledge.write"
    case publishKnowledge = "knowledge.publish"
    case seeReports = "reports.see"
    case closeEvaluation = "evaluation.close"
    case adminCity = "admin.city"
    case adminPeople = "admin.people"
    case adminRoles = "admin.roles"
    case adminPolicy = "admin.policy"
    case seeAudit = "audit.see"
}

/// Somebody who works with the hotline, or the system itself.
package struct Person: Sendable, Equatable {
    package typealias ID = Int64

    package let id: ID
    package let account: String
    package let name: String
    package let roles: [Role]
    package let team: String?
    /// The unit whose work this person does; grants of its roles hold there only.
    package let unit: Unit.ID?
    /// Sources in whose name this person may bring cases in: the token of a web site, of 12345.
    package let sources: Set<String>

    private let permissions: Set<Permission>
    private let permissionsInUnit: Set<Permission>

    package init(
        id: ID,
        account: String,
        name: String,
        roles: [Role],
        team: String? = nil,
        unit: Unit.ID? = nil,
        sources: Set<String> = [],
        grants: Grants = .standard
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.roles = roles
        self.team = team
        self.unit = unit
        self.sources = sources
        permissions = roles.filter { !$0.isOfUnit }.reduce(into: []) {
            $0.formUnion(grants.permissions(of: $1))
        }
        permissionsInUnit = roles.filter(\.isOfUnit).reduce(into: []) {
            $0.formUnion(grants.permissions(of: $1))
        }
    }

    /// The one who makes the moves that time makes.
    package static let system = Person(id: 0, account: "system", name: "系统", roles: [])

    package var isSystem: Bool { id == 0 }

    /// Whether this person may do it, whatever the unit.
    package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }

    /// Whether this person may do it as a member of `unit`.
    package func may(_ permission: Permission, in unit: Unit.ID?) -> Bool {
        guard let unit, unit == self.unit else { return false }
        return permissionsInUnit.contains(permission)
    }

    /// Everything this person may do somewhere: for menus, never for decisions.
    package var anywhere: Set<Permission> { permissions.union(permissionsInUnit) }
}
